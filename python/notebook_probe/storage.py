"""Whether a value can be stored and loaded again, and how: found out by trying, into nowhere."""

import collections.abc
import importlib.util
import io
import json
import pickle
import sys
import time
import types

LIVE = (collections.abc.Iterator, collections.abc.Coroutine, collections.abc.AsyncGenerator, io.IOBase)
JSON_ATOMS = (str, int, float, bool, type(None))


def storage_of(value, seconds):
    """`{"as": "json" | "parquet" | "npy" | "joblib" | "pickle" | "cloudpickle"}`, `{"as": "no", "why": ...}`, or None
    when the time does not suffice to say."""
    kind = type(value)
    if isinstance(value, LIVE) and kind.__module__ in ("builtins", "itertools", "_io", "io"):
        if not isinstance(value, (io.StringIO, io.BytesIO)):
            return {"as": "no", "why": f"a {kind.__name__} lives in its process only"}
    plain = _plain_form(value, kind)
    if plain is not None:
        return {"as": plain}
    deadline = time.perf_counter() + seconds
    try:
        by_value = _is_pickled(pickle.Pickler, value, deadline)
        return {"as": _library_form(kind) if by_value else "cloudpickle"}
    except _OutOfTime:
        return None
    except Exception as error:
        return _by_cloudpickle(value, deadline, error)


def _by_cloudpickle(value, deadline, first):
    if importlib.util.find_spec("cloudpickle") is None:
        return {"as": "no", "why": f"{type(first).__name__}: {first}"[:200]}
    import cloudpickle

    try:
        _is_pickled(cloudpickle.Pickler, value, deadline)
        return {"as": "cloudpickle"}
    except _OutOfTime:
        return None
    except Exception as error:
        return {"as": "no", "why": f"{type(error).__name__}: {error}"[:200]}


def _plain_form(value, kind):
    if kind in JSON_ATOMS:
        return "json"
    if kind in (list, dict) and len(value) <= 1000:
        try:
            return "json" if json.loads(json.dumps(value)) == value and _is_plain(value) else None
        except (TypeError, ValueError, RecursionError):
            return None
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and kind is getattr(numpy, "ndarray", None) and not value.dtype.hasobject:
        return "npy"
    if pandas is not None and kind is getattr(pandas, "DataFrame", None) and _fits_parquet(value):
        return "parquet"
    return None


def _is_plain(value):
    """Nothing but builtin types through and through: JSON would make others of their subclasses."""
    if type(value) is list:
        return all(map(_is_plain, value))
    if type(value) is dict:
        return all(type(key) is str for key in value) and all(map(_is_plain, value.values()))
    return type(value) in JSON_ATOMS


def _fits_parquet(table):
    if importlib.util.find_spec("pyarrow") is None or table.columns.nlevels > 1:
        return False
    return all(isinstance(name, str) for name in table.columns) and not any(
        str(dtype) == "object" and _holds_more_than_text(table.iloc[:, at]) for at, dtype in enumerate(table.dtypes)
    )


def _holds_more_than_text(column):
    return any(type(each) is not str and each is not None for each in column.iloc[:1000])


def _library_form(kind):
    return "joblib" if (kind.__module__ or "").partition(".")[0] in ("sklearn", "imblearn") else "pickle"


class _OutOfTime(Exception):
    pass


def _is_pickled(pickler, value, deadline):
    """True when the pickle needs no code of the notebook; raises what pickling raises."""
    found = []

    class Sink(io.RawIOBase):
        def write(self, data, /):
            if time.perf_counter() > deadline:
                raise _OutOfTime
            if not found and not isinstance(data, pickle.PickleBuffer) and b"__main__" in bytes(data[:100_000]):
                found.append(True)
            return memoryview(data).nbytes  # large ones come as a PickleBuffer, which has no length

    pickler(Sink(), 5, buffer_callback=lambda buffer: False).dump(value)
    return not found


def is_code(value):
    """Functions, classes and modules: code passes by import or by value, not as data."""
    return isinstance(value, (types.FunctionType, types.ModuleType, types.BuiltinFunctionType, type))
