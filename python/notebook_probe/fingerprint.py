"""One look at a value: a hash of all that it holds, and which objects and code can be reached from it.

A look is a description as `notebook_proof` makes it for comparing, so that what counts as a change is the same in
both, without what only a comparison needs.
"""

import hashlib
import itertools
import json
import math
import sys
import time
import types

from notebook_proof.describe_values import Describer

from . import table_look
from .reach import names_in_code

# What has more parts is not looked at.
NODE_LIMIT = 10_000
# As many parts of a value count for what it shares with others.
MOST_SHARED = 1_000
# Longer object arrays are hashed by the addresses of their elements, if those cannot change.
LONG_OBJECTS = 1_000
MOST_COLUMNS = 3_000
UNCHANGEABLE = (str, bytes, int, float, bool, complex, type(None))
HASHED_PER_SECOND = 1.2e9
SECONDS_PER_OBJECT = 4e-7


class Look:
    """What one look at a value found.

    Attributes:
        digest: equal for equal contents within one process.
        whole: nothing was left out.
        parts: ids of the changeable objects and of the array memory that can be reached.
        own: those that the program itself reaches, not only a library.
        names: names of the notebook that code inside the value may read or bind.
    """

    __slots__ = ("digest", "whole", "parts", "own", "names")

    def __init__(self, value, namespace, deadline):
        describer = _Describer(deadline)
        root = describer.describe(value)
        content = json.dumps([root, describer.nodes], default=str)
        self.digest = hashlib.sha1(content.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:16]
        self.whole = not describer.partial and '"opaque' not in content and '"limit"' not in content
        self.parts, self.own = _parts(describer)
        self.names = code_names(describer.alive, namespace)


def cost_of(value):
    """Seconds that a look is likely to take, from sizes alone."""
    kind = type(value)
    library = (getattr(kind, "__module__", None) or "").partition(".")[0]
    try:
        if library == "numpy" and hasattr(kind, "nbytes"):
            return _array_cost(value.nbytes, value.size if value.dtype.hasobject else 0)
        if library in ("pandas", "geopandas") and hasattr(kind, "dtypes"):
            dtypes = [value.dtype] if value.ndim == 1 else list(value.dtypes)
            objects = sum(1 for each in dtypes if not _is_plain(each)) * len(value)
            return _array_cost(len(value) * len(dtypes) * 8, objects) + 1e-4 * len(dtypes)
        if kind in (list, tuple, set, dict):
            first = next(iter(value.values() if kind is dict else value), None)
            if len(value) > NODE_LIMIT and type(first) not in UNCHANGEABLE:
                return math.inf
            return 3e-6 * len(value) + 2e-5
        if kind in (str, bytes, bytearray):
            return len(value) / HASHED_PER_SECOND
    except Exception:  # a library that does not want to be asked
        return 1e-3
    return 5e-5


def _is_plain(dtype):
    return getattr(dtype, "kind", "O") in "biufcmM"


def _array_cost(size, objects):
    return size / HASHED_PER_SECOND + objects * SECONDS_PER_OBJECT + 2e-5


class _Describer(Describer):
    """Describes for a hash, in limited time."""

    def __init__(self, deadline):
        super().__init__(node_limit=NODE_LIMIT)
        self.deadline, self.partial, self.fixed, self.leaves = deadline, False, set(), 0

    def keep_array(self, digest, array):
        self.arrays[digest] = None

    def keep_leaves(self, leaves):
        return {}

    def leaf(self, value):
        self.leaves += 1
        if self.leaves % 256 == 0 and (len(self.nodes) > NODE_LIMIT or time.perf_counter() > self.deadline):
            raise TimeoutError("too large")
        return super().leaf(value)

    def expand(self, value):
        if time.perf_counter() > self.deadline:
            raise TimeoutError("no time left")
        if "numpy" in sys.modules and type(value) is sys.modules["numpy"].ndarray:
            node = self.array(value)
            if node is not None:
                return node
        for base in type(value).__mro__:
            if base.__module__.startswith("pandas.core.") and base.__name__ in table_look.MAKERS:
                return self.table(value, base.__name__)
        return super().expand(value)

    def table(self, value, kind):
        """A table of pandas; of a very wide one the labels only."""
        head = {"t": self.type_name(type(value))}
        if kind == "DataFrame" and value.shape[1] > MOST_COLUMNS:
            self.partial = True
            return {**head, "c": {".columns": self.child(value.columns), ".index": self.child(value.index)}}
        return {**head, **table_look.MAKERS[kind](self, value)}

    def array(self, value):
        """An array by its bytes; a long one of objects by their addresses, which hold as long as they cannot change."""
        head = {"t": "array", "dtype": str(value.dtype), "shape": list(value.shape)}
        if value.dtype == object:
            if value.size <= LONG_OBJECTS:
                return None
            kinds = set(map(type, value.ravel().tolist()))
            if not kinds.issubset(UNCHANGEABLE):
                self.partial = True
        elif value.dtype.hasobject:
            return None
        return {**head, "hash": _bytes_hash(value)}


def _bytes_hash(array):
    numpy = sys.modules["numpy"]
    data = numpy.ascontiguousarray(array)
    if data.dtype == object:
        data = _addresses(numpy, data)
    flat = data.reshape(-1).view(numpy.uint8) if data.size else b""
    return hashlib.sha1(flat, usedforsecurity=False).hexdigest()


def _addresses(numpy, array):
    """The addresses of the elements of a contiguous array of objects."""
    import ctypes

    buffer = (ctypes.c_char * array.nbytes).from_address(array.ctypes.data)
    return numpy.frombuffer(bytes(buffer), dtype=numpy.uint8)


def _parts(describer):
    numpy = sys.modules.get("numpy")
    every, own = set(), set()
    for number, value in enumerate(describer.alive):
        if isinstance(value, (tuple, frozenset, type, types.FunctionType, types.MethodType, types.ModuleType)):
            continue
        found = {id(value)}
        if numpy is not None and isinstance(value, numpy.ndarray):
            found = {_memory(value)}
            if id(value) not in describer.fixed:
                own |= found
        elif number in describer.own and describer.is_changeable(value):
            own |= found
        every |= found
    return frozenset(every), frozenset(itertools.islice(own, MOST_SHARED))


def _memory(array):
    """The id of what owns an array's memory."""
    while getattr(array, "base", None) is not None:
        array = array.base
    return id(array)


def code_names(values, namespace):
    """Names of the notebook that functions and classes of the notebook among the values speak of."""
    found = set()
    for value in values:
        value = getattr(value, "__func__", value)
        if isinstance(value, types.FunctionType):
            if value.__globals__ is namespace:
                found |= names_in_code(value.__code__)
            continue
        for kind in (value if isinstance(value, type) else type(value)).__mro__:
            if kind.__module__ == "__main__":
                for member in vars(kind).values():
                    for each in (member, *(getattr(member, name, None) for name in ("__func__", "fget", "fset"))):
                        if isinstance(each, types.FunctionType):
                            found |= names_in_code(each.__code__)
    return frozenset(found)
