"""The state of the global random generators, handed from one drawing step to the next as a small JSON file.

With them go the counters by which libraries number what they make (`sys[0]`, `sys[1]`).

Generators: Python's `random`, numpy's legacy `np.random`, and torch, as far as they are imported. A generator that
is not imported yet gets its state when it is. Generator objects, such as `np.random.default_rng()`, are ordinary
values and are none of this module's business.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from .imports import when_imported

State = dict[str, Any]


def capture(before: State | None = None) -> State:
    """The states of the imported generators; those not imported keep the state they had `before`."""
    state = dict(before or {})
    for name, (read, _) in _GENERATORS.items():
        if module := sys.modules.get(name):
            state[name] = read(module)
    return state


def restore(state: State) -> None:
    """Set each generator to its state, now or as soon as its library is imported."""
    for name, values in state.items():
        _, write = _GENERATORS[name]
        when_imported(name, lambda module, write=write, values=values: write(module, values))


def changed(before: State, after: State) -> list[str]:
    """Names of the generators that drew numbers or were seeded in between."""
    return [name for name, values in before.items() if after.get(name) != values]


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
    """How to read and set a number that stands in an attribute of a class of a module."""
    name, attribute = path.split(".")

    def owner(module: ModuleType) -> type | None:
        kinds = getattr(getattr(module, name, None), "__mro__", ())
        return next((kind for kind in kinds if attribute in vars(kind)), None)

    def write(module: ModuleType, value: Any) -> None:
        if (kind := owner(module)) and value is not None:
            setattr(kind, attribute, value)

    return lambda module: getattr(owner(module), attribute, None), write


_Read = Callable[[ModuleType], Any]
_Write = Callable[[ModuleType, Any], None]
_GENERATORS: dict[str, tuple[_Read, _Write]] = {
    random.__name__: (_read_python, _write_python),
    "numpy": (_read_numpy, _write_numpy),
    "torch": (_read_torch, _write_torch),
    "control.iosys": _counter("InputOutputSystem._idCounter"),
}
