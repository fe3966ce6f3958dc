"""Values that share data are stored together and share it again after loading; all others are stored apart."""

from __future__ import annotations

import random
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors


@pytest.fixture
def store(runtime):
    """Save values by name; returns the loaded values and the groups they were stored in."""
    artifacts = runtime("artifacts")

    def go(**values: Any) -> tuple[dict[str, Any], list[list[str]]]:
        records = artifacts.save_values("step", values)
        return artifacts.load_values({"artifacts": records}, values), [record["names"] for record in records]

    return go


BASE = np.arange(24.0).reshape(4, 6)
VIEWS = {
    "a slice": lambda a: a[1:3, :2],
    "every other": lambda a: a[::2, 1::3],
    "backwards": lambda a: a[::-1, ::-2],
    "transposed": lambda a: a.T,
    "transposed slice": lambda a: a[1:, ::-1].T,
    "a row": lambda a: a[2],
    "a column": lambda a: a[:, 3],
    "flat": lambda a: a.reshape(-1),
    "the diagonal": lambda a: a[:4, :4].diagonal(),
    "with new axes": lambda a: a[None, :, None],
    "as integers": lambda a: a.view("i8"),
    "real parts": lambda a: a.view("c16").real,
    "an element": lambda a: a[1:2, 1:2].reshape(()),
}


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("name", VIEWS)
def test_views_of_an_array(store, name: str, order: str) -> None:
    base = np.array(BASE, order=order)
    try:
        view = VIEWS[name](base)
    except ValueError:
        pytest.skip("numpy has no such view of this order")
    if not np.shares_memory(view, base):
        pytest.skip("a copy in this order")
    loaded, groups = store(base=base, view=view)
    assert groups == [["base", "view"]]
    assert loaded["view"].tobytes() == view.tobytes()
    assert loaded["view"].strides == view.strides
    for array in (base, loaded["base"]):
        array[...] = array * -2 + 1
    assert np.array_equal(loaded["base"], base)
    assert loaded["view"].tobytes() == view.tobytes()


def test_two_views_without_their_base(store) -> None:
    base = np.zeros((1000, 1000))
    loaded, groups = store(left=base[2:5, :4], right=base[4:8, 3:9])
    assert groups == [["left", "right"]]
    loaded["left"][2, 3] = 7
    assert loaded["right"][0, 0] == 7


def test_views_that_only_lie_in_the_same_array(store) -> None:
    base = np.zeros(10)
    assert store(head=base[:5], tail=base[5:])[1] == [["head"], ["tail"]]


@pytest.mark.parametrize("dtype", [float, object])
def test_a_read_only_view_of_an_array_that_is_not(store, dtype: type) -> None:
    base = np.ones(4, dtype=dtype)
    whole, part = base.view(), base[:2]
    whole.flags.writeable = part.flags.writeable = False
    loaded, _ = store(whole=whole, part=part, base=base)
    assert [each.flags.writeable for each in (loaded["whole"], loaded["part"], loaded["base"])] == [False, False, True]
    loaded["base"][0] = 7
    assert loaded["whole"][0] == loaded["part"][0] == 7


def test_structured_fields(store) -> None:
    records = np.zeros(3, dtype=[("a", "i4"), ("b", "f8")])
    loaded, _ = store(records=records, b=records["b"])
    loaded["b"][1] = 2.5
    assert loaded["records"][1]["b"] == 2.5


@pytest.mark.parametrize("cut", [np.s_[1:], np.s_[::-2], np.s_[:0]])
def test_views_of_object_arrays(store, cut: slice) -> None:
    base = np.array([[1], "a", None, {"k": 1}], dtype=object)
    loaded, _ = store(base=base, view=base[cut])
    loaded["base"][-1] = "changed"
    base[-1] = "changed"
    assert loaded["view"].tolist() == base[cut].tolist()


def test_object_views_without_their_base(store) -> None:
    base = np.array([[1], "a", None, 4], dtype=object)
    loaded, _ = store(one=base[:3], other=base[1:])
    loaded["one"][1] = "changed"
    assert loaded["other"][0] == "changed"


def test_frame_and_its_column(store) -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]})
    column = frame["a"]
    loaded, groups = store(frame=frame, column=column)
    assert groups == [["frame", "column"]]
    loaded["frame"].loc[0, "a"] = frame.loc[0, "a"] = 9.0
    assert loaded["column"].tolist() == column.tolist() == [9.0, 2.0]


def test_frame_and_its_values(store) -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]})
    loaded, _ = store(frame=frame, values=frame.values)
    loaded["values"][0, 1] = 9.0
    assert loaded["frame"].loc[0, "b"] == 9.0


def test_grouped_frame(store) -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0], "g": ["x", "y"]})
    loaded, groups = store(frame=frame, grouped=frame.groupby("g"))
    assert groups == [["frame", "grouped"]]
    assert loaded["grouped"].obj is loaded["frame"]


def test_two_names_for_one_object(store) -> None:
    for value in ([1], {"a": 1}, np.zeros(2), pd.DataFrame({"a": [1]}), np.random.default_rng(0)):
        loaded, groups = store(one=value, other=value)
        assert groups == [["one", "other"]]
        assert loaded["one"] is loaded["other"]


def test_dict_that_holds_a_list(store) -> None:
    items = [1, 2]
    loaded, _ = store(items=items, settings={"items": items})
    loaded["items"].append(3)
    assert loaded["settings"]["items"] == [1, 2, 3]


def test_list_of_frames(store) -> None:
    train, test = pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [2]})
    loaded, groups = store(train=train, test=test, data=[train, test], other=pd.DataFrame({"a": [3]}))
    assert groups == [["train", "test", "data"], ["other"]]
    loaded["data"][0]["b"] = 5
    assert loaded["train"]["b"].tolist() == [5]
    assert loaded["data"][1] is loaded["test"]


def test_estimator_that_holds_an_array(store) -> None:
    X = np.arange(12.0).reshape(6, 2)
    model = NearestNeighbors(algorithm="brute").fit(X)
    assert np.shares_memory(model._fit_X, X)
    loaded, groups = store(X=X, model=model)
    assert groups == [["X", "model"]]
    loaded["X"][0] = 100
    assert loaded["model"]._fit_X[0].tolist() == [100, 100]


def test_closures_over_one_variable(store) -> None:
    count = 0

    def increment():
        nonlocal count
        count += 1

    loaded, groups = store(increment=increment, read=lambda: count)
    assert groups == [["increment", "read"]]
    loaded["increment"]()
    assert loaded["read"]() == 1


def test_function_that_holds_a_value(store) -> None:
    seen: list[int] = []
    loaded, _ = store(seen=seen, note=lambda x: seen.append(x))
    loaded["note"](3)
    assert loaded["seen"] == [3]


def test_class_and_its_instance(store) -> None:
    class Local:
        pass

    loaded, _ = store(Local=Local, instance=Local())
    assert isinstance(loaded["instance"], loaded["Local"])


def test_bound_method(store) -> None:
    items = [1]
    loaded, _ = store(items=items, append=items.append)
    loaded["append"](2)
    assert loaded["items"] == [1, 2]


def test_chain_of_sharing(store) -> None:
    a, b = [1], [2]
    assert store(one=[a], two=[a, b], three=[b], four=[3])[1] == [["one", "two", "three"], ["four"]]


def test_equal_immutable_values_are_apart(store) -> None:
    text, pair = "a" * 100, (1, "b")
    index = pd.Index(["a", "b"])
    _, groups = store(
        text=text,
        same=text,
        pair=pair,
        nested=[pair, text],
        one=pd.DataFrame({"v": [1, 2]}, index=index),
        two=pd.Series([1, 2], index=index),
        kind=pd.DataFrame,
        function=np.mean,
        stamps=[pd.Timestamp("2024"), np.float64(1)],
    )
    assert all(len(group) == 1 for group in groups)


def test_copies_are_apart(store) -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": ["x", "y"]})
    assert store(frame=frame, copy=frame.copy(), part=frame[frame.a > 1], mean=frame.a.mean())[1] == [
        ["frame"],
        ["copy"],
        ["part"],
        ["mean"],
    ]


class Dice:
    def __init__(self) -> None:
        self.numpy, self.python, self.out = np.random.mtrand._rand, random._inst, sys.stdout
        self.draw, self.own = np.random.normal, np.random.RandomState(1)


def test_what_a_process_has_one_of_is_not_copied(store) -> None:
    loaded, _ = store(dice=Dice(), model=LogisticRegression(random_state=np.random.mtrand._rand))
    dice = loaded["dice"]
    assert (dice.numpy, dice.python, dice.out) == (np.random.mtrand._rand, random._inst, sys.stdout)
    assert dice.draw.__self__ is loaded["model"].random_state is np.random.mtrand._rand
    assert dice.own.get_state()[1].tolist() == np.random.RandomState(1).get_state()[1].tolist()
