"""State of the project's modules that a step changes and a later one uses is noticed; all other state is left alone."""

from __future__ import annotations

import pytest

TABLE = """
    Step("first", outputs=["a"]),
    Step("second", inputs=["a"], outputs=["b"]),
"""

FUNCTIONS = """
    import functools
    import logging
    import random
    import re

    import numpy as np

    from small.more import TABLE, remember

    CACHE = {}
    COUNT = 0
    model = None
    logger = logging.getLogger("small")
    pattern = re.compile("a")
    rng = np.random.default_rng(3)
    weights = np.zeros(3)
    LIMITS = (1, 2)

    class Model:
        log = []
        made = 0

        def __init__(self):
            type(self).made += 1

        def note(self, text):
            self.log.append(text)

        @property
        def size(self):
            return len(self.log)

    def count():
        global COUNT
        COUNT += 1
        return COUNT

    def load():
        global model
        if model is None:
            model = [1]
        return model

    def cached(x):
        if x not in CACHE:
            CACHE[x] = 2 * x
        return CACHE[x]

    def collect(x, seen=[]):
        seen.append(x)
        return seen

    def tally():
        tally.calls = getattr(tally, "calls", 0) + 1
        return tally.calls

    def _counter():
        n = 0

        def step():
            nonlocal n
            n += 1
            return n

        return step

    step = _counter()

    @functools.lru_cache
    def square(x):
        return x * x

    def draw():
        return float(rng.normal())

    def pure(x):
        logger.warning("called")
        pattern.match("a")
        return x + len(LIMITS)
"""

FILES = {
    "functions.py": FUNCTIONS,
    "more.py": "TABLE = {}\n\ndef remember(k):\n    TABLE[k] = len(TABLE)\n    return TABLE[k]\n",
}


def steps(first: str, second: str, head: str = "from small import functions\nfrom small.functions import *") -> dict:
    return {
        **FILES,
        "steps/first.py": f"{head}\n\ndef first():\n    return {first}\n",
        "steps/second.py": f"{head}\n\ndef second(a):\n    return {second}\n",
    }


CHANGES = {
    "a global variable": ("functions.count()", "functions.count()", "'COUNT' of small.functions"),
    "a dict": ("functions.cached(2)", "functions.cached(2)", "'CACHE' of small.functions"),
    "a dict, by subscript": ("functions.CACHE.update(a=1)", "len(functions.CACHE)", "'CACHE' of small.functions"),
    "what is set once": ("functions.load()", "functions.load()", "'model' of small.functions"),
    "a mutable default": ("functions.collect(1)", "functions.collect(2)", "'collect.__defaults__' of small.functions"),
    "an attribute of a function": ("functions.tally()", "functions.tally()", "'tally.calls' of small.functions"),
    "a variable of a closure": ("functions.step()", "functions.step()", "'step.n' of small.functions"),
    "a list of a class": ("Model().note('a')", "Model().size", "'Model.log' of small.functions"),
    "a counter of a class": ("Model().made", "Model().made", "'Model.made' of small.functions"),
    "a generator": ("functions.draw()", "functions.draw()", "'rng' of small.functions"),
    "an array": ("functions.weights.fill(2)", "functions.weights.sum()", "'weights' of small.functions"),
    "a module further on": ("remember('x')", "remember('y')", "'TABLE' of small."),
    "a new name": ("setattr(functions, 'extra', 1)", "functions.extra", "'extra' of small.functions"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_lost_state_is_refused(make_project, name: str) -> None:
    first, second, what = CHANGES[name]
    project = make_project(TABLE, steps(first, second))
    done = project.run("run", code=1)
    assert "Step 'first' changed " + what in done.stdout
    assert "which step 'second' uses" in done.stdout and "the same tag" in done.stdout
    assert project.statuses() == {"first": "failed", "second": "not run"}
    project.run("run", "--in-process")


HARMLESS = {
    "a pure function": ("functions.pure(1)", "functions.pure(2)"),
    "a cache of functools": ("functions.square(2)", "functions.square(2)"),
    "an instance": ("vars(Own())", "vars(Own())"),
    "reading": ("(functions.CACHE.get(1), functions.Model.log[:], functions.COUNT)", "len(functions.CACHE)"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_no_false_alarm(make_project, name: str) -> None:
    files = steps(*HARMLESS[name])
    files["functions.py"] += "\n    class Own:\n        def __init__(self):\n            self.items = [1]\n"
    project = make_project(TABLE, files)
    project.run("run")
    assert set(project.statuses().values()) == {"done"}


def test_state_that_only_one_step_uses(make_project) -> None:
    files = steps("cached(2)", "pure(a)", head="from small.functions import cached, pure")
    files["steps/second.py"] = "from small.functions import pure\n\ndef second(a):\n    return pure(a)\n"
    project = make_project(TABLE, files)
    project.run("run")
    project.run("run")
    assert set(project.statuses().values()) == {"cached"}
    project.edit("steps/second.py", "pure", "cached")
    project.run("run", code=1)
    assert project.statuses() == {"first": "failed", "second": "not run"}


def test_state_reached_through_a_stored_object(make_project) -> None:
    """The later step imports nothing: the object that it takes brings the class with it."""
    files = steps("Model()", "a.size", head="from small.functions import Model")
    files["steps/second.py"] = "def second(a):\n    return a.size\n"
    files["steps/first.py"] = files["steps/first.py"].replace("return Model()", "m = Model(); m.note('x'); return m")
    project = make_project(TABLE, files)
    project.run("run", code=1)
    assert "'Model.log' of small.functions" in project.manifest()["steps"][0]["error"]["message"]


def test_a_module_that_is_imported_late(make_project) -> None:
    head = ""
    first = "__import__('small.functions').functions.count()"
    files = steps(first, "functions.count()", head)
    files["steps/first.py"] = "def first():\n    from small import functions\n    return functions.count()\n"
    files["steps/second.py"] = "def second(a):\n    from small.functions import count\n    return count()\n"
    project = make_project(TABLE, files)
    project.run("run", code=1)
    assert "'COUNT' of small.functions" in project.manifest()["steps"][0]["error"]["message"]


def test_a_module_beside_the_data(make_project) -> None:
    files = {
        "files/beside.py": "seen = []\n",
        "steps/first.py": "import beside\n\ndef first():\n    beside.seen.append(1)\n    return 1\n",
        "steps/second.py": "import beside\n\ndef second(a):\n    return len(beside.seen)\n",
    }
    project = make_project(TABLE, files)
    project.run("run", code=1)
    assert "'seen' of beside" in project.manifest()["steps"][0]["error"]["message"]
