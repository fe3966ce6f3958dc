"""Has a value changed? A deep and exact comparison with a second copy of it, as far as its types are known.

Known are Python's own containers and buffers, arrays, tables, sparse matrices, random generators, scikit-learn's
estimators, and instances of the project's own classes. Other objects may hold caches that change when they are only
looked at: they count as unchanged, for an alarm must be true.
"""

from __future__ import annotations

import array
import collections
import datetime
import enum
import functools
import io
import itertools
import operator
import pathlib
import random
import types
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from . import attributes, library_values
from .contents import ATOMS

Children = Iterable[tuple[Any, Any, Any]]
Verdict = str | Children | None  # what differs; or the parts to compare, each with its label; or nothing
Handler = Callable[[Any, Any], Verdict]

_EQUAL_MEANS_SAME = frozenset({bool, int, str, bytes, type(None), type(...)})
_BY_EQUALITY = (enum.Enum, pathlib.PurePath, datetime.tzinfo)


class Comparison:
    """Compares values pair by pair, without recursion, so that nesting and cycles do no harm.

    With `strict`, objects of unknown type differ unless they say that they are equal.
    """

    def __init__(self, strict: bool = False) -> None:
        self._strict = strict
        self._handlers: dict[type, Handler | None] = {}
        self._seen: dict[tuple[int, int], tuple[Any, Any]] = {}  # holds the values, so that ids stay unique

    def difference(self, before: Any, after: Any) -> str | None:
        """Where two values differ, such as `['rows'][3]` (empty: as a whole); None when they are the same."""
        place = self._first_difference(before, after)
        if place is not None:
            self._seen.clear()  # what was under way was not found to be the same
        return place

    def same(self, a: Any, b: Any) -> bool:
        """Nothing differs."""
        return self.difference(a, b) is None

    def knows(self, kind: type) -> bool:
        """A change of objects of this type is seen."""
        return self._handler(kind) is not None

    def _first_difference(self, before: Any, after: Any) -> str | None:
        todo: list[tuple[Any, Any, Any]] = [(before, after, None)]
        while todo:
            a, b, place = todo.pop()
            if a is b:
                continue
            kind = type(a)
            if kind is not type(b):
                return _text(place)
            handler = self._handler(kind)
            if handler is None or (id(a), id(b)) in self._seen:
                continue
            if kind not in ATOMS:
                self._seen[id(a), id(b)] = a, b
            verdict = handler(a, b)
            if isinstance(verdict, str):
                return _text((place, verdict) if verdict else place)
            if verdict is not None:
                todo.extend((x, y, (place, label)) for x, y, label in verdict)
        return None

    def _handler(self, kind: type) -> Handler | None:
        if kind not in self._handlers:
            self._handlers[kind] = self._find_handler(kind)
        return self._handlers[kind]

    def _find_handler(self, kind: type) -> Handler | None:
        found = _python_handler(kind) or library_values.handler(kind, self.same)
        if found is None and attributes.is_plain(kind):
            found = attributes.compare
        elif attributes.is_own(kind) and not issubclass(kind, enum.Enum):
            found = _both(found, attributes.compare) if found else attributes.compare
        if found is None:
            return _by_equality if self._strict else None
        return _careful(found, "" if self._strict else None)


def compare_lists(a: Sequence[Any], b: Sequence[Any]) -> Verdict:
    """Element by element, in one go where there are plain values only."""
    if len(a) != len(b):
        return ""
    same = _same_atoms(a, b)
    if same is None:
        return zip(a, b, itertools.count(), strict=False)
    return None if same else ""


def _python_handler(kind: type) -> Handler | None:
    if kind in ATOMS:
        return lambda a, b: None if _same_atom(a, b) else ""
    if issubclass(kind, type | types.ModuleType):
        return lambda a, b: None
    if issubclass(kind, _BY_EQUALITY):
        return lambda a, b: None if a == b else ""
    return next((handler for base, handler in _HANDLERS if issubclass(kind, base)), None)


def _same_atoms(a: Sequence[Any], b: Sequence[Any]) -> bool | None:
    """Whether two lists of immutable values are the same; None when they hold something else."""
    kinds = set(map(type, a))
    if not kinds <= ATOMS:
        return None
    if any(one is not other for one, other in zip(map(type, a), map(type, b), strict=True)):
        return False
    if kinds <= _EQUAL_MEANS_SAME:
        return list(a) == list(b)
    if kinds == {float} and array.array("d", a).tobytes() == array.array("d", b).tobytes():
        return True
    return all(map(_same_atom, a, b))


def _same_atom(a: Any, b: Any) -> bool:
    if _is_nan(a):
        return _is_nan(b)
    return a == b and (type(a) in _EQUAL_MEANS_SAME or repr(a) == repr(b))


def _is_nan(value: Any) -> bool:
    return operator.ne(value, value)


def _dicts(a: dict[Any, Any], b: dict[Any, Any]) -> Verdict:
    """The order of the keys counts: the notebook would print it."""
    if len(a) != len(b):
        return ""
    keys = compare_lists(list(a), list(b))
    if isinstance(keys, str):
        return keys
    one, other = list(a.values()), list(b.values())
    values = None if _same_atoms(one, other) else zip(one, other, a, strict=True)
    return itertools.chain(keys or (), values or (), _factories(a, b)) or None


def _factories(a: Any, b: Any) -> Children:
    return [(a.default_factory, b.default_factory, ".default_factory")] if hasattr(a, "default_factory") else ()


def _sets(a: frozenset[Any], b: frozenset[Any]) -> Verdict:
    if len(a) != len(b):
        return ""
    twins = {each: each for each in b}
    unmatched = [each for each in itertools.chain(a - b, b - a) if _hashed_by_value(each)]
    return "" if unmatched else [(each, twins[each], each) for each in a if each in twins]


def _hashed_by_value(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_hashed_by_value, value))
    return type(value) in ATOMS and not _is_nan(value)


def _functions(a: Any, b: Any) -> Verdict:
    """Functions that were stored with their code: what they remember counts."""
    if a.__code__ != b.__code__:
        return ""
    names = ("__defaults__", "__kwdefaults__", "__dict__")
    cells = zip(_cells(a), _cells(b), (f".{name}" for name in a.__code__.co_freevars), strict=True)
    return [*((getattr(a, name), getattr(b, name), f".{name}") for name in names), *cells]


def _cells(function: types.FunctionType) -> list[Any]:
    return [attributes.cell_contents(cell) for cell in function.__closure__ or ()]


def _by_equality(a: Any, b: Any) -> Verdict:
    try:
        return None if a == b else ""
    except Exception:  # noqa: BLE001 - what cannot be compared is not known to be the same
        return ""


def _careful(handler: Handler, otherwise: Verdict) -> Handler:
    def compare(a: Any, b: Any) -> Verdict:
        try:
            return handler(a, b)
        except Exception:  # noqa: BLE001 - an object that cannot be compared must not fail the step
            return otherwise

    return compare


def _both(first: Handler, second: Handler) -> Handler:
    def compare(a: Any, b: Any) -> Verdict:
        found = [first(a, b), second(a, b)]
        text = next((each for each in found if isinstance(each, str)), None)
        return (
            itertools.chain(*(each for each in found if each and not isinstance(each, str))) if text is None else text
        )

    return compare


def _text(place: Any) -> str:
    parts: list[str] = []
    while place is not None:
        place, label = place
        parts.append(label if isinstance(label, str) and label[:1] in (".", ":") else f"[{label!r}]")
    return "".join(reversed(parts))


_HANDLERS: list[tuple[type, Handler]] = [
    (dict, _dicts),
    (list, compare_lists),
    (tuple, compare_lists),
    (set, _sets),
    (frozenset, _sets),
    (collections.deque, lambda a, b: "" if a.maxlen != b.maxlen else compare_lists(a, b)),
    (bytearray, lambda a, b: None if a == b else ""),
    (array.array, lambda a, b: None if (a.typecode, a.tobytes()) == (b.typecode, b.tobytes()) else ""),
    (io.BytesIO, lambda a, b: None if (a.tell(), a.getvalue()) == (b.tell(), b.getvalue()) else ""),
    (io.StringIO, lambda a, b: None if (a.tell(), a.getvalue()) == (b.tell(), b.getvalue()) else ""),
    (random.Random, lambda a, b: None if a.getstate() == b.getstate() else ""),
    (types.FunctionType, _functions),
    (types.MethodType, lambda a, b: [(a.__func__, b.__func__, ".__func__"), (a.__self__, b.__self__, ".__self__")]),
    (
        functools.partial,
        lambda a, b: [(getattr(a, name), getattr(b, name), f".{name}") for name in ("func", "args", "keywords")],
    ),
]
