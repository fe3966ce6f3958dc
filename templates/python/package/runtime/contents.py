"""What a value is made of: the mutable objects and the array memory that can be reached from it.

Two values that reach the same mutable object, or overlapping memory, must be stored together: an update through one
of them later has to be seen through the other. The walk is done by a pickler that writes to nowhere, so it sees
exactly what would be stored; array data is looked at, not copied.
"""

from __future__ import annotations

import collections.abc
import datetime
import enum
import io
import pathlib
import pickle
import sys
import types
from dataclasses import dataclass, field
from typing import Any

import cloudpickle

from . import arrays, display_options, formulas, function_types, nans, table_memory, units
from .atoms import ATOMS, is_library_atom
from .attributes import module_of
from .importable import importable
from .problems import LiveValueError

_IMMUTABLE_CONTAINERS = frozenset({tuple, frozenset, types.CodeType})
_VIEWS = (memoryview, collections.abc.KeysView, collections.abc.ValuesView, collections.abc.ItemsView)
_BOUND_TO_PROCESS = ("_thread", "threading", "socket", "_socket", "mmap", "tempfile", "sqlite3", "selectors")
_LIBRARIES = (arrays, table_memory, units, display_options, formulas, function_types)
_PROCESS_OBJECTS = (("numpy.random.mtrand", "_rand"), ("random", "_inst"), ("sys", "stdout"), ("sys", "stderr"))


@dataclass
class Contents:
    """What can be reached from one value.

    Attributes:
        mutable: mutable objects by id; they are kept alive, so ids stay unique.
        arrays: numpy arrays without Python objects in them; their memory is what counts.
        by_value: holds functions or classes that cannot be imported and are stored as code.
        nans: holds a float that is not a number. Which one it is matters: `x in values` finds the very same only.
        process_objects: holds what each process has one of (see `process_object`).
        buffers: ids of the mutable objects whose memory arrays may lie in (`np.frombuffer(bytearray(8))`).
    """

    mutable: dict[int, object] = field(default_factory=dict)
    arrays: list[Any] = field(default_factory=list)
    by_value: bool = False
    nans: bool = False
    process_objects: bool = False
    buffers: set[int] = field(default_factory=set)


def contents_of(value: object, name: str, step: str) -> Contents:
    """Walk through `value`; raises LiveValueError, naming the variable, for what lives in this process only."""
    contents = Contents()
    try:
        _Walker(contents).dump(value)
    except _LiveObjectFound as found:
        raise _refusal(name, step, value, f"{found}", moves=True) from None
    except (pickle.PicklingError, TypeError, AttributeError, ValueError, NotImplementedError) as error:
        raise _refusal(name, step, value, f"{error}") from error
    return contents


def full_name(kind: type) -> str:
    """A type's name as people write it: `pandas.DataFrame`, `int`."""
    module = module_of(kind)
    top = sys.modules.get(module.partition(".")[0])
    if getattr(top, kind.__qualname__, None) is kind:
        module = module.partition(".")[0]
    return kind.__qualname__ if module == "builtins" else f"{module}.{kind.__qualname__}"


def process_object(obj: object) -> tuple[types.ModuleType, str] | None:
    """Module and name of what each process has one of: the global random generators, the output streams.

    A value that holds one means the one of its process, not a copy of its present state.
    """
    for module_name, name in _PROCESS_OBJECTS:
        module = sys.modules.get(module_name)
        if module is not None and getattr(module, name, None) is obj:
            return module, name
    return None


def reduced(obj: Any) -> Any:
    """How to pickle what libraries leave parts of out; None for all else."""
    return next((found for each in _LIBRARIES if (found := each.reduced(obj))), None)


class _LiveObjectFound(Exception):
    pass


class _Nowhere(io.RawIOBase):
    def write(self, data: Any, /) -> int:
        return memoryview(data).nbytes  # large ones come as a PickleBuffer, which has no length


class _Walker(cloudpickle.Pickler):
    """Visits all that a pickle of the value would hold. A persistent id tells the pickler not to look inside."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(_Nowhere(), protocol=5)
        self._contents = contents
        self._visitors: dict[type, Any] = {}
        self._of_classes: set[int] = set()

    def reducer_override(self, obj: Any) -> Any:
        return reduced(obj) or super().reducer_override(obj)

    def persistent_id(self, obj: Any) -> Any:
        kind = type(obj)
        if kind in ATOMS:
            if kind is float and nans.note(obj, self._contents.mutable):
                self._contents.nans = True
            return 0
        visit = self._visitors.get(kind)
        if visit is None:
            _require_loadable(kind)
            visit = self._visitors[kind] = self._visitor(kind)
        return visit(obj)

    def _visitor(self, kind: type) -> Any:
        if _is_live(kind):
            return self._visit_live
        if kind.__module__ == "ipykernel.zmqshell":
            return lambda _: 0  # each process makes its own
        if kind.__name__ in ("Random", "RandomState"):
            return self._visit_generator
        if kind in _IMMUTABLE_CONTAINERS:
            return lambda _: None
        if issubclass(kind, type | types.FunctionType):
            return self._visit_code
        if kind in arrays.BUFFERS:
            return self._visit_buffer
        if _is_array(kind):
            return self._visit_array
        if issubclass(kind, enum.Enum | pathlib.PurePath | datetime.tzinfo) or is_library_atom(kind):
            return lambda _: 0
        if _is_frame(kind):
            self._of_classes.add(id(getattr(kind, "_metadata", None)))  # a list that all frames have in common
        return self._visit_callable if issubclass(kind, collections.abc.Callable) else self._visit_mutable

    def _visit_mutable(self, obj: object) -> None:
        if id(obj) not in self._of_classes:
            self._contents.mutable[id(obj)] = obj

    def _visit_buffer(self, obj: Any) -> None:
        self._visit_mutable(obj)
        if (memory := arrays.memory_of(obj)) is not None:
            self._contents.buffers.add(id(obj))
            self._contents.arrays.append(memory)

    def _visit_callable(self, obj: Any) -> int | None:
        """Some libraries have their own types of functions."""
        try:
            name = getattr(obj, "__qualname__", None)
        except Exception:  # noqa: BLE001 - an instance that makes its attributes up
            name = None
        return 0 if isinstance(name, str) and importable(obj) else self._visit_mutable(obj)

    def _is_process_object(self, obj: object) -> bool:
        found = process_object(obj) is not None
        self._contents.process_objects |= found
        return found

    def _visit_code(self, obj: Any) -> int | None:
        if importable(obj):
            return 0
        self._contents.by_value = True
        self._contents.mutable[id(obj)] = obj
        return None

    def _visit_array(self, obj: Any) -> int | None:
        self._contents.arrays.append(obj)
        return None if obj.dtype.hasobject else 0

    def _visit_generator(self, obj: object) -> int | None:
        return 0 if self._is_process_object(obj) else self._visit_mutable(obj)

    def _visit_live(self, obj: object) -> int:
        if self._is_process_object(obj):
            return 0
        raise _LiveObjectFound(f"a {full_name(type(obj))} cannot be stored")


def _require_loadable(kind: type) -> None:
    """Loading asks a new instance for these before it has any attributes: a type that makes attributes up may fail.

    Those with `__getattr__` are stored in a way that does not ask them (`answering`).
    """
    if kind.__new__ is not object.__new__ or not isinstance(kind.__getattribute__, types.FunctionType):
        return
    if kind.__reduce__ is not object.__reduce__ or kind.__reduce_ex__ is not object.__reduce_ex__:
        return
    try:
        empty = object.__new__(kind)
        if getattr(empty, "__setstate__", None) is None and kind.__dictoffset__:
            _ = empty.__dict__
    except Exception as error:
        raise TypeError(f"a {full_name(kind)} cannot be loaded again: {type(error).__name__}: {error}") from error


def _is_live(kind: type) -> bool:
    if issubclass(kind, io.IOBase):
        return kind not in (io.BytesIO, io.StringIO)
    if issubclass(kind, collections.abc.Iterator | collections.abc.Coroutine | collections.abc.AsyncGenerator):
        return kind.__module__ in ("builtins", "itertools")
    if issubclass(kind, _VIEWS):
        return kind.__module__ in ("builtins", "collections")
    return kind.__module__ in _BOUND_TO_PROCESS and not issubclass(kind, BaseException)


def _is_array(kind: type) -> bool:
    return "numpy" in sys.modules and kind is sys.modules["numpy"].ndarray


def _is_frame(kind: type) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and issubclass(kind, pandas.DataFrame | pandas.Series)


def _refusal(name: str, step: str, value: object, reason: str, moves: bool = False) -> LiveValueError:
    return LiveValueError(
        f"Step '{step}' gives '{name}' ({full_name(type(value))}) to other steps, but it cannot leave the process "
        "that made it",
        reason,
        f"Give the steps that share '{name}' the same tag, so that they become one step.",
        moves,
    )
