"""Tables of pandas share memory until one of them is changed. A pickle leaves out which do, and so a change of one would
show in all."""

from __future__ import annotations

import sys
from typing import Any


def reduced(obj: Any) -> Any:
    """How to pickle what pandas counts tables on the same memory with; None for all else."""
    pandas = sys.modules.get("pandas")
    if pandas is None or not str(type(obj).__module__).startswith("pandas.") or not _copies_on_write(pandas):
        return None
    if isinstance(obj, pandas.Index):
        refs = vars(obj).get("_references")
        return None if refs is None else (_index, (*obj.__reduce__()[:2], refs))
    if hasattr(obj, "mgr_locs"):
        return _block, (type(obj), obj.values, type(obj.mgr_locs), obj.mgr_locs.as_array, obj.ndim, obj.refs)
    if type(obj).__name__ == "BlockValuesRefs":
        return type(obj), ()
    return (type(obj), (obj.blocks[0], obj.index)) if type(obj).__name__ == "SingleBlockManager" else None


def _copies_on_write(pandas: Any) -> bool:
    return int(pandas.__version__.partition(".")[0]) > 2 or getattr(pandas.options.mode, "copy_on_write", False) is True


def _block(kind: Any, values: Any, placement: Any, places: Any, dimensions: int, refs: Any) -> Any:
    return kind(values, placement(places), dimensions, refs)


def _index(make: Any, arguments: Any, refs: Any) -> Any:
    index = make(*arguments)
    index._references = refs
    refs.add_index_reference(index)
    return index
