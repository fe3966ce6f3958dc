"""Objects of HoloViews keep how they look. The library keeps that under numbers of the process, as the stand-in does."""

from __future__ import annotations

LIBRARY = """
class Store:
    _custom_options = {"bokeh": {}}


class Tree:
    def __init__(self, color):
        self.color = color
"""

OBJECTS = """
from holoviews.core.options import Store


class LabelledData:
    def __init__(self, label):
        self.label, self._id = label, None

    @property
    def id(self):
        return self._id

    @id.setter
    def id(self, number):
        self._id = number

    def __getstate__(self):
        return {**self.__dict__, "_id": None}

    def __setstate__(self, state):
        self.__dict__.update(state)

    def look(self):
        return None if self._id is None else Store._custom_options["bokeh"][self._id].color
"""

STEP = """
from holoviews.core.dimension import LabelledData
from holoviews.core.options import Store, Tree


def {name}({takes}):
    {body}
    return {result}
"""

MAKE = """Store._custom_options["bokeh"] |= {{4: Tree("{0}"), 7: Tree("{1}")}}
    {2}, {3}, {4} = LabelledData("p"), LabelledData("q"), LabelledData("r")
    {2}.id, {3}.id = 4, 7
    pair_{2} = [{2}, LabelledData("s")]
    pair_{2}[1].id = 4"""


def step(name: str, body: str, result: str, takes: str = "") -> str:
    return STEP.format(name=name, body=body, result=result, takes=takes)


def test_each_keeps_its_options(make_project) -> None:
    files = {
        "steps/one.py": step("one", MAKE.format("red", "blue", "a", "b", "c"), "a, b, c, pair_a"),
        "steps/two.py": step("two", MAKE.format("green", "pink", "d", "e", "f"), "d, e, f, pair_d"),
        "steps/last.py": step(
            "last",
            "looks = [each.look() for each in (a, b, c, *pair_a, d, e, f, *pair_d)]\n"
            "    shared = [pair_a[0].id == pair_a[1].id, pair_a[0] is a, len({each.id for each in (a, b, d, e)})]",
            "looks, shared",
            "a, b, c, pair_a, d, e, f, pair_d",
        ),
    }
    table = """
    Step("one", outputs=["a", "b", "c", "pair_a"]),
    Step("two", outputs=["d", "e", "f", "pair_d"]),
    Step("last", inputs=["a", "b", "c", "pair_a", "d", "e", "f", "pair_d"], outputs=["looks", "shared"]),
"""
    project = make_project(table, files)
    library = project.source.parent / "holoviews" / "core"
    library.mkdir(parents=True)
    (library.parent / "__init__.py").write_text("")
    (library / "__init__.py").write_text("")
    (library / "options.py").write_text(LIBRARY)
    (library / "dimension.py").write_text(OBJECTS)
    project.run("run")
    one, two = ["red", "blue", None, "red", "red"], ["green", "pink", None, "green", "green"]
    assert project.load("looks") == repr([*one, *two])
    assert project.load("shared") == repr([True, True, 4])
