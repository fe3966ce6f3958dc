"""What makes a step run again, and what does not."""

from __future__ import annotations

import json
import shutil

import pytest

TABLE = """
    Step("first", parameters=["start"], outputs=["a"], reads=["data.csv"]),
    Step("second", inputs=["a"], outputs=["b"], settings=["prepare"]),
    Step("third", inputs=["b"], outputs=["c"], writes=["out.txt"]),
"""

FILES = {
    "params.py": """
        from pydantic import BaseModel, ConfigDict

        class Params(BaseModel):
            model_config = ConfigDict(frozen=True, extra="forbid")
            start: int = 1
            other: float = 0.5
            names: set[str] = {"p", "q", "r", "s"}
    """,
    "functions.py": """
        from small.more import half

        def double(x):
            '''Twice x.'''
            return half(4 * x)
    """,
    "more.py": "def half(x):\n    return x // 2\n",
    "settings.py": "def prepare():\n    pass\n",
    "steps/first.py": """
        from pathlib import Path

        from small.functions import double

        def first(start):
            '''Read.'''
            return double(start) + len(Path("data.csv").read_text())
    """,
    "steps/second.py": "import numpy as np\n\ndef second(a):\n    return a % 10 + 10\n",
    "steps/third.py": """
        from pathlib import Path

        def third(b):
            Path("out.txt").write_text(str(b))
            return b + 1
    """,
    "files/data.csv": "1,2\n",
}


@pytest.fixture
def project(make_project):
    made = make_project(TABLE, FILES)
    made.run("run")
    return made


def ran(project, *arguments: str) -> list[str]:
    """The steps that a run really runs."""
    project.run("run", *arguments)
    return [name for name, status in project.statuses().items() if status == "done"]


def test_nothing_changed(project) -> None:
    assert ran(project) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("steps/first.py", "'''Read.'''", "'''Read a file,\n\n    and more.'''"),
        ("steps/first.py", "'''Read.'''", "# a comment\n\n"),
        ("functions.py", "'''Twice x.'''", '"""Doubles."""'),
        ("functions.py", "half(4 * x)", "half(\n        4 * x,\n    )"),
        ("settings.py", "def prepare", "# set-up\ndef prepare"),
        ("params.py", "other: float = 0.5", "other: float = 0.75"),
    ],
)
def test_changes_without_meaning(project, file: str, old: str, new: str) -> None:
    project.edit(file, old, new)
    assert ran(project) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("steps/third.py", "b + 1", "b + 2", ["third"]),
        ("steps/first.py", "+ len", "+ 1 + len", ["first", "second", "third"]),
        ("functions.py", "4 * x", "6 * x", ["first", "second", "third"]),
        ("more.py", "x // 2", "x // 2 + 1", ["first", "second", "third"]),
        ("settings.py", "pass", "print()", ["second"]),
        ("params.py", "start: int = 1", "start: int = 2", ["first", "second", "third"]),
        ("pipeline.py", 'settings=["prepare"]', "settings=[]", ["second"]),
    ],
)
def test_changes_with_meaning(project, file: str, old: str, new: str, expected: list[str]) -> None:
    project.edit(file, old, new)
    assert ran(project) == expected


def test_parameter(project) -> None:
    assert ran(project, "--patch", "start=2") == ["first", "second", "third"]
    assert project.load("c") == "19"
    assert ran(project, "--patch", "start=2", "--patch", "other=3") == []
    assert ran(project) == ["third"]  # its file is as the other parameters left it
    assert project.load("c") == "17"


def test_data_file(project) -> None:
    data = project.root / "files" / "data.csv"
    data.write_text("1,2,3\n")
    assert ran(project) == ["first", "second", "third"]
    shutil.copy(data, data.with_suffix(".old"))
    data.touch()
    assert ran(project) == []


def test_written_file(project) -> None:
    (project.root / "files" / "out.txt").unlink()
    assert ran(project) == ["third"]
    (project.root / "files" / "out.txt").write_text("something else")
    assert ran(project) == ["third"]
    assert ran(project) == []


def test_early_cut_off(project) -> None:
    project.edit("steps/first.py", "+ len", "+ 10 + len")
    assert ran(project) == ["first", "second"]
    project.edit("steps/first.py", "+ 10 + len", "+ (5 + 5) + len")
    assert ran(project) == ["first"]


def test_fresh_and_from(project) -> None:
    assert ran(project, "--fresh") == ["first", "second", "third"]
    assert ran(project, "--from", "second") == ["second", "third"]
    assert ran(project, "--from", "second", "--to", "second") == ["second"]


def test_version_of_a_package(project) -> None:
    site = project.root / "src"
    installed = site / "numpy-99.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: numpy\nVersion: 99.0\n")
    assert ran(project) == ["second"]
    assert project.manifest()["packages"]["numpy"] == "99.0"
    shutil.rmtree(installed)
    assert ran(project) == []


def test_import_names_that_are_not_package_names(make_project) -> None:
    table = 'Step("one", outputs=["a"])'
    project = make_project(table, {"steps/one.py": "def one():\n    from sklearn import metrics\n    return 1\n"})
    project.run("run")
    assert {"scikit-learn", "numpy", "scipy"} <= project.manifest()["packages"].keys()


def test_module_beside_the_data(make_project) -> None:
    files = {"steps/one.py": "import beside\n\ndef one():\n    return beside.value\n", "files/beside.py": "value = 1\n"}
    project = make_project('Step("one", outputs=["a"])', files)
    project.run("run")
    assert project.load("a") == "1"
    (project.root / "files" / "beside.py").write_text("value = 22\n")
    assert ran(project) == ["one"]
    assert project.load("a") == "22"


@pytest.mark.parametrize("damage", ["delete object", "cut object", "cut record", "delete record", "delete run"])
def test_damaged_results_are_not_used(project, damage: str) -> None:
    record = next((project.root / "runs/.store/results/second").iterdir())
    stored = project.root / "runs" / json.loads(record.read_text())["artifacts"][0]["file"]
    if damage == "delete object":
        stored.unlink()
    elif damage == "cut object":
        stored.write_bytes(b"")
    elif damage == "cut record":
        record.write_bytes(record.read_bytes()[:100])
    elif damage == "delete record":
        record.unlink()
    else:
        shutil.rmtree(project.runs[0])
    assert ran(project) == ([] if damage == "delete run" else ["second"])
    assert project.load("c") == "17"


def test_same_run_id_again(project) -> None:
    project.run("run", "--run-id", "ci")
    project.edit("steps/second.py", "a % 10", "a % 4")
    project.run("run", "--run-id", "ci")
    assert project.load("b", run="ci") == "12"
    project.edit("steps/second.py", "a % 4", "a % 10")
    assert ran(project) == ["third"]  # its file is as the other run left it
    assert project.load("b") == "16"
    assert project.load("b", run="ci") == "12"


def test_files_that_the_table_does_not_declare(make_project) -> None:
    code = """
        from pathlib import Path

        def one():
            Path("made.txt").write_text("made")
            names = ["a.txt", "made.txt"]
            return "".join(Path(name).read_text() for name in names)
    """
    project = make_project('Step("one", outputs=["a"])', {"steps/one.py": code, "files/a.txt": "A"})
    project.run("run")
    assert ran(project) == []
    (project.root / "files" / "made.txt").write_text("other")
    assert ran(project) == []
    (project.root / "files" / "a.txt").write_text("B")
    assert ran(project) == ["one"]
    assert project.load("a") == "'Bmade'"


def test_asynchronous_step(make_project) -> None:
    code = """
        import asyncio

        async def one():
            first, second = await asyncio.gather(asyncio.sleep(0, 1), asyncio.sleep(0, 2))
            print("slept")
            return first + second
    """
    project = make_project('Step("one", outputs=["a"], asynchronous=True)', {"steps/one.py": code})
    project.run("run")
    assert project.load("a") == "3"
    assert project.log("one") == [{"kind": "stdout", "line": 6, "text": "slept\n"}]


def test_a_step_that_writes_a_module_and_imports_it_is_cached(make_project) -> None:
    make = """
    def make():
        with open("tool.py", "w") as file:
            file.write("def double(x):\\n    return 2 * x\\n")
        import tool

        return tool.double(4)
    """
    use = "def use(size):\n    import tool\n\n    return tool.double(size)\n"
    table = """
    Step("make", outputs=["size"], writes=["tool.py"]),
    Step("use", inputs=["size"], outputs=["result"], reads=["tool.py"]),
    """
    project = make_project(table, {"steps/make.py": make, "steps/use.py": use})
    project.run("run")
    assert project.load("result") == "16"
    project.run("run")
    assert project.statuses() == {"make": "cached", "use": "cached"}
    project.edit("steps/make.py", "2 * x", "3 * x")
    project.run("run")
    assert project.statuses() == {"make": "done", "use": "done"}
    assert project.load("result") == "36"
