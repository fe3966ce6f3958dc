"""The state of the global random generators, handed from one drawing step to the next as a small JSON file.

With them go the counters by which libraries number what they make (`sys[0]`, `sys[1]`).

Generators: Python's `random`, numpy's legacy `np.random`, and torch, as far as they are imported. A generator that
is not imported yet gets its state when it is. Generator objects, such as `np.random.default_rng()`, are ordinary
values and are none of this module's business.
"""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from .imports import when_imported

State = dict[str, Any]


def capture(before: State | None = None) -> State:
    """The states of the imported generators; those not imported keep the state they had `before`."""
    state = dict(before or {})
    for name, (read, _) in _ALL.items():
        if module := sys.modules.get(name):
            state[name] = read(module)
    return state


def restore(state: State) -> None:
    """Set each generator to its state, now or as soon as its library is imported."""
    for name, values in state.items():
        _, write = _ALL[name]
        when_imported(name, lambda module, write=write, values=values: write(module, values))


@contextmanager
def random_state_kept() -> Iterator[None]:
    """What a block seeds and draws leaves the generators as they were: set-up of an earlier step that also seeds."""
    state = capture()
    try:
        yield
    finally:
        restore(state)


def changed(before: State, after: State) -> list[str]:
    """Names of the generators that drew numbers or were seeded in between."""
    return [name for name, values in before.items() if name in _GENERATORS and after.get(name) != values]


def _read_python(module: ModuleType) -> Any:
    version, numbers, gauss = module.getstate()
    return [version, list(numbers), gauss]


def _write_python(module: ModuleType, values: Any) -> None:
    version, numbers, gauss = values
    module.setstate((version, tuple(numbers), gauss))


def _read_numpy(module: ModuleType) -> Any:
    generator, numbers, position, has_gauss, gauss = module.random.get_state()
    return [generator, numbers.tolist(), int(position), int(has_gauss), float(gauss)]


def _write_numpy(module: ModuleType, values: Any) -> None:
    generator, numbers, position, has_gauss, gauss = values
    module.random.set_state((generator, module.array(numbers, dtype=module.uint32), position, has_gauss, gauss))


def _read_torch(module: ModuleType) -> Any:
    return {
        "cpu": module.get_rng_state().tolist(),
        "cuda": [each.tolist() for each in module.cuda.get_rng_state_all()] if module.cuda.is_initialized() else [],
    }


def _write_torch(module: ModuleType, values: Any) -> None:
    module.set_rng_state(module.tensor(values["cpu"], dtype=module.uint8))
    if values["cuda"] and module.cuda.is_available():
        module.cuda.set_rng_state_all([module.tensor(each, dtype=module.uint8) for each in values["cuda"]])


def _counter(path: str) -> tuple[_Read, _Write]:
    """How to read and set a counter in a module, or in an attribute of a class of it: a number or `itertools.count()`."""
    *classes, attribute = path.split(".")

    def owner(module: ModuleType) -> Any:
        if not classes:
            return module if hasattr(module, attribute) else None
        kinds = getattr(getattr(module, classes[0], None), "__mro__", ())
        return next((kind for kind in kinds if attribute in vars(kind)), None)

    def read(module: ModuleType) -> Any:
        value = getattr(owner(module), attribute, None)
        # What an iterator gives next can only be seen in its text without taking it.
        return int(repr(value)[len("count(") : -1]) if isinstance(value, itertools.count) else value

    def write(module: ModuleType, value: Any) -> None:
        if (place := owner(module)) and value is not None:
            is_iterator = isinstance(getattr(place, attribute), itertools.count)
            setattr(place, attribute, itertools.count(value) if is_iterator else value)

    return read, write


_Read = Callable[[ModuleType], Any]
_Write = Callable[[ModuleType, Any], None]
_GENERATORS: dict[str, tuple[_Read, _Write]] = {
    random.__name__: (_read_python, _write_python),
    "numpy": (_read_numpy, _write_numpy),
    "torch": (_read_torch, _write_torch),
}
_COUNTERS: dict[str, tuple[_Read, _Write]] = {
    "bokeh.util.serialization": _counter("_simple_id"),
    "control.iosys": _counter("InputOutputSystem._idCounter"),
    "param.parameterized": _counter("object_count"),
    "pytensor.graph.basic": _counter("Variable.__count__"),
}
_ALL = {**_GENERATORS, **_COUNTERS}
