"""Objects compared by their attributes: instances of the project's own classes."""

from __future__ import annotations

import argparse
import collections
import functools
import os
import sys
import types
from collections.abc import Iterator
from typing import Any

from . import project

_PLAIN = (types.SimpleNamespace, argparse.Namespace, collections.UserDict, collections.UserList, collections.ChainMap)
_LANGUAGE = frozenset({"builtins", "abc", "typing", "collections", "collections.abc", "enum", "dataclasses", "types"})


def compare(a: Any, b: Any) -> str | Iterator[tuple[Any, Any, str]]:
    """Which attributes to compare, or that they are not the same ones. Caches of properties do not count."""
    one, other = dict(_attributes(a)), dict(_attributes(b))
    if one.keys() != other.keys():
        return f".{min(one.keys() ^ other.keys())}"
    return ((value, other[name], f".{name}") for name, value in one.items())


def is_plain(kind: type) -> bool:
    """A type of Python's own that is nothing but its attributes."""
    return issubclass(kind, _PLAIN)


def is_own(kind: type) -> bool:
    """A class of the project, or of a module beside its data files."""
    module = module_of(kind)
    if module.partition(".")[0] in (project.PACKAGE, "__main__"):
        return True
    return is_own_file(getattr(sys.modules.get(module), "__file__", None))


def module_of(kind: type) -> str:
    """The module of a type; of one that a library makes on the fly and gives none, that of what it is made from."""
    return next(module for base in kind.__mro__ if isinstance(module := base.__module__, str))


def is_own_file(file: str | None) -> bool:
    """Code of the project, not of an installed package."""
    if not file or "-packages" in file:
        return False
    folders = (project.SOURCE, project.working_directory())
    return file.startswith(tuple(os.path.join(folder, "") for folder in folders))


def extends_library(kind: type) -> bool:
    """A class of the project on top of a library's, which may keep private notes in its instances."""
    return any(base.__module__ not in _LANGUAGE and not is_own(base) for base in kind.__mro__)


def cell_contents(cell: types.CellType) -> Any:
    """What a function remembers in a variable around it; an ellipsis if that has no value yet."""
    try:
        return cell.cell_contents
    except ValueError:
        return ...


def _attributes(value: Any) -> Iterator[tuple[str, Any]]:
    kind = type(value)
    private = extends_library(kind)
    for name, each in _all_attributes(value, kind):
        if not (private and name.startswith("_")) and not isinstance(
            getattr(kind, name, None), functools.cached_property
        ):
            yield name, each


def _all_attributes(value: Any, kind: type) -> Iterator[tuple[str, Any]]:
    yield from getattr(value, "__dict__", {}).items()
    for base in kind.__mro__:
        slots = vars(base).get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            if name not in ("__dict__", "__weakref__") and hasattr(value, name):
                yield name, getattr(value, name)
