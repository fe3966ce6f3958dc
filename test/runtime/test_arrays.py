"""Records, masked arrays and arrays over the memory of other objects share it after loading as they did before."""

from __future__ import annotations

import pickle
import sys
from array import array
from typing import Any

import numpy as np
import pytest


@pytest.fixture
def store(runtime):
    """Save values by name; returns the loaded values, and the names and format of each file."""
    artifacts = runtime("artifacts")

    def go(**values: Any) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        records = artifacts.save_values("step", values)
        loaded = artifacts.load_values({"artifacts": records}, values)
        return loaded, [(" ".join(record["names"]), record["format"]) for record in records]

    return go


RECORDS = [("x", float), ("n", int)]


def test_records_of_an_array(store) -> None:
    array = np.zeros(4, RECORDS)
    loaded, files = store(array=array, row=array[1], rows=list(array[2:]), own=array[0].copy())
    assert files == [("array row rows", "pickle"), ("own", "pickle")]
    loaded["row"]["x"] = 5.0
    loaded["rows"][1]["n"] = 7
    assert loaded["array"].tolist() == [(0, 0), (5, 0), (0, 0), (0, 7)]
    assert type(loaded["row"]) is np.void


def test_arrays_with_fields_as_attributes(store) -> None:
    array = np.zeros(4, RECORDS).view(np.recarray)
    loaded, files = store(array=array, field=array.x, row=array[1])
    assert files == [("array field row", "pickle")]
    loaded["field"][2] = 9.0
    loaded["row"].n = 3
    assert loaded["array"].x.tolist() == [0, 0, 9, 0]
    assert loaded["array"].n.tolist() == [0, 3, 0, 0]
    assert (type(loaded["array"]), type(loaded["row"])) == (np.recarray, np.record)
    assert loaded["array"].dtype == array.dtype


def test_matrices_share_memory(store) -> None:
    matrix = np.asmatrix(np.ones((2, 2)))
    loaded, files = store(matrix=matrix, row=matrix[0], turned=matrix.T, plain=matrix.A)
    assert files == [("matrix row turned plain", "pickle")]
    loaded["row"][0, 1] = 5
    assert loaded["turned"].tolist() == [[1, 1], [5, 1]] and loaded["plain"].tolist() == [[1, 5], [1, 1]]
    assert type(loaded["row"]) is np.matrix


def test_masked_arrays_share_data_and_masks(store) -> None:
    whole = np.ma.masked_array([1.0, 2.0, 3.0], mask=[0, 1, 0], fill_value=-1)
    loaded, files = store(whole=whole, part=whole[:2], data=whole.data, mask=whole.mask, nothing=np.ma.masked)
    assert files == [("whole part data mask", "pickle"), ("nothing", "pickle")]
    loaded["whole"][0] = np.ma.masked
    loaded["data"][2] = 8
    assert loaded["part"].mask.tolist() == [True, True]
    assert loaded["mask"].tolist() == [True, True, False]
    assert loaded["whole"].filled().tolist() == [-1, -1, 8]
    assert loaded["nothing"] is np.ma.masked


def test_a_masked_array_without_a_mask(store) -> None:
    values = np.ma.masked_array([1.0, 2.0])
    loaded = store(values=values)[0]["values"]
    assert loaded.mask is np.ma.nomask
    assert vars(loaded).keys() == vars(values).keys()


@pytest.mark.parametrize("buffer", [bytearray(8), array("B", bytes(8))])
def test_arrays_over_the_memory_of_other_objects(store, buffer: bytearray | array[int]) -> None:
    whole = np.frombuffer(buffer, np.uint8)
    loaded, files = store(buffer=buffer, part=whole[2:6], pairs=np.frombuffer(memoryview(buffer), "u2")[::-1])
    assert files == [("buffer part pairs", "pickle")]
    loaded["part"][0] = 7
    assert list(loaded["buffer"]) == [0, 0, 7, 0, 0, 0, 0, 0]
    assert loaded["pairs"].tolist() == [0, 0, 7, 0]
    assert store(part=whole[2:6])[0]["part"].tolist() == [0, 0, 0, 0]
    assert store(nothing=np.ndarray(0, buffer=buffer[:0]))[0]["nothing"].tolist() == []


def test_arrays_in_a_buffer_that_nothing_else_holds_are_stored_apart(store, runtime) -> None:
    """A pickle is loaded like that."""
    array = pickle.loads(pickle.dumps(np.zeros(10), 5))
    assert type(runtime("arrays").buffer_of(array)) is bytearray
    assert store(head=array[:5], tail=array[5:])[1] == [("head", "npy"), ("tail", "npy")]


def test_a_type_of_a_module_that_is_not_loaded_yet(store, monkeypatch) -> None:
    """Its package loads it when somebody asks; stored as code it would be another type."""
    monkeypatch.delitem(sys.modules, "numpy.rec", raising=False)
    records = np.zeros(4, RECORDS).view(np.recarray)
    loaded, files = store(records=records)
    assert files == [("records", "pickle")]
    assert type(loaded["records"]) is np.recarray
