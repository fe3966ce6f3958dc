"""Steps of several notebooks in one table."""

from __future__ import annotations

TABLE = """
    Step("one", notebook="first", outputs=["a"], draws=True),
    Step("two", notebook="second", outputs=["b"], draws=True, after=["one"]),
    Step("three", notebook="first", inputs=["a"], outputs=["c"], draws=True),
    Step("four", notebook="third", outputs=["d"]),
"""
DRAW = "import random\n\ndef {name}({takes}):\n    {seed}return random.random()\n"


def draws(name: str, takes: str = "", seed: str = "") -> str:
    """A step that draws a number."""
    return DRAW.format(name=name, takes=takes, seed=f"random.seed({seed})\n    " if seed else "")


FILES = {
    "steps/one.py": draws("one", seed="3"),
    "steps/two.py": draws("two", seed="5"),
    "steps/three.py": draws("three", takes="a"),
    "steps/four.py": draws("four"),
}


def test_random_state_is_handed_on_within_a_notebook(make_project) -> None:
    project = make_project(TABLE, FILES)
    project.run("run")
    expected = project.python("import random; random.seed(3); random.random(); print(repr(random.random()))")
    assert project.load("c") == expected


def test_a_notebook_that_draws_freely_is_no_matter_of_those_that_seed(make_project) -> None:
    project = make_project(TABLE, FILES)
    project.run("run")
    assert project.statuses()["four"] == "done"
    project.edit("steps/one.py", "random.seed(3)", "random.seed(4)")
    project.run("run")
    assert project.statuses() == {"one": "done", "two": "cached", "three": "done", "four": "cached"}


def test_run_of_one_notebook(make_project) -> None:
    project = make_project(TABLE, FILES)
    project.run("run", "--notebook", "second")
    assert {name for name, status in project.statuses().items() if status == "done"} == {"one", "two"}
    done = project.run("run", "--notebook", "fifth", code=None)
    assert done.returncode != 0
    assert "no notebook 'fifth'. The notebooks are: first, second, third." in done.stdout + done.stderr


def test_settings_of_another_module(make_project) -> None:
    setting = "import os\n\ndef word():\n    os.environ['WORD'] = {!r}\n"
    look = "import os\n\ndef {0}():\n    return os.environ['WORD']\n"
    files = {
        "settings.py": setting.format("mine"),
        "other_settings.py": setting.format("other"),
        "steps/one.py": look.format("one"),
        "steps/two.py": look.format("two"),
    }
    table = """
        Step("one", outputs=["a"], settings=["word"]),
        Step("two", outputs=["b"], settings=["other_settings.word"]),
    """
    project = make_project(table, files)
    project.run("run")
    assert (project.load("a"), project.load("b")) == ("'mine'", "'other'")
    project.edit("other_settings.py", "'other'", "'another'")
    project.run("run")
    assert project.statuses() == {"one": "cached", "two": "done"}
    assert project.load("b") == "'another'"
