"""Statistics of tables and arrays: exact, whatever they hold, and without a trace in what is stored."""

from __future__ import annotations

import datetime
import decimal
import json
import math
import warnings

import numpy as np
import pandas as pd
import pytest


@pytest.fixture
def statistics_of(runtime):
    def measure(value):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = runtime("data_statistics").statistics_of(value)
        json.dumps(found, allow_nan=False)
        return found

    return measure


def column(values, **options) -> pd.DataFrame:
    return pd.DataFrame({"x": pd.Series(values, **options)})


COLUMNS = {
    "numbers": (column([1.5, None, -2.0, 1.5]), 1, -2.0, 1.5, 1 / 3, 2),
    "whole numbers": (column([3, 4, 4]), 0, 3, 4, 11 / 3, 2),
    "nullable": (column([3, None, 4], dtype="Int64"), 1, 3, 4, 3.5, 2),
    "truth": (column([True, False, True]), 0, False, True, 2 / 3, 2),
    "texts": (column(["b", "a", None]), 1, "a", "b", None, 2),
    "long texts": (column(["a" * 100]), 0, "a" * 80 + "…", "a" * 80 + "…", None, 1),
    "times": (
        column(pd.to_datetime(["2024-01-03", None, "2024-01-01"])),
        1,
        "2024-01-01 00:00:00",
        "2024-01-03 00:00:00",
        "2024-01-02 00:00:00",
        2,
    ),
    "infinite": (column([math.inf, 1.0]), 0, 1.0, "inf", "inf", 2),
    "nothing": (column([None, None], dtype=float), 2, None, None, None, 0),
    "empty": (column([], dtype=float), 0, None, None, None, 0),
    "mixed": (column(["a", 1]), 0, None, None, None, 2),
    "lists": (column([[1], [2]]), 0, "[1]", "[2]", None, None),
    "categories": (column(["a", "b"], dtype="category"), 0, None, None, None, 2),
    "ordered": (column(pd.Categorical(["a", "b"], ["b", "a"], ordered=True)), 0, "b", "a", None, 2),
    "decimals": (column([decimal.Decimal("0.10"), decimal.Decimal(2)]), 0, "0.10", "2", None, 2),
    "dates": (column([datetime.date(2024, 1, 1)]), 0, "2024-01-01", "2024-01-01", None, 1),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(statistics_of, name: str) -> None:
    frame, nulls, low, high, mean, distinct = COLUMNS[name]
    found = statistics_of(frame)
    assert (found["kind"], found["rows"], found["columns"]) == ("table", len(frame), 1)
    (measured,) = found["measured"]
    assert measured["name"] == "x" and measured["dtype"] == str(frame["x"].dtype)
    assert [measured["nulls"], measured["min"], measured["max"], measured["distinct"]] == [nulls, low, high, distinct]
    assert measured["mean"] == (pytest.approx(mean) if isinstance(mean, float) else mean)


ARRAYS = {
    "numbers": (np.array([[1.0, 2.0], [4.0, np.nan]]), 1, 1.0, 4.0, 7 / 3),
    "whole numbers": (np.arange(5, dtype="int8"), 0, 0, 4, 2.0),
    "half precision": (np.full(4000, 60.0, dtype="float16"), 0, 60.0, 60.0, 60.0),
    "truth": (np.array([True, False]), 0, False, True, 0.5),
    "times": (np.array(["2024-01-01", "NaT"], dtype="datetime64[D]"), 1, "2024-01-01", "2024-01-01", None),
    "nothing but nan": (np.array([np.nan]), 1, None, None, None),
    "empty": (np.zeros((0, 3)), 0, None, None, None),
    "complex": (np.array([1j]), 0, None, None, None),
    "texts": (np.array(["a"]), 0, None, None, None),
    "objects": (np.array([{}], dtype=object), 0, None, None, None),
    "no axis": (np.array(3.0), 0, 3.0, 3.0, 3.0),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays(statistics_of, name: str) -> None:
    array, nulls, low, high, mean = ARRAYS[name]
    assert statistics_of(array) == {
        "kind": "array",
        "shape": list(array.shape),
        "dtype": str(array.dtype),
        "nulls": nulls,
        "min": low,
        "max": high,
        "mean": mean if mean is None else pytest.approx(mean),
    }


def test_wide_and_large_tables_are_bounded(statistics_of, runtime) -> None:
    wide = statistics_of(pd.DataFrame(np.zeros((2, 300))))
    assert wide["columns"] == 300 and len(wide["measured"]) == runtime("data_statistics").MOST_COLUMNS == 100
    rows = runtime("data_statistics").MOST_CELLS // 2
    large = statistics_of(pd.DataFrame(np.zeros((rows, 3), dtype="int8")))
    assert (large["rows"], large["columns"], len(large["measured"])) == (rows, 3, 2)


def test_distinct_values_of_long_columns_of_measured_numbers_are_not_counted(statistics_of) -> None:
    few, many = np.linspace(0, 1, 100_000), np.linspace(0, 1, 100_001)
    assert statistics_of(pd.DataFrame({"x": few}))["measured"][0]["distinct"] == 100_000
    long = statistics_of(pd.DataFrame({"x": many, "key": np.arange(100_001) % 7}))["measured"]
    assert [(each["distinct"], each["max"]) for each in long] == [(None, 1.0), (7, 6)]


def test_labels_of_any_kind(statistics_of) -> None:
    frame = pd.DataFrame([[1, 2, 3]], columns=["x", "x", ("a", 1)])
    assert [each["name"] for each in statistics_of(frame)["measured"]] == ["x", "x", "('a', 1)"]
    assert statistics_of(pd.Series([1, 2]))["measured"][0]["max"] == 2


def test_other_values_have_none(statistics_of) -> None:
    assert [statistics_of(value) for value in (1, [1], {"a": 1}, None, np.float64(1))] == [None] * 5


def test_stored_content_does_not_depend_on_them(runtime, monkeypatch) -> None:
    artifacts = runtime("artifacts")
    frame = pd.DataFrame({"x": [1.0, None]})
    (measured,) = artifacts.save_values("step", {"frame": frame})
    monkeypatch.setattr(artifacts, "statistics_of", lambda value: None)
    (plain,) = artifacts.save_values("step", {"frame": frame})
    assert measured["statistics"]["frame"]["rows"] == 2 and plain["statistics"] == {}
    hashes = [artifacts.content_hashes({"key": "", "artifacts": [each]}) for each in (measured, plain)]
    assert hashes[0] == hashes[1]
