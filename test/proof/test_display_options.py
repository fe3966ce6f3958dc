"""Objects of HoloViews are compared by how they look, not by the number under which a process keeps that."""

import sys
import types

import pytest


class LabelledData:
    def __init__(self, label, number):
        self.label, self._id = label, number


class Curve(LabelledData):
    pass


@pytest.fixture
def store(monkeypatch):
    monkeypatch.setattr(LabelledData, "__module__", "holoviews.core.dimension")
    options = types.ModuleType("holoviews.core.options")
    options.Store = types.SimpleNamespace(_custom_options={"bokeh": {1: "red", 2: "red", 3: "blue"}})
    monkeypatch.setitem(sys.modules, "holoviews.core.options", options)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("one", "other", "status"), [(1, 2, "equal"), (1, 3, "different"), (1, None, "different"), (None, None, "equal")]
)
def test_numbers_mean_options(one, other, status, judged):
    verdict = judged({"curve": Curve("c", one)}, {"curve": Curve("c", other)})["curve"]
    assert verdict.status == status
    assert status == "equal" or verdict.path.startswith("curve._id")


@pytest.mark.usefixtures("store")
def test_numbers_of_others_are_numbers(judged):
    plain = [types.SimpleNamespace(_id=number) for number in (1, 2)]
    assert judged({"thing": plain[0]}, {"thing": plain[1]})["thing"].status == "different"
