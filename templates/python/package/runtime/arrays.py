"""What numpy leaves out of a pickle: that arrays of other types, records and buffers share memory, attributes of arrays of a
library's own type (`class Signal(np.ndarray)`), and that an array of objects is read-only."""

from __future__ import annotations

import array
import sys
from typing import Any

BUFFERS = (bytearray, array.array)


def reduced(obj: Any) -> Any:
    """How to pickle such an array, or a record of one, together with that; None for all else."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(obj, (numpy.ndarray, numpy.void)):
        return None
    kind, base = type(obj), numpy.ndarray
    if isinstance(obj, numpy.void):
        is_part = kind in (numpy.void, numpy.record) and obj.dtype.names and isinstance(obj.base, numpy.ndarray)
        return (_record, (numpy.asarray(obj),)) if is_part else None
    if kind is base:
        is_kept = obj.flags.writeable or not obj.dtype.hasobject
        return None if is_kept else (*obj.__reduce_ex__(2)[:3], None, None, _set_read_only)
    masked = sys.modules.get("numpy.ma")
    if masked is not None and kind is masked.MaskedArray and obj.baseclass is base:
        return _of_kind, (kind, obj.view(base)), vars(obj).copy(), None, None, _set_attributes
    if kind in (numpy.recarray, numpy.matrix):
        return _of_kind, (kind, obj.view(base))
    if kind.__module__.partition(".")[0] == "numpy":  # `memmap` has an open file among its attributes
        return None
    does_it_itself = any(
        getattr(kind, method) is not getattr(base, method) for method in ("__reduce__", "__reduce_ex__", "__setstate__")
    )
    attributes = getattr(obj, "__dict__", None)
    if does_it_itself or not attributes:
        return None
    return _of_kind, (kind, obj.view(base)), attributes, None, None, _set_attributes


def memory_of(buffer: Any) -> Any:
    """The memory of such an object as an array; None where no array can lie in it."""
    numpy = sys.modules.get("numpy")
    return None if numpy is None or len(buffer) == 0 else numpy.frombuffer(buffer, "u1")


def buffer_of(obj: Any) -> Any:
    """What gives a numpy array its memory, if that is an object of Python whose content can change; else None."""
    owner: Any = obj.base
    while isinstance(owner, (type(obj), memoryview)):
        owner = owner.obj if isinstance(owner, memoryview) else owner.base
    return owner if type(owner) in BUFFERS else None


def reduced_over(obj: Any, buffer: Any) -> Any:
    """How to pickle an array together with the object that its memory belongs to."""
    start = memory_of(buffer).__array_interface__["data"][0]
    offset = obj.__array_interface__["data"][0] - start
    return _over_buffer, (buffer, offset, obj.dtype, obj.shape, obj.strides, obj.flags.writeable)


def _of_kind(kind: type, array: Any) -> Any:
    return array.view(kind)


def _record(array: Any) -> Any:
    return array[()]


def _over_buffer(
    buffer: Any, offset: int, dtype: Any, shape: tuple[int, ...], strides: tuple[int, ...], writeable: bool
) -> Any:
    array = sys.modules["numpy"].ndarray(shape, dtype, buffer, offset, strides)
    array.flags.writeable = writeable
    return array


def _set_attributes(array: Any, attributes: dict[str, Any]) -> None:
    array.__dict__.clear()
    array.__dict__.update(attributes)


def _set_read_only(array: Any, state: Any) -> None:
    array.__setstate__(state)
    array.flags.writeable = False
