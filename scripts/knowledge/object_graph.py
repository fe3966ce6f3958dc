"""What an object is made of: a digest that changes when it changes, and the mutable parts that it can share."""

from __future__ import annotations

import collections
import functools
import gc
import hashlib
import io
import pathlib
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

MUTABLE_BUILTINS = (list, dict, set, bytearray)
OPAQUE = (
    type,
    types.ModuleType,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    functools.partial,
    str,
    bytes,
    int,
    float,
    complex,
    bool,
    type(None),
    np.dtype,
    np.generic,
    np.ufunc,
    pathlib.PurePath,
)
DEPTH = 9
NODES = 20000


def _pandas() -> Any:
    import sys

    return sys.modules.get("pandas")


def _is_frame(value: Any) -> bool:
    pandas = _pandas()
    return pandas is not None and isinstance(value, (pandas.DataFrame, pandas.Series))


def _is_index(value: Any) -> bool:
    pandas = _pandas()
    return pandas is not None and isinstance(value, pandas.Index)


@functools.cache
def _slot_names(kind: type) -> tuple[str, ...]:
    names = (n for cls in kind.__mro__ for n in getattr(cls, "__slots__", ()) if isinstance(n, str))
    return tuple(n for n in names if n not in ("__weakref__", "__dict__"))


@functools.cache
def _kept_names(kind: type) -> frozenset[str]:
    """Names of properties that keep their value in the object."""
    return frozenset(
        n for cls in kind.__mro__ for n, a in vars(cls).items() if isinstance(a, functools.cached_property)
    )


def _slots(value: Any) -> dict[str, Any]:
    return {n: getattr(value, n) for n in _slot_names(type(value)) if hasattr(value, n)}


def _is_cache(name: str) -> bool:
    """Attributes that hold results kept for speed, or marks for redrawing: no part of a value."""
    return (
        "cache" in name.lower()
        or name in ("_has_sorted_indices", "_has_canonical_format", "_dims", "_encoding", "_indexes")
        or name
        in ("_stale", "stale", "_callbacks", "callbacks", "_pickled_callbacks", "_axobservers", "canvas", "manager")
    )


def _fields(value: Any) -> dict[str, Any]:
    found = dict(getattr(value, "__dict__", {}) or {})
    found.update(_slots(value))
    kept = _kept_names(type(value))
    return {name: part for name, part in found.items() if name not in kept and not _is_cache(name)}


def _blocks(value: Any) -> Iterator[Any]:
    for block in value._mgr.blocks:
        yield block.values


def parts(value: Any) -> Iterator[tuple[Any, Any]]:
    """The direct parts of a value with a key for each, in a fixed order."""
    if isinstance(value, OPAQUE) or _is_index(value):
        return
    if isinstance(value, np.ma.MaskedArray):
        yield from (("data", value._data.view(np.ndarray)), ("mask", value._mask))
    elif isinstance(value, np.ndarray):
        if value.dtype == object:
            yield from enumerate(value.ravel().tolist())
    elif _is_frame(value):
        yield from enumerate(_blocks(value))
        yield "attrs", value.attrs
    elif isinstance(value, dict):
        for key, part in list(value.items()):
            yield repr(key)[:60], part
        yield from _fields(value).items()
    elif isinstance(value, (list, tuple)):
        yield from enumerate(list(value))
        yield from _fields(value).items()
    elif isinstance(value, (set, frozenset)):
        yield from ((repr(part)[:60], part) for part in sorted(value, key=repr))
    elif isinstance(value, types.GeneratorType):
        yield from (value.gi_frame.f_locals.items() if value.gi_frame else ())
    elif _fields(value):
        yield from _fields(value).items()
    elif isinstance(value, memoryview):
        yield "obj", value.obj
    elif hasattr(value, "__next__") or type(value).__module__ in ("builtins", "itertools", "collections"):
        yield from enumerate(gc.get_referents(value))


class Reach:
    """All mutable parts that can be reached from a value."""

    def __init__(self, value: Any) -> None:
        self.objects: dict[int, Any] = {}
        self.arrays: list[np.ndarray] = []
        self.seen: dict[int, Any] = {}
        todo = collections.deque([(value, 0)])
        while todo and len(self.seen) < NODES:
            current, depth = todo.popleft()
            if isinstance(current, OPAQUE) or id(current) in self.seen or _is_index(current):
                continue
            self.seen[id(current)] = current
            self._note(current)
            if depth < DEPTH:
                todo += [(part, depth + 1) for _, part in parts(current)]

    def _note(self, value: Any) -> None:
        if isinstance(value, np.ndarray) and value.size:
            self.arrays.append(value)
        if isinstance(value, tuple | frozenset | memoryview | range | slice):
            return
        self.objects[id(value)] = value

    def shares_with(self, other: Reach, control: Reach) -> bool:
        """True when both hold the same mutable part; parts that `control` holds too are constants of the library."""
        common = (set(self.objects) & set(other.objects)) - set(control.seen)
        if any(not _is_constant(self.objects[key]) for key in common):
            return True
        return any(
            np.may_share_memory(a, b) and _overlap(a, b) and not any(np.may_share_memory(a, c) for c in control.arrays)
            for a in self.arrays
            for b in other.arrays
        )


def _is_constant(value: Any) -> bool:
    module = type(value).__module__.split(".")[0]
    return (
        module
        in (
            "decimal",
            "shapely",
            "pyproj",
            "datetime",
            "fractions",
            "uuid",
            "enum",
            "pytz",
            "zoneinfo",
            "re",
            "_thread",
            "pathlib",
        )
        or isinstance(value, (range, slice))
        or type(value).__name__ in ("dtype", "Flags")
        or _is_immutable_pandas(value)
    )


def _is_immutable_pandas(value: Any) -> bool:
    pandas = _pandas()
    return pandas is not None and isinstance(
        value,
        (
            pandas.Timestamp,
            pandas.Timedelta,
            pandas.Period,
            pandas.Interval,
            pandas.api.extensions.ExtensionDtype,
            pandas.DateOffset,
        ),
    )


def _overlap(first: np.ndarray, second: np.ndarray) -> bool:
    try:
        return bool(np.shares_memory(first, second, max_work=10000))
    except Exception:  # too hard to tell: the bounds overlap
        return True


def digest(value: Any) -> str:
    """A text that differs when the value changed in place. Equal values of one type have equal digests."""
    state = hashlib.sha256()
    seen: dict[int, int] = {}
    _feed(value, state, seen, 0)
    return state.hexdigest()


def _feed(value: Any, state: Any, seen: dict[int, int], depth: int) -> None:
    state.update(type(value).__qualname__.encode())
    if isinstance(value, (str, bytes, int, float, complex, bool, type(None), np.generic, np.dtype, pathlib.PurePath)):
        state.update(repr(value).encode())
        return
    if isinstance(value, OPAQUE) or value is np.random.mtrand._rand:
        return
    if _is_immutable_pandas(value):
        state.update(repr(value).encode())
        return
    if id(value) in seen:
        state.update(str(seen[id(value)]).encode())
        return
    seen[id(value)] = len(seen)
    _feed_special(value, state)
    if depth < DEPTH and len(seen) < NODES:
        for key, part in parts(value):
            state.update(str(key).encode())
            _feed(part, state, seen, depth + 1)


def _feed_special(value: Any, state: Any) -> None:
    if isinstance(value, np.ndarray):
        state.update(f"{value.shape}{value.dtype}{value.flags.writeable}".encode())
        if value.dtype != object:
            state.update(np.ascontiguousarray(value).tobytes())
    elif _is_index(value):
        state.update(f"{value.tolist()!r}{value.names!r}".encode())
    elif _is_frame(value):
        state.update(f"{value.index.tolist()!r}{value.index.names!r}{getattr(value, 'name', '')!r}".encode())
        state.update(f"{getattr(value, 'columns', [])!r}{value.shape}".encode())
    elif isinstance(value, (io.StringIO, io.BytesIO)):
        state.update(f"{value.closed}{'' if value.closed else (value.tell(), value.getvalue())}".encode())
    elif isinstance(value, io.IOBase):
        state.update(f"{value.closed}{'' if value.closed or not value.seekable() else value.tell()}".encode())
    elif isinstance(value, types.GeneratorType):
        state.update(repr(value.gi_frame.f_lasti if value.gi_frame else "done").encode())
    elif isinstance(value, bytearray):
        state.update(bytes(value))
    elif not _fields(value) and not isinstance(value, MUTABLE_BUILTINS):
        state.update(_state_text(value).encode())


def _state_text(value: Any) -> str:
    """For objects without attributes to look at: what copying them would carry over."""
    for read in ("getstate", "get_state", "__length_hint__", "get_config", "tell"):
        if hasattr(type(value), read):
            try:
                return repr(getattr(value, read)())[:30000]
            except Exception:  # it wants arguments, or has none to give
                continue
    for name in ("bit_generator", "state"):
        if hasattr(type(value), name):
            inner = getattr(value, name)
            return repr(getattr(inner, "state", inner))[:30000]
    try:
        reduced = value.__reduce_ex__(2)
        return repr(reduced)[:5000] if " at 0x" not in repr(reduced) else repr(reduced[2:3])[:5000]
    except Exception:
        return ""
