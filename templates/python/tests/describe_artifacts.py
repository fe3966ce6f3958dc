"""Describes what a run stored, as plain data that can be kept and compared: `describe_artifacts.py PACKAGE RUN FILE`.

Of each artifact: its type, shape, columns, a hash of all that it holds, hashes of its parts, and some samples, which are
numbers and short texts. Equal values have equal hashes in every process; paths below the project's folder are no part
of a value. Writes one JSON object to the file.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import fractions
import hashlib
import importlib
import importlib.metadata
import json
import pathlib
import platform
import re
import sys
import types
import uuid
from collections.abc import Iterable
from typing import Any

MOST_PARTS = 200
MOST_SAMPLES = 60
DEEPEST = 60
SHORT_TEXT = 40
NUMERIC_LIBRARIES = ("numpy", "pandas", "scipy", "scikit-learn", "statsmodels", "polars", "torch", "tensorflow")
PLAIN = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, decimal.Decimal, fractions.Fraction)
PLAIN += (uuid.UUID, pathlib.PurePath, range, slice, re.Pattern, type(...))
CODE = (type, types.FunctionType, types.BuiltinFunctionType, types.ModuleType)
SIMPLE = (str, int, float, bool, type(None))
UNTOLD = (".maker", ".index", ".dtype", ".columns", ".key(")
VERSION_NOTES = ("_sklearn_version",)

PROJECT = str(pathlib.Path(__file__).resolve().parents[1])

Parts = list[tuple[str, Any]]


def leaf(value: Any) -> str | None:
    """The text of a value without parts; None for one that has parts."""
    kind = type(value)
    if value is None or kind in (bool, int, float, complex):
        return repr(value)
    if kind is str:
        return repr(without_place(value))
    if kind in (bytes, bytearray):
        return f"{kind.__name__} {hashlib.sha256(value).hexdigest()}"
    if isinstance(value, enum.Enum):
        return f"{kind.__name__}.{value.name}"
    if isinstance(value, CODE):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value.__name__)}"
    module = kind.__module__.partition(".")[0]
    if isinstance(value, PLAIN) or (
        module == "pandas" and kind.__name__ in ("Timestamp", "Timedelta", "NAType", "NaTType")
    ):
        return without_place(str(value))
    if is_scalar(value):
        return f"{value.dtype} {value.item()!r}"
    return None


def without_place(text: str) -> str:
    """The text without the folder in which the project happens to lie."""
    return text.replace(PROJECT, "<project>")


def is_array(value: Any) -> bool:
    """An array of numpy whose memory is its content."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(value) is numpy.ndarray and not value.dtype.hasobject and not value.dtype.names


def is_scalar(value: Any) -> bool:
    """A single number or text of numpy."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.generic) and not isinstance(value, numpy.void)


def parts(value: Any) -> Parts:
    """The parts of a value with what leads to them, in an order that every process agrees on."""
    kind = type(value)
    if isinstance(value, dict):
        return [each for at, key in enumerate(value) for each in entry(at, key, value)] + attributes(value)
    if isinstance(value, set | frozenset):
        return [(f"{{{at}}}", item) for at, item in enumerate(sorted(value, key=shallow_digest))]
    if isinstance(value, list | tuple):
        return [(f"[{at}]", item) for at, item in enumerate(value)] + attributes(value)
    library = kind.__module__.partition(".")[0]
    if "pandas" in sys.modules and (found := table_parts(value)) is not None:
        return found
    if library == "numpy" and hasattr(value, "dtype") and hasattr(value, "tolist"):
        if value.dtype.names:
            return [(f"[{name!r}]", value[name]) for name in value.dtype.names]
        return [(f"[{at}]", item) for at, item in enumerate(value.ravel().tolist())]
    if library == "torch" and hasattr(value, "detach"):
        return [("", value.detach().cpu().numpy())]
    return stored_parts(value)


def entry(at: int, key: Any, mapping: dict[Any, Any]) -> Parts:
    """The parts for one key of a mapping."""
    text = leaf(key)
    item = dict.__getitem__(mapping, key)
    return [(f"[{text}]", item)] if text is not None else [(f".key({at})", key), (f"[key {at}]", item)]


def shallow_digest(value: Any) -> str:
    """A hash to sort by; what lies deep is left out."""
    return digest(value, {}, DEEPEST - 4)


def table_parts(value: Any) -> Parts | None:
    """The parts of tables, columns and indexes of pandas; None for its other objects."""
    pandas = sys.modules["pandas"]
    if isinstance(value, pandas.DataFrame):
        names = [(f"[{name!r}]" if value.columns.is_unique else f"[:, {at}]") for at, name in enumerate(value.columns)]
        columns: Parts = [(name, value.iloc[:, at]) for at, name in enumerate(names)]
        return [*columns, (".columns", value.columns), (".index", value.index)]
    if isinstance(value, pandas.Series):
        return [("", elements(value)), *type_parts(value.dtype), (".name", value.name), (".index", value.index)]
    if isinstance(value, pandas.RangeIndex):
        return [("", range(value.start, value.stop, value.step)), (".names", list(value.names))]
    if isinstance(value, pandas.Index):
        return [("", elements(value)), *type_parts(value.dtype), (".names", list(value.names))]
    if isinstance(value, pandas.api.extensions.ExtensionArray):
        return [("", list(value)), *type_parts(value.dtype)]
    return None


def type_parts(dtype: Any) -> Parts:
    """The type of a column; that of a categorical one has parts of its own."""
    kinds = getattr(dtype, "categories", None)
    own: Parts = [] if kinds is None else [(".dtype.categories", list(kinds)), (".dtype.ordered", bool(dtype.ordered))]
    return [(".dtype", str(dtype)), *own]


def elements(column: Any) -> Any:
    """The elements of a column: an array of numbers, else a list."""
    values = column.to_numpy()
    return values if is_array(values) and values.dtype == column.dtype else list(column)


def attributes(value: Any) -> Parts:
    """What an instance of a subclass of a container holds beside its items."""
    return [(f".{name}", item) for name, item in sorted(getattr(value, "__dict__", {}).items())]


def stored_parts(value: Any) -> Parts:
    """What a pickle of the object would hold."""
    try:
        reduced = value.__reduce_ex__(4)
    except Exception as error:  # noqa: BLE001 - whatever a library raises: then its type is all that is compared
        return [(".unknown", type(error).__name__)]
    if isinstance(reduced, str):
        return [(".name", reduced)]
    filled: list[Any] = [*reduced, None, None, None]
    maker, arguments, state, items, entries = filled[:5]
    found: Parts = [(".maker", maker), *((f".argument{at}", each) for at, each in enumerate(arguments))]
    if isinstance(state, tuple) and len(state) == 2 and isinstance(state[1], dict):
        state = {**(state[0] or {}), **state[1]}
    if isinstance(state, dict):
        found += [(f".{name}", item) for name, item in state.items() if name not in VERSION_NOTES]
    elif state is not None:
        found.append((".state", state))
    found += [(f"[{at}]", item) for at, item in enumerate(items or ())]
    return found + [(f"[{key!r}]", item) for key, item in entries or ()]


def digest(value: Any, known: dict[int, tuple[str, Any]], depth: int = 0) -> str:
    """A hash of all that a value holds. `known` are the hashes of objects met before, which it keeps alive."""
    text = leaf(value)
    name = f"{type(value).__module__}.{type(value).__qualname__}"
    if text is None and id(value) in known:
        return known[id(value)][0]
    content = hashlib.sha256(name.encode())
    if text is not None:
        content.update(text.encode("utf-8", "surrogatepass"))
    elif is_array(value):
        content.update(f"{value.dtype} {value.shape}".encode())
        content.update(value.tobytes())
    elif type(value) is list and all(type(item) in SIMPLE for item in value):
        content.update(without_place(repr(value)).encode("utf-8", "surrogatepass"))
    elif depth < DEEPEST:
        known[id(value)] = "cycle", value
        for label, part in parts(value):
            content.update(label.encode("utf-8", "surrogatepass"))
            content.update(digest(part, known, depth + 1).encode())
    found = content.hexdigest()[:32]
    if text is None:
        known[id(value)] = found, value
    return found


def samples(value: Any, path: str = "", most: int = MOST_SAMPLES, depth: int = 0) -> dict[str, str]:
    """Some numbers and short texts of a value by their path, spread over it."""
    text = leaf(value)
    if text is not None:
        shown = repr(value.item()) if is_scalar(value) else text
        is_short = len(shown) <= SHORT_TEXT and (isinstance(value, str | int | float) or is_scalar(value))
        return {path: shown} if is_short else {}
    if is_array(value):
        flat = value.reshape(-1)
        places = spread(range(flat.size), most)
        return {f"{path}{list(map(int, unravel(at, value.shape)))}": repr(flat[at].item()) for at in places}
    found: dict[str, str] = {}
    if depth < 8 and most > 0:
        inner = [(label, part) for label, part in parts(value) if not label.startswith(UNTOLD)]
        chosen = spread(inner, most)
        for label, part in chosen:
            found |= samples(part, path + label, max(1, most // len(chosen)), depth + 1)
    return found


def unravel(at: int, shape: tuple[int, ...]) -> list[int]:
    """The index of the element at a position of the flat array."""
    index = []
    for size in reversed(shape):
        at, rest = divmod(at, size)
        index.append(rest)
    return index[::-1]


def spread(items: Any, most: int) -> list[Any]:
    """At most so many of the items: the first, the last, and some between."""
    count = len(items)
    if count <= most:
        return list(items)
    return [items[round(at * (count - 1) / max(1, most - 1))] for at in range(most)]


def describe(value: Any) -> dict[str, Any]:
    """See the top of this file."""
    kind = type(value)
    known: dict[int, tuple[str, Any]] = {}
    own = [] if leaf(value) is not None or is_array(value) else parts(value)
    columns = getattr(value, "columns", None)
    described: dict[str, Any] = {"type": kind.__qualname__, "hash": digest(value, known)}
    if isinstance(shape := getattr(value, "shape", None), tuple):
        described["shape"] = list(map(int, shape))
    elif hasattr(value, "__len__"):
        described["shape"] = [len(value)]
    if columns is not None and hasattr(value, "dtypes"):
        described["columns"] = [[str(name), str(dtype)] for name, dtype in zip(columns, value.dtypes, strict=True)]
    described["parts"] = {label: digest(part, known) for label, part in own[:MOST_PARTS]}
    return described | {"samples": samples(value)}


def versions() -> dict[str, str]:
    """Of Python, and of the libraries on which the last digits of numbers depend."""
    found = {"python": platform.python_version()}
    for name in NUMERIC_LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def stored(package: str, run: str) -> Iterable[dict[str, Any]]:
    """The artifacts of a run, described, in the order of the steps."""
    artifacts = importlib.import_module(f"{package}.artifacts")
    for step in importlib.import_module(f"{package}.pipeline").STEPS:
        for name in step.outputs:
            place = {"step": step.name, "name": name}
            try:
                found = describe(artifacts.load(name, run=run, step=step.name))
            except Exception as error:  # noqa: BLE001 - said in what is printed
                yield place | {"failure": f"{type(error).__name__}: {error}"[:300]}
            else:
                yield place | found


def main() -> None:
    """The command line."""
    package, run, file = sys.argv[1:]
    target = pathlib.Path(file).resolve()
    importlib.import_module(f"{package}.runtime.project").enter_working_directory()
    found = list(stored(package, run))
    target.write_text(json.dumps({"versions": versions(), "artifacts": found}), encoding="utf-8")


if __name__ == "__main__":
    main()
