"""How a look takes tables apart: by the memory of their columns, whatever array type holds it."""

import sys

from notebook_proof.describe_libraries import geo_parts, index_node


def frame_node(describer, value):
    """A DataFrame: its labels, and its columns one by one, since how they lie together is no part of the value."""
    parts = {".columns": describer.child(value.columns), ".index": describer.child(value.index)}
    for position in range(value.shape[1]):
        column = value.iloc[:, position]
        parts[f"{position}"] = _column(describer, column)
        parts[f"{position}.dtype"] = str(column.dtype)
    if value._attrs:
        parts[".attrs"] = describer.child(value._attrs)
    return {"shape": list(value.shape), "c": {**parts, **geo_parts(value)}}


def series_node(describer, value):
    """A Series: its name, labels and elements."""
    parts = {".name": describer.child(value.name), ".index": describer.child(value.index)}
    if value._attrs:
        parts[".attrs"] = describer.child(value._attrs)
    return {"dtype": str(value.dtype), "c": {**parts, ".values": _column(describer, value), **geo_parts(value)}}


def plain_index_node(describer, value):
    """An Index: its elements cannot be changed through it, so that sharing them is of no account."""
    pandas = sys.modules["pandas"]
    if isinstance(value, (pandas.MultiIndex, pandas.RangeIndex)):
        return index_node(describer, value)
    parts = {".name": describer.child(value.name), ".dtype": str(value.dtype)}
    if hasattr(value, "freq"):
        parts[".freq"] = str(value.freqstr)
    start = len(describer.alive)
    node = {"c": {**parts, ".values": _column(describer, value)}}
    describer.fixed.update(map(id, describer.alive[start:]))
    return node


def _column(describer, column):
    if isinstance(column.dtype, sys.modules["numpy"].dtype):
        return describer.child(column.values)
    array = column.array
    for names in (("_ndarray",), ("_data", "_mask")):
        held = [vars(array).get(name) if hasattr(array, "__dict__") else None for name in names]
        if all(type(each) is sys.modules["numpy"].ndarray for each in held):
            return describer.child(held)
    chunks = getattr(getattr(array, "_pa_array", None), "chunks", None)
    if chunks is not None:
        return describer.child([(part.offset, len(part), *map(_bytes, part.buffers())) for part in chunks])
    return describer.child(list(array))


def _bytes(buffer):
    return None if buffer is None else buffer.to_pybytes()


MAKERS = {"DataFrame": frame_node, "Series": series_node, "Index": plain_index_node}
