"""State of the project's modules: global variables, attributes of classes and functions, what functions remember.

Each step has modules of its own, so what a step changes there is gone when it ends. `StateWatch` says what changed.
"""

from __future__ import annotations

import copy
import enum
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from . import project
from .attributes import cell_contents, extends_library, is_own_file
from .comparison import Comparison
from .contents import ATOMS
from .imports import when_imported

Places = Iterator[tuple[str, Any]]

_SPECIAL = frozenset({"__wrapped__", "_abc_impl"})


class Snapshot:
    """Values by the place where they stand, with copies of those that can change."""

    def __init__(self, places: Callable[[], Places]) -> None:
        self._places = places
        self._comparison = Comparison()
        self._before = {place: (value, self._copy(value)) for place, value in places()}

    def changes(self) -> list[str]:
        """The places where something else stands by now."""
        now = dict(self._places())
        added = now.keys() - self._before.keys()
        return sorted(added | {place for place in self._before if place not in now or self._changed(place, now[place])})

    def _changed(self, place: str, now: Any) -> bool:
        value, earlier = self._before[place]
        if not self._comparison.same(earlier, now):
            return True
        return now is not value and not self._comparison.knows(type(value))

    def _copy(self, value: Any) -> Any:
        """A copy; or the value itself if it cannot change, cannot be copied, or its changes would not be seen."""
        if type(value) in ATOMS or not self._comparison.knows(type(value)):
            return value
        try:
            return copy.deepcopy(value)
        except Exception:  # noqa: BLE001 - what cannot be copied is not watched
            return value


class StateWatch:
    """Remembers the state of modules, of each as soon as it is imported."""

    def __init__(self, modules: Iterable[str]) -> None:
        self._snapshots: dict[str, Snapshot] = {}
        for name in sorted(name for name in modules if not project.is_runtime(name)):
            when_imported(name, self._remember)

    def changes(self) -> list[tuple[str, str]]:
        """Module and place of all that changed."""
        return [(name, place) for name, snapshot in self._snapshots.items() for place in snapshot.changes()]

    def _remember(self, module: types.ModuleType) -> None:
        self._snapshots[module.__name__] = Snapshot(lambda: _module_places(module))


def class_places(name: str, kind: type) -> Places:
    """The state of a class: its attributes that are not methods, and what its methods remember."""
    if issubclass(kind, enum.Enum):
        return
    of_library = extends_library(kind)
    for attribute, value in vars(kind).items():
        if _is_special(attribute) or (of_library and attribute.startswith("_")):
            continue
        yield from _places(f"{name}.{attribute}", value, kind.__module__)


def _module_places(module: types.ModuleType) -> Places:
    for name, value in list(vars(module).items()):
        if not _is_special(name):
            yield from _places(name, value, module.__name__)


def _places(name: str, value: Any, module: str) -> Places:
    """What is state in the value of a name; functions and classes from elsewhere are looked at there."""
    value = value.__func__ if isinstance(value, staticmethod | classmethod) else value
    if isinstance(value, type):
        if value.__module__ == module and value.__qualname__ == name:
            yield from class_places(name, value)
    elif isinstance(value, types.FunctionType):
        if value.__module__ == module and is_own_file(value.__code__.co_filename):
            yield from _function_places(name, value)
    elif not isinstance(value, types.ModuleType | property):
        yield name, value


def _function_places(name: str, function: types.FunctionType) -> Places:
    yield f"{name}.__defaults__", function.__defaults__
    yield f"{name}.__kwdefaults__", function.__kwdefaults__
    for attribute, value in vars(function).items():
        if attribute not in _SPECIAL:
            yield f"{name}.{attribute}", value
    for variable, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        value = cell_contents(cell)
        if value is not function and not isinstance(value, type):
            yield from _places(f"{name}.{variable}", value, function.__module__)


def _is_special(name: str) -> bool:
    return name in _SPECIAL or (name.startswith("__") and name.endswith("__"))
