"""What is written down of tables: enough for a schema, and nobody's data."""

import json
import math
import time

import numpy as np
import pandas as pd
import pytest
from notebook_probe import table_facts as module
from notebook_probe.table_facts import is_table, table_facts

PEOPLE = pd.DataFrame(
    {
        "id": range(100, 160),
        "name": [f"person {at}" for at in range(60)],
        "sex": ["f", "m", None] * 20,
        "age": [30.0, 41.5, np.nan] * 20,
        "since": pd.date_range("2020-01-01", periods=60, tz="UTC"),
        "town": ["here"] * 59 + ["there"],
    }
)


def test_of_each_column_its_type_what_is_missing_bounds_order_and_few_values():
    facts = table_facts(PEOPLE)
    assert {name: facts[name] for name in facts if name != "columns"} == {"kind": "frame", "rows": 60}
    identity, name, sex, age, since, town = facts["columns"]
    assert identity == {
        "dtype": "int64",
        "label": "id",
        "nulls": 0,
        "min": 100,
        "max": 159,
        "unique": True,
        "rising": True,
    }
    assert name == {"dtype": "object", "label": "name", "nulls": 0, "text": True, "unique": True, "rising": False}
    assert sex == {
        "dtype": "object",
        "label": "sex",
        "nulls": 20,
        "text": True,
        "values": ["f", "m"],
        "unique": False,
    }
    assert age == {"dtype": "float64", "label": "age", "nulls": 20, "min": 30.0, "max": 41.5}
    assert since["min"] == "2020-01-01T00:00:00+00:00" and since["dtype"] == "datetime64[ns, UTC]"
    assert town["values"] == ["here", "there"]


@pytest.mark.parametrize(
    "values",
    [
        ["a", "b"] * 4 + ["c"],  # not often enough: who is who could be told
        [str(at) for at in range(13)] * 10,  # too many
        ["x" * 81, "y"] * 10,  # too long
        ["a\x1b[2J", "b"] * 10,  # not for a terminal
        ["a", 1] * 10,
        [["a"], ["b"]] * 10,
        ["a"] * 10,
    ],
    ids=["rare", "many", "long", "control", "mixed", "lists", "one"],
)
def test_values_that_are_no_kinds_are_not_written_down(values):
    assert "values" not in table_facts(pd.DataFrame({"x": values}))["columns"][0]


def test_text_of_cells_does_not_leave_the_table_otherwise():
    text = json.dumps(table_facts(PEOPLE.assign(name="secret")).copy())
    assert "person" not in json.dumps(table_facts(PEOPLE)) and "secret" not in text


def test_series_and_labels_of_rows():
    facts = table_facts(pd.Series([1, 2], index=pd.Index(["b", "a"], name="key"), name="v"))
    assert (facts["kind"], len(facts["columns"]), facts["columns"][0]["label"]) == ("series", 1, "v")
    assert facts["index"] == {
        "dtype": "object",
        "label": "key",
        "nulls": 0,
        "text": True,
        "unique": True,
        "rising": False,
    }
    assert "index" not in table_facts(PEOPLE)
    assert "index" not in table_facts(PEOPLE.set_index(["id", "name"]))


def test_labels_that_are_no_data_are_left_out():
    labels = ["x" * 201, "\ud800", 1.5, pd.Timestamp("2020"), ("a", 1.5), ("a", 1), np.int64(3), None, "ok\n"]
    columns = table_facts(pd.DataFrame([range(len(labels))], columns=pd.Index(labels, tupleize_cols=False)))["columns"]
    assert [column.get("label", "-") for column in columns] == ["-"] * 5 + [["a", 1], 3, None, "ok\n"]
    json.dumps(columns)


def test_time_and_size_are_limited(monkeypatch):
    late = table_facts(PEOPLE, time.perf_counter() - 1)
    assert all(set(column) == {"dtype", "label"} for column in late["columns"])
    assert len(table_facts(pd.DataFrame(np.zeros((2, 300))))["columns"]) == 100
    monkeypatch.setattr(module, "MOST_ROWS", 10)
    identity, _, sex, *_ = table_facts(PEOPLE)["columns"]
    assert "unique" not in identity and identity["max"] == 159 and "values" not in sex


def test_numbers_that_are_none_have_no_bounds():
    table = pd.DataFrame({"a": [1.0, math.inf], "b": [math.nan] * 2, "c": [1j, 2], "d": [True, False]})
    assert all("min" not in column for column in table_facts(table)["columns"])


def test_tables_are_those_of_pandas():
    assert is_table(PEOPLE) and is_table(PEOPLE["id"])
    assert not any(map(is_table, [PEOPLE.index, np.zeros(3), {"a": 1}, None]))


def test_a_trace_has_them_for_each_version(traced):
    run = traced(
        "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2, 3]})\ndf.loc[0, 'a'] = -5\nother = df['a']\nn = 1",
        "df['b'] = 'x'",
    )
    first, second, third = (version["table"] for version in run.versions("df"))
    assert [each["columns"][0]["min"] for each in (first, second, third)] == [1, -5, -5]
    assert [len(each["columns"]) for each in (first, second, third)] == [1, 1, 2]
    assert run.last("other")["table"]["kind"] == "series" and "table" not in run.last("n")
