"""Which values share data, so that a change of one would be seen in the other; these are stored together."""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (numpy is used only in projects that have it)

from __future__ import annotations

import sys
import types
from collections.abc import Mapping
from typing import Any

import cloudpickle

_FIXED = (bool, int, float, complex, str, bytes, type(None), range, tuple, frozenset, type, types.ModuleType)


def sharing_groups(values: Mapping[str, Any]) -> list[list[str]]:
    """The names in groups; raises ValueError for a value that cannot be stored."""
    groups: list[tuple[list[str], set[int]]] = []
    walk = _Walk()
    for name, value in values.items():
        names, objects = [name], walk.objects_in(name, value)
        for group in [each for each in groups if not each[1].isdisjoint(objects)]:
            groups.remove(group)
            names, objects = [*group[0], *names], group[1] | objects
        groups.append((names, objects))
    return [names for names, _ in groups]


class SharingPickler(cloudpickle.Pickler):
    """Keeps two views of one array two views of one array, and the process's random generator that of each process."""

    def reducer_override(self, obj: Any) -> Any:
        """Called by pickle for each object."""
        if _is_global_generator(obj):
            return _global_generator, ()
        owner = _owner(obj)
        if owner is None or owner is obj or owner.dtype.hasobject:
            return super().reducer_override(obj)
        start = obj.__array_interface__["data"][0] - owner.__array_interface__["data"][0]
        return _view, (owner, obj.dtype, obj.shape, start, obj.strides, obj.flags.writeable)


class _Walk(cloudpickle.Pickler):
    """A pickler that writes to nowhere: it meets all that would be stored. What it met stays alive, so that ids are unique."""

    def __init__(self) -> None:
        super().__init__(types.SimpleNamespace(write=lambda _: None))
        self._met: dict[int, Any] = {}
        self._alive: list[Any] = []

    def objects_in(self, name: str, value: Any) -> set[int]:
        """Ids of the objects of a value that can change."""
        self._met = {}
        try:
            self.dump(value)
        except Exception as error:
            raise ValueError(f"'{name}' cannot be stored, and so no other step can take it: {error}") from error
        finally:
            self.clear_memo()
        self._alive.append(self._met)
        return set(self._met)

    def persistent_id(self, obj: Any) -> Any:
        """Called by pickle for each object; other than None, it does not look inside."""
        if type(obj) in _FIXED:  # as most objects are
            return None
        owner = _owner(obj)
        if owner is not None:
            self._met[id(owner)] = owner
            return None if owner.dtype.hasobject else "array"
        pandas = sys.modules.get("pandas")
        if _is_global_generator(obj):
            return "generator"
        if pandas and (isinstance(obj, pandas.Index) or obj is pandas.DataFrame._metadata):
            return "index"
        if not (isinstance(obj, _FIXED) or hasattr(obj, "__qualname__")):  # functions have one
            self._met[id(obj)] = obj
        if pandas and pandas.__version__ >= "3" and isinstance(obj, pandas.DataFrame | pandas.Series):
            return None if "object" in str(pandas.DataFrame(obj).dtypes) else "table"  # copied on write
        return None


def _owner(obj: Any) -> Any:
    """The array that has the memory of an array; None for all else."""
    numpy = sys.modules.get("numpy")
    if numpy is None or type(obj) is not numpy.ndarray:
        return None
    while type(obj.base) is numpy.ndarray:
        obj = obj.base
    return obj


def _is_global_generator(obj: Any) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and obj is numpy.random.mtrand._rand


def _global_generator() -> Any:
    import numpy

    return numpy.random.mtrand._rand


def _view(owner: Any, dtype: Any, shape: tuple[int, ...], start: int, strides: tuple[int, ...], writeable: bool) -> Any:
    array = type(owner)(shape, dtype, owner.ravel(order="K").view("uint8"), start, strides)
    if not writeable:
        array.flags.writeable = False
    return array
