"""Random numbers are those of one process, although each step has its own."""

from __future__ import annotations

import random

import pytest

TABLE = """
    Step("seed", outputs=["a"], draws=True),
    Step("quiet", inputs=["a"], outputs=["q"]),
    Step("draw", outputs=["b"], draws=True),
    Step("only_python", outputs=["c"], draws=True),
    Step("again", outputs=["d"], draws=True),
"""

BODIES = {
    "seed": "import random\nimport numpy as np\nrandom.seed(3)\nnp.random.seed(5)\n"
    "a = [random.random(), np.random.normal(size=3).tolist()]\nrandom.gauss(0, 1)",
    "quiet": "q = 1",
    "draw": "import numpy as np\nb = np.random.permutation(5).tolist() + np.random.normal(size=2).tolist()",
    "only_python": "import random\nc = [random.gauss(0, 1), random.choice('abc')]",
    "again": "import random\nimport numpy as np\nd = [random.random(), float(np.random.rand())]",
}


def files(late: bool) -> dict[str, str]:
    """Steps that import their libraries at the top, or only inside the function."""
    made = {}
    for name, body in BODIES.items():
        lines = body.splitlines()
        imports = [line for line in lines if line.startswith("import")]
        rest = [line for line in lines if line not in imports]
        result = "abcd"[["seed", "draw", "only_python", "again"].index(name)] if name != "quiet" else "q"
        takes = "a" if name == "quiet" else ""
        inner = [*(imports if late else []), *rest, f"return {result}"]
        top = [] if late else imports
        body_text = "\n".join(f"    {line}" for line in inner)
        made[f"steps/{name}.py"] = "\n".join(top) + f"\n\ndef {name}({takes}):\n{body_text}\n"
    return made


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("options", [[], ["--in-process"]])
def test_same_numbers_as_in_one_process(make_project, late: bool, options: list[str]) -> None:
    project = make_project(TABLE, files(late))
    project.run("run", *options)
    expected = project.python("\n".join([*BODIES.values(), "print(repr((a, b, c, d)))"]))
    script = "from small import artifacts; print(repr(tuple(artifacts.load(n) for n in 'abcd')))"
    assert project.python(script) == expected
    (project.source / "steps" / "draw.py").write_text("def draw():\n    return [1]\n")
    project.run("run")
    statuses = project.statuses()
    assert (statuses["seed"], statuses["only_python"], statuses["again"]) == ("cached", "done", "done")


def test_step_that_draws_but_does_not_say_so(make_project) -> None:
    one = "import random\n\ndef one():\n    random.random()\n"
    two = "def two():\n    pass\n"
    project = make_project('Step("one"), Step("two", draws=True)', {"steps/one.py": one, "steps/two.py": two})
    done = project.run("run", code=1)
    assert "'one' changed the state of" in done.stdout + done.stderr and "draws=True" in done.stdout + done.stderr


def test_draws_after_a_seed_that_do_not_say_so(make_project) -> None:
    one = "import random\n\ndef one():\n    random.seed(1)\n"
    two = "import random\n\ndef two():\n    random.random()\n"
    project = make_project('Step("one", draws=True), Step("two")', {"steps/one.py": one, "steps/two.py": two})
    done = project.run("run", code=1)
    assert "'two' changed the state of" in done.stdout + done.stderr


def test_draws_that_no_other_step_could_see(make_project) -> None:
    project = make_project('Step("one")', {"steps/one.py": "import random\n\ndef one():\n    random.random()\n"})
    project.run("run")
    assert project.manifest()["warnings"] == []


def test_sets_have_one_order(make_project) -> None:
    code = "def one():\n    return list({'a', 'b', 'c', 'd', 'e', 'f'})\n"
    project = make_project('Step("one", outputs=["a"])', {"steps/one.py": code})
    orders = set()
    for options in ([], [], ["--in-process"]):
        project.run("run", "--fresh", *options)
        orders.add(project.load("a"))
    assert len(orders) == 1


COUNTED = """
class Named:
    {of_base}

class InputOutputSystem(Named):
    {of_class}

    def __init__(self):
        kind = Named if "{of_base}" != "pass" else InputOutputSystem
        self.name = f"sys[{{getattr(kind, '{name}')}}]"
        setattr(kind, "{name}", getattr(kind, "{name}") + 1)
"""


@pytest.mark.parametrize(
    ("of_class", "of_base", "name", "second"),
    [
        ("_idCounter = 0", "pass", "_idCounter", "['sys[2]', 'sys[3]']"),
        ("pass", "_idCounter = 0", "_idCounter", "['sys[2]', 'sys[3]']"),
        ("otherCounter = 0", "pass", "otherCounter", "['sys[0]', 'sys[1]']"),
    ],
)
def test_what_a_library_numbers_goes_on_counting(
    make_project, of_class: str, of_base: str, name: str, second: str
) -> None:
    use = "    return [InputOutputSystem().name, InputOutputSystem().name]\n"
    step = f"from control.iosys import InputOutputSystem\n\n\ndef {{0}}():\n{use}"
    steps = {f"steps/{each}.py": step.format(each) for each in ("one", "two")}
    table = 'Step("one", outputs=["a"], draws=True), Step("two", outputs=["b"], draws=True)'
    project = make_project(table, steps)
    library = project.source.parent / "control"
    library.mkdir()
    (library / "__init__.py").write_text("")
    (library / "iosys.py").write_text(COUNTED.format(of_class=of_class, of_base=of_base, name=name))
    project.run("run")
    assert (project.load("a"), project.load("b")) == ("['sys[0]', 'sys[1]']", second)


NUMBERED = {
    "param/parameterized": ("made = 0\nobject_count = 5\n", "object_count += 1", "f'Name{object_count:05d}'"),
    "pytensor/graph/basic": (
        "from itertools import count\n\n\nclass Variable:\n    __count__ = count(6)\n",
        "number = next(Variable.__count__)",
        "f'Name{number:05d}'",
    ),
}


@pytest.mark.parametrize("module", NUMBERED)
def test_counters_of_modules_and_iterators_go_on(make_project, module: str) -> None:
    start, count, name = NUMBERED[module]
    code = f"{start}\n\ndef make():\n    global object_count, number\n    {count}\n    return {name}\n"
    step = f"from {module.replace('/', '.')} import make\n\n\ndef {{0}}():\n    return make()\n"
    steps = {f"steps/{each}.py": step.format(each) for each in ("one", "two")}
    table = 'Step("one", outputs=["a"], draws=True), Step("two", outputs=["b"], draws=True)'
    project = make_project(table, steps)
    file = project.source.parent / f"{module}.py"
    file.parent.mkdir(parents=True)
    file.write_text(code)
    project.run("run")
    assert (project.load("a"), project.load("b")) == ("'Name00006'", "'Name00007'")


def test_numbers_of_libraries_are_no_draws(make_project) -> None:
    one = "from param import parameterized\n\n\ndef one():\n    parameterized.object_count += 1\n"
    project = make_project('Step("one"), Step("two", draws=True)', {"steps/one.py": one, "steps/two.py": "def two(): 0\n"})
    library = project.source.parent / "param"
    library.mkdir()
    (library / "__init__.py").write_text("")
    (library / "parameterized.py").write_text("object_count = 0\n")
    done = project.run("run")
    assert "changed the state" not in done.stdout + done.stderr


def test_set_up_that_seeds_is_repeated_without_seeding(make_project) -> None:
    one = "import random\n\n\ndef one():\n    random.seed(3)\n    return random.random()\n"
    two = (
        "import os, random\nfrom {0}.runtime.random_state import random_state_kept\n\n\ndef two():\n"
        "    with random_state_kept():\n        random.seed(3)\n        os.environ['LEVEL'] = '3'\n"
        "    return random.random(), os.environ['LEVEL']\n"
    )
    project = make_project(
        'Step("one", outputs=["a"], draws=True), Step("two", outputs=["b"], draws=True)', {"steps/one.py": one}
    )
    (project.source / "steps/two.py").write_text(two.format(project.source.name))
    project.run("run")
    random.seed(3)
    first, second = random.random(), random.random()
    assert (project.load("a"), project.load("b")) == (repr(first), repr((second, "3")))
