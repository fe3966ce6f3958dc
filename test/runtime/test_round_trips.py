"""Every value comes back exactly as it was, in the most readable format that allows it."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pandas as pd
import pytest

import values

ALL = {
    f"{kind}: {name}": value
    for kind, table in (
        ("table", values.TABLES),
        ("array", values.ARRAYS),
        ("plain", values.PLAIN),
        ("model", values.MODELS),
    )
    for name, value in table.items()
}

READABLE = {
    "table: range index": "parquet",
    "table: text index": "parquet",
    "table: date index with time zone": "parquet",
    "table: date index with frequency": "pickle",
    "table: categories": "parquet",
    "table: nullable": "parquet",
    "table: texts and None": "parquet",
    "table: texts and nan": "pickle",
    "table: long texts of arrow": "pickle",
    "table: columns twice": "pickle",
    "table: attrs": "parquet",
    "table: attrs with tuple": "pickle",
    "table: series": "parquet",
    "table: series named by a tuple": "pickle",
    "table: timestamps": "parquet",
    "table: tuples": "pickle",
    "array: F order": "npy",
    "array: structured": "npy",
    "array: object": "pickle",
    "array: every other": "pickle",
    "array: masked": "pickle",
    "plain: list": "json",
    "plain: dict": "json",
    "plain: float": "json",
    "plain: nan": "pickle",
    "plain: tuple": "pickle",
    "plain: list of tuples": "pickle",
    "plain: int keys": "pickle",
    "plain: numpy in list": "pickle",
    "plain: instance": "pickle",
    "model: ridge": "joblib",
    "model: forest": "joblib",
}


CHANGEABLE = [name for name, value in values.TABLES.items() if len(value) > 1 and name != "sparse"]


@pytest.fixture
def round_trip(runtime):
    artifacts = runtime("artifacts")

    def go(value: Any) -> tuple[Any, dict]:
        (record,) = artifacts.save_values("step", {"value": value})
        return artifacts.load_values({"artifacts": [record]}, ["value"])["value"], record

    return go


@pytest.mark.parametrize("name", ALL)
def test_comes_back_exactly(round_trip, name: str) -> None:
    loaded, record = round_trip(ALL[name])
    assert values.difference(ALL[name], loaded) is None
    assert (record["reason"] is not None) == (record["format"] == "pickle")
    if name in READABLE:
        assert record["format"] == READABLE[name], record["reason"]


@pytest.mark.parametrize("name", [name for name in ALL if name.startswith(("table", "array"))])
def test_same_content_has_the_same_hash(round_trip, name: str) -> None:
    assert round_trip(ALL[name])[1]["sha256"] == round_trip(ALL[name])[1]["sha256"]


@pytest.mark.parametrize("name", CHANGEABLE)
def test_loaded_tables_can_be_changed(round_trip, name: str) -> None:
    loaded, _ = round_trip(values.TABLES[name])
    if isinstance(loaded, pd.Index):
        return
    for position in range(loaded.shape[1] if loaded.ndim == 2 else 1):
        place = (0, position) if loaded.ndim == 2 else 0
        loaded.iloc[place] = loaded.iloc[(1, position) if loaded.ndim == 2 else 1]
    if loaded.index.dtype != object:
        loaded.sort_index(inplace=True)


@pytest.mark.parametrize("name", [name for name, value in values.ARRAYS.items() if isinstance(value, np.ndarray)])
def test_loaded_arrays_can_be_written_if_they_could(round_trip, name: str) -> None:
    loaded, _ = round_trip(values.ARRAYS[name])
    assert loaded.flags.writeable == values.ARRAYS[name].flags.writeable


def test_pieces_of_large_arrays_do_not_drag_them_along(round_trip) -> None:
    large = np.zeros((1000, 1000))
    _, record = round_trip(large[:10, :3])
    assert record["bytes"] < 100_000


def test_arrays_of_a_type_of_their_own_keep_their_attributes(round_trip) -> None:
    labels = ["x", "y"]
    loaded, _ = round_trip({"signal": values.signal([[1.0, 2.0]], labels), "labels": labels})
    assert type(loaded["signal"]) is values.Signal and loaded["signal"].tolist() == [[1.0, 2.0]]
    assert loaded["signal"].labels == labels and loaded["signal"].labels is loaded["labels"]
    assert loaded["signal"].flags.writeable

    class Image(values.Signal):
        pass

    image = np.arange(6).reshape(2, 3).T.view(Image)
    image.labels = image  # refers to itself
    loaded, record = round_trip(image)
    assert record["format"] == "cloudpickle"
    assert loaded.labels is loaded and loaded.tolist() == [[0, 3], [1, 4], [2, 5]]


def test_arrays_in_files_are_stored_as_arrays(round_trip, tmp_path) -> None:
    np.save(tmp_path / "x.npy", np.arange(12.0).reshape(3, 4))
    mapped = np.load(tmp_path / "x.npy", mmap_mode="r")
    loaded, _ = round_trip({"all": mapped, "part": mapped[1:, 2]})
    assert (loaded["all"].tolist(), loaded["part"].tolist()) == (mapped.tolist(), [6.0, 10.0])


def test_shared_attributes_of_arrays_are_stored_together(runtime) -> None:
    labels = ["x"]
    signal = values.signal([1.0], labels)
    records = runtime("artifacts").save_values("step", {"signal": signal, "labels": labels})
    assert len(records) == 1, "one artifact for both"


def test_functions_and_classes_made_in_a_step(round_trip) -> None:
    rate = 3

    class Local:
        def double(self, x):
            return 2 * x * rate

    def nested(x):
        return Local().double(x)

    function, record = round_trip(lambda x: nested(x) + 1)
    assert function(2) == 13
    assert record["format"] == "cloudpickle"
    instance, record = round_trip(Local())
    assert instance.double(1) == 6
    assert record["format"] == "cloudpickle"
    model, record = round_trip(values.WITH_LAMBDA)
    assert model.predict(np.eye(3)).tolist() == values.WITH_LAMBDA.predict(np.eye(3)).tolist()
    assert record["format"] == "cloudpickle"


def test_instances_of_importable_classes_keep_their_class(round_trip) -> None:
    loaded, record = round_trip(values.Account("Ann"))
    assert type(loaded) is values.Account
    assert record["types"] == ["values.Account"]


@pytest.mark.parametrize("kind", [values.Wrapper, values.SlottedWrapper])
def test_objects_that_answer_for_what_they_wrap(round_trip, kind: type) -> None:
    shared = [1, 2]
    wrapper = kind(shared)
    wrapper.itself = wrapper
    loaded, _ = round_trip({"wrapper": wrapper, "shared": shared})
    assert type(loaded["wrapper"]) is kind
    assert loaded["wrapper"].wrapped is loaded["shared"]
    assert loaded["wrapper"].itself is loaded["wrapper"]
    assert loaded["wrapper"].count(2) == 1


def test_same_list_twice_stays_the_same_list(round_trip) -> None:
    inner = [1]
    loaded, _ = round_trip([inner, inner])
    loaded[0].append(2)
    assert loaded[1] == [1, 2]


def test_value_that_holds_itself(round_trip) -> None:
    value: list = [1]
    value.append(value)
    loaded, _ = round_trip(value)
    assert loaded[1] is loaded


def test_a_type_that_a_library_makes_without_a_module(round_trip) -> None:
    loaded, record = round_trip(values.symbol("a"))
    assert type(loaded) is type(values.symbol("a"))
    assert record["types"] == ["values.a"]


@pytest.mark.parametrize("options", [{}, {"use_errno": True}])
def test_types_of_c_functions_are_those_that_ctypes_makes(round_trip, options: dict[str, bool]) -> None:
    kind = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, **options)
    assert round_trip(kind)[0] is kind
    assert round_trip(ctypes.CFUNCTYPE(None))[0] is ctypes.CFUNCTYPE(None)
