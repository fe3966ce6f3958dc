"""What a value is, without what it holds: type, shape, columns, size; on request a short sample."""

import contextlib
import reprlib
import sys

from .public_types import type_name

MOST_COLUMNS = 100
SAMPLE_ROWS = 3
SAMPLE_WIDTH = 80
SIZED = (str, bytes, bytearray, list, tuple, dict, set, frozenset, range)


def shape_of(value, samples=False):
    """A dict for the trace; only what is cheap to ask for."""
    kind = type(value)
    path, public = type_name(kind)
    found = {"type": path, "public": public}
    with contextlib.suppress(Exception):  # a library that does not want to be asked: the type is told anyway
        found |= _details(value, kind)
    if samples:
        with contextlib.suppress(Exception):
            found["sample"] = _sample(value)
    return found


def _details(value, kind):
    library = (getattr(kind, "__module__", None) or "").partition(".")[0]
    if isinstance(value, SIZED):
        return {"length": len(value), "bytes": sys.getsizeof(value)}
    if library in ("builtins", "__main__") or not hasattr(kind, "shape"):
        return {}
    found = {"shape": [int(each) for each in value.shape]}
    if hasattr(kind, "columns") and hasattr(kind, "dtypes") and library != "dask":
        pairs = list(zip(value.columns, value.dtypes, strict=True))
        found["columns"] = [{"name": str(name)[:100], "dtype": str(dtype)} for name, dtype in pairs[:MOST_COLUMNS]]
    elif hasattr(value, "dtype"):
        found["dtype"] = str(value.dtype)
    if hasattr(kind, "memory_usage"):
        used = value.memory_usage(index=False)
        found["bytes"] = int(used.sum() if hasattr(used, "sum") else used)
    elif hasattr(kind, "nbytes"):
        found["bytes"] = int(value.nbytes)
    return found


def _sample(value):
    if hasattr(type(value), "columns") and hasattr(value, "head"):
        rows = value.head(SAMPLE_ROWS)
        return [[_short(cell) for cell in row[:MOST_COLUMNS]] for row in rows.itertuples(index=False)]
    return [[_short(value)]]


def _short(value):
    writer = reprlib.Repr()
    writer.maxother = writer.maxstring = writer.maxlong = SAMPLE_WIDTH
    text = repr(value) if isinstance(value, str) and len(value) < SAMPLE_WIDTH else writer.repr(value)
    return text if len(text) <= SAMPLE_WIDTH else f"{text[: SAMPLE_WIDTH - 3]}..."
