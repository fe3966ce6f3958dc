"""Single looks at values: what counts as a change, and what does not."""

import time

import numpy as np
import pandas as pd
import pytest
from notebook_probe.fingerprint import Look
from notebook_probe.public_types import type_name
from notebook_probe.reach import reached_names, stored_names
from sklearn.linear_model import LogisticRegression


def look(value) -> Look:
    return Look(value, {}, time.perf_counter() + 10)


def set_nan(table):
    table.iloc[0, 0] = np.nan


CHANGES = [
    (lambda: pd.DataFrame({"a": [1.0, 2.0]}), set_nan),
    (lambda: pd.DataFrame({"a": [1, 2]}), lambda table: table.rename(columns={"a": "b"}, inplace=True)),
    (lambda: pd.DataFrame({"a": [1, 2]}), lambda table: table.set_index("a", inplace=True)),
    (lambda: pd.Series(["x"] * 2000), lambda series: series.__setitem__(1999, "y")),
    (lambda: pd.Series(["x", "y"], dtype="category"), lambda series: series.__setitem__(0, "y")),
    (lambda: pd.Series([1, None], dtype="Int64"), lambda series: series.__setitem__(1, 2)),
    (lambda: pd.Series(["x", "y"], dtype="string[pyarrow]"), lambda series: series.__setitem__(0, "y")),
    (lambda: pd.Series(pd.date_range("2024", periods=2, tz="UTC")), lambda s: s.__setitem__(0, s[1])),
    (lambda: np.zeros((50, 50)), lambda array: array.__setitem__((49, 49), 1e-12)),
    (lambda: np.zeros(10)[::2], lambda array: array.__setitem__(4, 1)),
    (lambda: [1, [2, {"a": (3, [4])}]], lambda value: value[1][1]["a"][1].append(5)),
    (lambda: {"a": 1, "b": 2}, lambda value: value.__setitem__("a", value.pop("a"))),
    (LogisticRegression, lambda model: model.fit([[0.0], [1.0]], [0, 1])),
]


@pytest.mark.parametrize(("make", "change"), CHANGES)
def test_a_change_is_seen(make, change):
    value = make()
    before = look(value)
    assert look(value).digest == before.digest
    change(value)
    assert look(value).digest != before.digest


READS = [
    (lambda: pd.DataFrame({"a": [1, 2], "b": [3, 4]}), lambda table: (table.values, table["a"], table.describe())),
    (lambda: pd.DataFrame({"a": [1.5, 2], "b": [3.5, 4]}), lambda table: (table.T.copy(), table.groupby("a").sum())),
    (lambda: pd.Series([1.5, 2.5], index=[0.5, 1.5]), lambda series: (series.loc[0.5], series.index.is_unique)),
    (lambda: pd.DataFrame({"a": pd.Categorical(["x"])}), lambda table: table["a"].cat.codes),
]


@pytest.mark.parametrize(("make", "read"), READS)
def test_reading_is_no_change(make, read):
    value = make()
    before = look(value)
    read(value)
    assert look(value).digest == before.digest


@pytest.mark.parametrize(
    ("value", "path", "public"),
    [
        (pd.DataFrame(), "pandas.DataFrame", True),
        (np.zeros(1), "numpy.ndarray", True),
        (LogisticRegression(), "sklearn.linear_model.LogisticRegression", True),
        (1, "builtins.int", True),
        (None, "builtins.NoneType", False),
        (len, "builtins.builtin_function_or_method", False),
        (type("Own", (), {"__module__": "__main__"})(), "__main__.Own", False),
    ],
)
def test_types_have_the_names_that_people_use(value, path, public):
    assert type_name(type(value)) == (path, public)


@pytest.mark.parametrize(
    ("source", "behind", "expected"),
    [
        ("b = f(a)", {"f": {"c"}}, {"a", "b", "c", "f"}),
        ("[n for n in a]", {}, {"a"}),
        ("(lambda: d)()", {}, {"d"}),
        ("eval('a')", {}, {"a", "b", "c", "d", "f"}),
        ("f()", {"f": {"globals"}}, {"a", "b", "c", "d", "f"}),
    ],
)
def test_names_that_a_statement_reaches(source, behind, expected):
    names = {"a", "b", "c", "d", "f"}
    found = reached_names(compile(source, "", "exec"), names, lambda name: frozenset(behind.get(name, ())))
    assert found == expected


@pytest.mark.parametrize(
    ("source", "names", "always"),
    [
        ("a = b = 1", {"a", "b"}, True),
        ("a += 1", set(), False),
        ("for a in x:\n    b = 1\n    c += 1", {"a", "b"}, False),
        ("import a.b, c as d", {"a", "d"}, True),
        ("def f(): g = 1", {"f", "g"}, True),
    ],
)
def test_names_that_a_statement_binds(source, names, always):
    import ast

    assert stored_names(ast.parse(source).body[0]) == (names, always)
