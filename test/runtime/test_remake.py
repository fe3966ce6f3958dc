"""A value that cannot be stored is made again by the step that takes it, or refused when its giver may not run twice."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

TABLE = """
Step("load", outputs=["rows", "total"]),
Step("use", inputs=["rows", "total"], outputs=["result"]),
"""

HANDLE = '''
import threading

class Handle:
    """Cannot be pickled, as it holds a lock."""

    def __init__(self, rows):
        self.lock = threading.Lock()
        self.rows = rows
'''


def _project(make_project, load: str, use: str, table: str = TABLE, **files: str):
    steps = {"steps/load.py": load, "steps/use.py": use, "files/handles.py": HANDLE}
    return make_project(table, {**steps, **files})


def _remade(project, step: str = "use") -> list[tuple[list[str], str]]:
    steps = {each["name"]: each for each in project.manifest()["steps"]}
    return [(note["names"], note["from"]) for note in steps[step]["remade"]]


LOAD = """
def load():
    print("loading")
    rows = (n * n for n in range(5))
    return rows, next(rows) + next(rows) + next(rows)
"""
USE = """
def use(rows, total):
    print("rest")
    return [total, *rows]
"""


def test_a_generator_goes_on_where_its_giver_left_it(make_project) -> None:
    project = _project(make_project, LOAD, USE)
    done = project.run("run")
    assert project.load("result") == "[5, 9, 16]"
    assert [record["text"] for record in project.log("use")] == ["rest\n"]
    assert "made rows of load again in" in done.stdout and "a generator cannot be stored" in done.stdout
    load, use = project.manifest()["steps"]
    assert load["unstored"] == {"rows": "a generator cannot be stored"} and load["outputs"] == ["total"]
    (note,) = use["remade"]
    assert note["names"] == ["rows"] and note["from"] == "load" and note["seconds"] >= 0


def test_nothing_is_made_again_when_nothing_changed(make_project) -> None:
    project = _project(make_project, LOAD, USE)
    project.run("run")
    project.run("run")
    assert project.statuses() == {"load": "cached", "use": "cached"}
    project.edit("steps/use.py", "[total, *rows]", "[*rows, total]")
    project.run("run")
    assert project.statuses() == {"load": "cached", "use": "done"}
    assert project.load("result") == "[9, 16, 5]"
    project.edit("steps/load.py", "range(5)", "range(4)")
    project.run("run")
    assert project.load("result") == "[9, 5]"


def test_in_one_process_values_pass_as_they_are(make_project) -> None:
    project = _project(make_project, LOAD, USE)
    project.run("run", "--in-process")
    assert project.load("result") == "[5, 9, 16]"
    assert _remade(project) == []


def test_one_step_alone_takes_what_it_needs_from_an_earlier_run(make_project) -> None:
    project = _project(make_project, LOAD, USE)
    project.run("run")
    project.run("run", "--only", "use")
    assert project.load("result") == "[5, 9, 16]"
    project.edit("steps/load.py", "range(5)", "range(4)")
    done = project.run("run", "--only", "use", code=1)
    assert "cannot be made again, since its code" in done.stdout


def test_through_several_steps(make_project) -> None:
    table = """
    Step("load", outputs=["rows", "total"]),
    Step("skip", inputs=["rows", "total"], outputs=["rows", "skipped"]),
    Step("use", inputs=["rows", "total"], outputs=["result"]),
    """
    skip = "def skip(rows, total):\n    return rows, next(rows) + total\n"
    project = _project(make_project, LOAD, USE, table, **{"steps/skip.py": skip})
    project.run("run")
    assert project.load("result") == "[5, 16]" and project.load("skipped") == "14"
    assert sorted(_remade(project)) == [(["rows"], "load"), (["rows"], "skip")]
    project.run("run", "--only", "use")
    assert project.load("result") == "[5, 16]"


def test_shared_objects_stay_shared(make_project) -> None:
    load = """
    from handles import Handle

    def load():
        total = [1, 2]
        return Handle(total), total
    """
    use = """
    def use(rows, total):
        total.append(3)
        return [rows.rows, rows.rows is total]
    """
    project = _project(make_project, load, use)
    project.run("run")
    assert project.load("result") == "[[1, 2, 3], True]"


@pytest.mark.parametrize("seed", ["random.seed(4)", "pass"])
def test_with_the_same_random_numbers(make_project, seed: str) -> None:
    load = f"""
    import random
    from handles import Handle

    def load():
        {seed}
        rows = [random.random() for _ in range(3)]
        return Handle(rows), sum(rows)
    """
    use = """
    import random

    def use(rows, total):
        return [sum(rows.rows) == total, random.random()]
    """
    draws = ", draws=True" if seed != "pass" else ""
    table = f"""
    Step("load", outputs=["rows", "total"]{draws}),
    Step("use", inputs=["rows", "total"], outputs=["result"]{draws}),
    """
    project = _project(make_project, load, use, table)
    project.run("run")
    first = project.load("result")
    assert first.startswith("[True, ")
    if draws:
        project.run("run", "--in-process", "--fresh")
        assert project.load("result") == first


def test_settings_and_parameters_are_those_of_the_giver(make_project) -> None:
    table = """
    Step("load", parameters=["size"], settings=["prepare"], outputs=["rows", "total"]),
    Step("use", inputs=["rows", "total"], outputs=["result"]),
    """
    load = """
    import os

    def load(size):
        return (int(os.environ["FACTOR"]) * n for n in range(size)), size
    """
    files = {
        "params.py": "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    size: int = 3\n",
        "settings.py": "import os\n\n\ndef prepare():\n    os.environ['FACTOR'] = '10'\n",
    }
    project = _project(make_project, load, USE, table, **files)
    project.run("run", "--patch", "size=4")
    assert project.load("result") == "[4, 0, 10, 20, 30]"


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ("open('out.csv', 'w').close()", "writes out.csv"),
        ("import os; os.mkdir('made')", "changes made"),
        ("import subprocess, sys; subprocess.run([sys.executable, '-c', ''])", "starts programs"),
        ("import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))", "uses the network"),
    ],
)
def test_refused_when_the_giver_may_not_run_twice(make_project, effect: str, said: str) -> None:
    load = f"def load():\n    {effect}\n    return (n for n in range(3)), 1\n"
    project = _project(make_project, load, USE)
    done = project.run("run", code=1)
    assert "a generator cannot be stored" in done.stdout and "same tag" in done.stdout
    assert f"Nor can its giver run again for the step that takes it, since it {said}" in done.stdout


def test_files_that_are_only_read_and_temporary_files_do_no_harm(make_project) -> None:
    load = """
    import tempfile

    def load():
        with tempfile.TemporaryFile("w+") as file:
            file.write("x")
        return open("data.txt"), 1
    """
    project = _project(make_project, load, USE, **{"files/data.txt": "a\nb\n"})
    project.run("run")
    assert project.load("result") == "[1, 'a\\n', 'b\\n']"


def test_refused_when_the_file_that_it_was_made_from_has_changed(make_project) -> None:
    table = """
    Step("load", outputs=["rows", "total"]),
    Step("change", after=["load"]),
    Step("use", inputs=["rows", "total"], outputs=["result"], after=["change"]),
    """
    load = "def load():\n    return open('data.txt'), 1\n"
    change = "def change():\n    open('data.txt', 'a').write('c')\n"
    project = _project(make_project, load, USE, table, **{"files/data.txt": "a\n", "steps/change.py": change})
    assert "cannot be made again" in project.run("run", code=1).stdout


def test_refused_when_two_steps_would_move_on_in_it(make_project) -> None:
    table = TABLE + 'Step("again", inputs=["rows", "total"], outputs=["other"]),\n'
    again = "def again(rows, total):\n    return list(rows)\n"
    project = _project(make_project, LOAD, USE, table, **{"steps/again.py": again})
    done = project.run("run", code=1)
    assert "Nor can it be made again for use and again, since each moves on in it" in done.stdout


def test_two_steps_may_take_what_has_no_position(make_project) -> None:
    table = TABLE + 'Step("again", inputs=["rows"], outputs=["other"]),\n'
    load = """
    from ctypes import pointer, c_int

    def load():
        return pointer(c_int(7)), 1
    """
    use = "def use(rows, total):\n    return rows.contents.value\n"
    again = "def again(rows):\n    return rows.contents.value + 1\n"
    project = _project(make_project, load, use, table, **{"steps/again.py": again})
    project.run("run")
    assert (project.load("result"), project.load("other")) == ("7", "8")


def test_fails_when_the_giver_gives_something_else_the_second_time(make_project) -> None:
    load = """
    import os

    def load():
        return (n for n in range(3)), os.getpid()
    """
    project = _project(make_project, load, USE)
    done = project.run("run", code=1)
    assert "run a second time it gives another 'total'" in done.stdout and "same tag" in done.stdout


def test_what_is_not_stored_cannot_be_loaded(make_project) -> None:
    project = _project(make_project, LOAD, USE)
    project.run("run")
    with pytest.raises(AssertionError, match="'rows' of step 'load' is not stored: a generator cannot be stored"):
        project.load("rows")


def test_the_documents_show_the_table(runtime) -> None:
    rows = [f"| {what} | {how} |" for what, how in (way.value for way in runtime("passing").Way)]
    table = "\n".join(["| value | how it passes |", "|---|---|", *rows])
    assert table in (ROOT / "docs" / "values.md").read_text()
