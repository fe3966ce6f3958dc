"""How values of libraries are compared: arrays, tables, sparse matrices, generators, estimators, graphs, images.

A library that is not imported cannot have made a value, so none is imported here.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable
from typing import Any

from .atoms import is_library_atom

Same = Callable[[Any, Any], bool]
Verdict = str | Iterable[tuple[Any, Any, Any]] | None

_PIECE = 1 << 22  # bytes compared at a time


def handler(kind: type, same: Same) -> Callable[[Any, Any], Verdict] | None:
    """How to compare two values of a type; None when that is not known. `same` compares what they hold."""
    for module, name, compare in _BY_TYPE:
        base = getattr(sys.modules.get(module), name, None)
        if base is not None and issubclass(kind, base):
            return compare
    for name, difference in _BY_TABLE_TYPE.items():
        base = getattr(sys.modules.get("pandas"), name, None)
        if base is not None and issubclass(kind, base):
            compare_tables = getattr(importlib.import_module(f"{__package__}.frames"), difference)
            return lambda a, b: (found := compare_tables(a, b, same)) and f": {found}"
    return _atoms if is_library_atom(kind) else None


def compare_arrays(a: Any, b: Any) -> Verdict:
    """Type of the elements, shape, and every element; NaN is the same as NaN."""
    if a.dtype != b.dtype or a.shape != b.shape:
        return ""
    if a.dtype.names:
        return [(a[name], b[name], name) for name in a.dtype.names]
    if a.dtype.kind in "OT":
        return [(a.ravel().tolist(), b.ravel().tolist(), ": elements")]
    return None if _same_bytes(a, b) or (a.dtype.kind in "fc" and _same_numbers(a, b)) else ""


def _same_bytes(a: Any, b: Any) -> bool:
    numpy = sys.modules["numpy"]
    if a.size == 0 or a.itemsize == 0:
        return True
    if a.flags.f_contiguous and b.flags.f_contiguous:
        a, b = a.T, b.T
    one, other = (numpy.ascontiguousarray(each).reshape(-1).view(numpy.uint8) for each in (a, b))
    return all(
        numpy.array_equal(one[start : start + _PIECE], other[start : start + _PIECE])
        for start in range(0, one.size, _PIECE)
    )


def _same_numbers(a: Any, b: Any) -> bool:
    """NaN has many bit patterns, of which none means more than the others; zero has two signs."""
    numpy = sys.modules["numpy"]
    if a.dtype.kind == "c":
        return _same_numbers(a.real, b.real) and _same_numbers(a.imag, b.imag)
    signs = numpy.signbit(a) == numpy.signbit(b)
    return bool(numpy.all(numpy.where(numpy.isnan(a), numpy.isnan(b), (a == b) & signs)))


def _array(a: Any, b: Any) -> Verdict:
    numpy = sys.modules["numpy"]
    if not isinstance(a, numpy.ma.MaskedArray):
        return compare_arrays(numpy.asarray(a), numpy.asarray(b))
    masks = (numpy.ma.getmaskarray(a), numpy.ma.getmaskarray(b), ".mask")
    return [(a.data, b.data, ".data"), masks, (a.fill_value, b.fill_value, ".fill_value")]


def _atoms(a: Any, b: Any) -> Verdict:
    numpy = sys.modules["numpy"]
    if isinstance(a, numpy.generic):
        return compare_arrays(numpy.asarray(a), numpy.asarray(b))
    return None if a == b and repr(a) == repr(b) else ""


def _generator(a: Any, b: Any) -> Verdict:
    bits = [each.bit_generator for each in (a, b)]
    one, other = (getattr(getattr(each, "seed_seq", None), "n_children_spawned", None) for each in bits)
    return [(bits[0].state, bits[1].state, ": state"), (one, other, ": children")]


def _legacy_generator(a: Any, b: Any) -> Verdict:
    return [(a.get_state(), b.get_state(), ": state")]


def _sparse(a: Any, b: Any) -> Verdict:
    """By content: libraries sort the entries of a matrix that they only read."""
    if a.shape != b.shape or a.dtype != b.dtype:
        return ""
    one, other = (each.tocsr(copy=True) for each in (a, b))
    for each in (one, other):
        each.sum_duplicates()
    return [(getattr(one, name), getattr(other, name), f".{name}") for name in ("indptr", "indices", "data")]


def _estimator(a: Any, b: Any) -> Verdict:
    """Its parameters, and what fitting gave, by scikit-learn's convention the attributes that end in `_`."""
    one, other = _learnt(a), _learnt(b)
    if one.keys() != other.keys():
        return f".{min(one.keys() ^ other.keys())}"
    parameters, others = a.get_params(deep=False), b.get_params(deep=False)
    return [
        *((value, other[name], f".{name}") for name, value in one.items()),
        *((value, others.get(name), f".{name}") for name, value in parameters.items()),
    ]


def _learnt(estimator: Any) -> dict[str, Any]:
    return {
        name: value
        for name, value in vars(estimator).items()
        if name.endswith("_") and not name.startswith("_") and name not in _SET_BY_LOOKING
    }


def _tree(a: Any, b: Any) -> Verdict:
    return [(a.__getstate__(), b.__getstate__(), ": nodes")]


def _graph(a: Any, b: Any) -> Verdict:
    return [(getattr(a, name), getattr(b, name), f": {name[1:]}") for name in ("_node", "_adj")] + [
        (a.graph, b.graph, ".graph")
    ]


def _image(a: Any, b: Any) -> Verdict:
    return None if (a.mode, a.size) == (b.mode, b.size) and a.tobytes() == b.tobytes() else ""


_SET_BY_LOOKING = frozenset({"vocabulary_", "fixed_vocabulary_"})
_BY_TYPE: list[tuple[str, str, Callable[[Any, Any], Verdict]]] = [
    ("numpy", "ndarray", _array),
    ("numpy", "void", _array),
    ("numpy.random", "Generator", _generator),
    ("numpy.random", "RandomState", _legacy_generator),
    ("scipy.sparse", "spmatrix", _sparse),
    ("scipy.sparse", "sparray", _sparse),
    ("sklearn.base", "BaseEstimator", _estimator),
    ("sklearn.tree._tree", "Tree", _tree),
    ("networkx", "Graph", _graph),
    ("PIL.Image", "Image", _image),
]
_BY_TABLE_TYPE = {
    "DataFrame": "frame_difference",
    "Series": "series_difference",
    "Index": "index_difference",
}
