"""Tables that share memory until one of them changes do so after loading."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest


@pytest.fixture(autouse=True)
def lazy_copies():
    """As pandas 3 does, always."""
    with pd.option_context("mode.copy_on_write", True):
        yield


@pytest.fixture
def store(runtime):
    """Save values by name; returns the loaded values."""
    artifacts = runtime("artifacts")

    def go(**values: Any) -> Any:
        return artifacts.load_values({"artifacts": artifacts.save_values("step", values)}, values)

    return go


def table() -> pd.DataFrame:
    return pd.DataFrame({"a": [1.0, 2.0], "b": pd.Categorical(["x", "y"]), "c": pd.to_datetime(["2024-01-01", "2025-01-01"])})


@pytest.mark.parametrize("column", ["a", "b", "c"])
def test_a_change_of_a_part_does_not_show_in_the_table(store, column: str) -> None:
    whole = table()
    loaded = store(whole=whole, part=whole[column], others=[whole[[column]], whole.head(1)])
    loaded["part"].iloc[0] = loaded["part"].iloc[1]
    assert loaded["part"].nunique() == 1
    pd.testing.assert_frame_equal(loaded["whole"], table())
    pd.testing.assert_frame_equal(loaded["others"][0], table()[[column]])


def test_a_change_of_the_table_does_not_show_in_its_parts(store) -> None:
    whole = table()
    loaded = store(whole=whole, part=whole["a"], index=pd.Index(whole["a"]), by=whole.set_index("a"))
    loaded["whole"].loc[0, "a"] = 9.0
    assert loaded["part"].tolist() == list(loaded["index"]) == list(loaded["by"].index) == [1.0, 2.0]


def test_arrays_of_a_table_show_its_changes(store) -> None:
    whole = table()
    loaded = store(whole=whole, array=whole["a"].to_numpy())
    loaded["whole"].loc[0, "a"] = 9.0
    assert loaded["array"].tolist() == [9.0, 2.0]


def test_an_array_shows_changes_of_the_series_made_of_it(store) -> None:
    array = pd.array([1, None, 3])
    loaded = store(array=array, series=pd.Series(array, copy=False))
    loaded["series"].iloc[0] = 9
    assert loaded["array"].tolist()[0] == 9
