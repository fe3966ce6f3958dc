"""Pickles in which arrays that share memory still share it after loading.

A plain pickle copies each array. Here, arrays whose memory overlaps are stored as one block and as views of it; this
also keeps the strides of a view. The file is an ordinary pickle, which `pickle.load` reads, unless there are floats in
it that are not numbers (`nans`).
"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the libraries)

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable
from dataclasses import dataclass
from types import CellType, FunctionType
from typing import IO, Any

import cloudpickle

from . import answering
from .arrays import buffer_of, reduced_over
from .contents import Contents, process_object, reduced
from .nans import NanNames, NanUnpickler


@dataclass
class Block:
    """A stretch of memory, from address `low` up to `high`, that several arrays lie in."""

    low: int
    high: int
    arrays: list[Any]
    store: Any = None
    origin: int = 0


def extent(array: Any) -> tuple[int, int]:
    """The addresses of the first byte of an array and of the first byte after it."""
    low = high = array.__array_interface__["data"][0]
    if array.size == 0:
        return low, low
    for length, stride in zip(array.shape, array.strides, strict=True):
        low += min(0, (length - 1) * stride)
        high += max(0, (length - 1) * stride)
    return low, high + array.itemsize


def shared_blocks(arrays: Iterable[Any]) -> list[Block]:
    """The stretches of memory that more than one array uses, or one that is not contiguous; by address."""
    blocks: list[Block] = []
    by_address = sorted(({id(each): each for each in arrays}).values(), key=extent)
    for array in by_address:
        low, high = extent(array)
        if blocks and low < blocks[-1].high:
            blocks[-1].high = max(high, blocks[-1].high)
            blocks[-1].arrays.append(array)
        else:
            blocks.append(Block(low, high, [array]))
    return [block for block in blocks if len(block.arrays) > 1 or not _contiguous(block.arrays[0])]


def dump(value: Any, file: IO[bytes], contents: Iterable[Contents]) -> None:
    """Pickle `value`, of which `contents` tell all that can be reached from it."""
    found = list(contents)
    blocks = shared_blocks(array for each in found for array in each.arrays)
    buffers = {buffer for each in found for buffer in each.buffers}
    pickler = _NanPickler if any(each.nans for each in found) else _BundlePickler
    pickler(file, blocks, buffers).dump(value)


def load(file: IO[bytes]) -> Any:
    """What `dump` wrote."""
    return NanUnpickler(file).load()


def view(
    block: Any, offset: int, dtype: Any, shape: tuple[int, ...], strides: tuple[int, ...], writeable: bool = True
) -> Any:
    """An array inside the memory of a contiguous one, `offset` bytes from its start."""
    import numpy as np

    flat = block.reshape(-1, order="A") if block.flags.c_contiguous else block.T.reshape(-1)
    if dtype.hasobject:
        array = np.lib.stride_tricks.as_strided(flat[offset // dtype.itemsize :], shape, strides)
    else:
        array = np.ndarray(shape, dtype, flat.view(np.uint8), offset, strides)
    if not writeable:
        array.flags.writeable = False
    return array


class _BundlePickler(cloudpickle.Pickler):
    def __init__(self, file: IO[bytes], blocks: list[Block], buffers: set[int]) -> None:
        super().__init__(file, protocol=5)
        self._buffers = buffers
        self._blocks = [block for block in blocks if _prepare(block)]
        self._starts = [block.low for block in self._blocks]
        self._array_type = type(blocks[0].arrays[0]) if blocks else None
        self._cells: dict[int, CellType] = {}

    def reducer_override(self, obj: Any) -> Any:
        if found := process_object(obj):
            return getattr, found
        if self._buffers and type(obj) is self._array_type and id(buffer := buffer_of(obj)) in self._buffers:
            return reduced_over(obj, buffer)
        if type(obj) is self._array_type and (block := self._block_of(obj)) and obj is not block.store:
            address = obj.__array_interface__["data"][0]
            layout = (obj.dtype, obj.shape, obj.strides, obj.flags.writeable)
            return view, (block.store, address - block.origin, *layout)
        if found := reduced(obj):
            return found
        usual = super().reducer_override(obj)
        if usual is NotImplemented and (found := answering.reduced(obj)):
            return found
        if isinstance(obj, FunctionType) and obj.__closure__ and isinstance(usual, tuple):
            return self._with_shared_cells(obj.__closure__, usual)
        return usual

    def _with_shared_cells(self, closure: tuple[CellType, ...], reduced: tuple[Any, ...]) -> Any:
        """Functions over one variable go on sharing it: cloudpickle would give each a variable of its own."""
        make, arguments, *rest = reduced
        cells = tuple(self._cells.setdefault(id(cell), CellType()) for cell in closure)
        return (make, (*arguments[:-1], cells), *rest)

    def _block_of(self, array: Any) -> Block | None:
        low, high = extent(array)
        index = bisect.bisect_right(self._starts, low) - 1
        if index < 0 or low == high or high > self._blocks[index].high:
            return None
        return self._blocks[index]


class _NanPickler(_BundlePickler):
    """It asks about every object, which takes time."""

    def __init__(self, file: IO[bytes], blocks: list[Block], buffers: set[int]) -> None:
        super().__init__(file, blocks, buffers)
        self._nans = NanNames()

    def persistent_id(self, obj: Any) -> str | None:
        return self._nans.name(obj) if type(obj) is float and math.isnan(obj) else None


def _prepare(block: Block) -> bool:
    """Choose the array to store for a block: one that covers it all, else a copy of the memory."""
    is_written = any(each.flags.writeable for each in block.arrays)
    covering = (each for each in block.arrays if extent(each) == (block.low, block.high) and _contiguous(each))
    block.store = next((each for each in covering if each.flags.writeable or not is_written), None)
    block.origin = block.low
    if block.store is None and block.arrays[0].dtype.hasobject:
        owner = _owner(block.arrays[0])
        low, high = extent(owner)
        if not (_contiguous(owner) and owner.dtype == object and low <= block.low and block.high <= high):
            return False
        block.store, block.origin = owner, low
    elif block.store is None:
        block.store, block.origin = _copy_of_memory(block)
    return True


class _Memory:
    """Bytes between two addresses, as numpy's array interface describes them."""

    def __init__(self, low: int, high: int) -> None:
        self.__array_interface__ = {"data": (low, True), "shape": (high - low,), "typestr": "|u1", "version": 3}


def _copy_of_memory(block: Block) -> tuple[Any, int]:
    """The bytes of a block, placed so that its alignment stays, and the address at which the copy starts."""
    import numpy as np

    padding = block.low % 16
    copy = np.zeros(padding + block.high - block.low, dtype=np.uint8)
    copy[padding:] = np.asarray(_Memory(block.low, block.high))
    return copy, block.low - padding


def _owner(array: Any) -> Any:
    while type(array.base) is type(array):
        array = array.base
    return array


def _contiguous(array: Any) -> bool:
    return array.flags.c_contiguous or array.flags.f_contiguous
