"""`runs list`, `show`, `diff` and `best`, as text and as JSON."""

from __future__ import annotations

import json
import re
import shlex

import pytest

from conftest import write_project

TABLE = """
    Step("load", outputs=["table", "array"], parameters=["rows", "shift"], reads=["data.txt"]),
    Step("score", inputs=["table"], parameters=["name"], outputs=["mae", "scores", "text"], metrics=["mae", "scores"]),
"""
FILES = {
    "params.py": """
        from pydantic import BaseModel


        class Params(BaseModel):
            rows: int = 3
            shift: float = 0.0
            name: str = "a b"
    """,
    "steps/load.py": """
        import numpy as np
        import pandas as pd

        def load(rows, shift):
            np.random.seed(1)
            number = int(open("data.txt").read())
            table = pd.DataFrame({"x": np.linspace(shift, rows - 1 + shift, rows), "kind": ["a"] * rows})
            return table, np.full(2, number)
    """,
    "steps/score.py": """
        def score(table, name):
            mae = float(table["x"].sum())
            return mae, {"r2": mae / 2, "name": name}, "text"
    """,
    "files/data.txt": "7",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Two runs that differ in everything, and one that fails."""
    made = write_project(tmp_path_factory.mktemp("runs") / "project", TABLE, FILES)
    made.run("run", "--run-id", "first")
    (made.root / "files" / "data.txt").write_text("8")
    made.edit("steps/load.py", "np.random.seed(1)", "np.random.seed(2)")
    made.run("run", "--run-id", "second", "--patch", "rows=4", "--patch", "shift=0.5")
    made.run("run", "--run-id", "third", "--patch", "rows=-1", code=1)
    return made


def told(project, *arguments: str):
    return json.loads(project.run("runs", *arguments, "--json").stdout)


def test_list(project) -> None:
    lines = project.run("runs").stdout.splitlines()
    assert re.split("  +", lines[0]) == [
        *("run", "status", "started", "seconds", "steps run", "cached", "mae", "scores.r2")
    ]
    cells = [re.split("  +", line) for line in lines[1:]]
    assert [(row[0], row[1], *row[4:]) for row in cells] == [
        ("first", "done", "2", "0", "3", "1.5"),
        ("second", "done", "2", "0", "8", "4"),
        ("third", "failed", "0", "0"),
    ]
    assert project.run("runs", "list").stdout.splitlines() == lines
    rows = told(project, "list")
    assert told(project) == rows == json.loads(project.run("runs", "--json", "list").stdout)
    assert [(row["run"], row["metrics"]) for row in rows] == [
        ("first", {"mae": 3.0, "scores.r2": 1.5}),
        ("second", {"mae": 8.0, "scores.r2": 4.0}),
        ("third", {}),
    ]


def test_show(project) -> None:
    text = project.run("runs", "show", "second").stdout
    for part in (
        r"^run +second$",
        r"^parameters\n  rows +4\n  shift +0.5\n  name +a b$",
        r"^metrics\n  mae +8\n  scores.r2 +4$",
        r"^  load +done +\d.* +\d+ MB +1 +[0-9a-f]{12}$",
        r"^  load +np.random.seed +2$",
        r"^  load +reads +data.txt +[0-9a-f]{64}$",
        r"^  load +table +pandas.DataFrame +parquet +[\d.]+ KB +[0-9a-f]{12}$",
        r"^load.table: 4 rows, 2 columns\n  column +dtype +nulls +min +max +mean +distinct\n"
        r"  x +float64 +0 +0.5 +3.5 +2 +4\n  kind +object +0 +a +a +1$",
        r"^load.array: array \[2\], dtype int64, nulls 0, min 8, max 8, mean 8$",
        r"^  pandas +\d",
    ):
        assert re.search(part, text, re.MULTILINE), f"{part} in\n{text}"
    assert told(project, "show", "second") == project.manifest("second")
    failed = project.run("runs", "show", "latest").stdout
    assert project.run("runs", "show").stdout == failed
    assert re.search("^run +third$", failed, re.MULTILINE) and "error in load: ValueError: " in failed


def test_diff(project) -> None:
    found = told(project, "diff", "first", "second")
    assert (found["before"], found["after"]) == ("first", "second")
    assert found["parameters"] == {"rows": [3, 4], "shift": [0.0, 0.5]}
    assert found["seeds"] == {"load: np.random.seed": [1, 2]}
    assert list(found["code"]) == ["load"] and found["versions"] == {}
    assert list(found["data"]) == ["load: data.txt"]
    assert list(found["artifacts"]) == ["load.table", "load.array", "score.mae", "score.scores"]
    assert found["quality"] == {
        "load.table rows": [3, 4],
        "load.table[x] min": [0.0, 0.5],
        "load.table[x] max": [2.0, 3.5],
        "load.table[x] mean": [1.0, 2.0],
        "load.table[x] distinct": [3, 4],
        "load.array min": [7, 8],
        "load.array max": [7, 8],
        "load.array mean": [7.0, 8.0],
    }
    assert found["metrics"] == {"mae": [3.0, 8.0], "scores.r2": [1.5, 4.0]}
    text = project.run("runs", "diff", "first", "second").stdout
    assert "-    np.random.seed(1)\n+    np.random.seed(2)\n" in text
    assert re.search(r"^mae +3 +8 +\+5 \(\+166.67%\)$", text, re.MULTILINE)


def test_diff_of_what_is_missing(project) -> None:
    assert project.run("runs", "diff", "first", "first").stdout == "Nothing differs.\n"
    found = told(project, "diff", "first", "latest")
    assert found["metrics"] == {"mae": [3.0, None], "scores.r2": [1.5, None]}
    assert found["steps"] == {"load": ["done", "failed"], "score": ["done", "not run"]}
    assert list(found["code"]) == ["load"] and found["versions"] == {}
    assert found["artifacts"] == {} and found["quality"] == {}
    assert project.run("runs", "diff", "latest", "first").stdout


def test_diff_compares_the_latest_run_with_the_one_before(project) -> None:
    assert told(project, "diff") == told(project, "diff", "second", "third")
    assert told(project, "diff", "previous", "first") == told(project, "diff", "second", "first")


def test_best(project) -> None:
    assert told(project, "best", "mae")["run"] == "second"
    best = told(project, "best", "scores.r2", "--min")
    assert (best["run"], best["parameters"]) == ("first", {"rows": 3, "shift": 0.0, "name": "a b"})
    text = project.run("runs", "best", "mae", "--min").stdout
    assert text.endswith("python -m small run --patch rows=3 --patch shift=0 --patch 'name=a b'\n")
    refused = project.run("runs", "best", "mse", code=2).stderr
    assert refused == "error: No finished run has a number 'mse'. The metrics are: mae, scores.r2.\n"


def test_the_best_run_can_be_made_again_with_its_configuration(make_project) -> None:
    table = 'Step("score", parameters=["rate"], outputs=["auc"], metrics=["auc"]),'
    params = "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    rate: float = 0.5\n"
    step = "def score(rate):\n    return rate\n"
    project = make_project(table, {"params.py": params, "steps/score.py": step})
    (project.root / "conf").mkdir()
    for name in ("conf/base", "conf/prod", "my night"):
        (project.root / f"{name}.yaml").write_text("parameters: {rate: 1}\n")
    project.run("run", "--patch", "rate=0.25")
    assert project.run("runs", "best", "auc").stdout.endswith("again: python -m small run --patch rate=0.25\n")
    project.run("run", "--env", "prod", "--config", "my night.yaml")
    again = project.run("runs", "best", "auc").stdout.partition("again: python -m small ")[2]
    assert again == "run --env prod --config 'my night.yaml' --patch rate=1\n"
    project.run(*shlex.split(again))
    assert project.manifest()["configuration"]["env"] == "prod"


def test_names_of_runs(project) -> None:
    for arguments in (["runs", "show", "none"], ["runs", "diff", "first", "none"], ["artifacts", "--run", "none"]):
        assert project.run(*arguments, code=2).stderr == "error: There is no run none. `runs` lists them.\n"
    assert "must not be latest" in project.run("run", "--run-id", "latest", code=2).stderr
    assert project.run("artifacts", "--run", "latest").stdout == project.run("artifacts").stdout
    assert project.load("mae", run="latest") == "8.0"
    assert "which has no result in run third yet" in project.run("step", "score", "--run", "latest", code=2).stderr


def test_a_metric_may_be_added_to_the_table_later(make_project) -> None:
    project = make_project(TABLE.replace('metrics=["mae", "scores"]', ""), FILES)
    project.run("run")
    assert project.manifest()["metrics"] == {}
    project.edit("pipeline.py", '"text"]', '"text"], metrics=["mae"]')
    project.run("run")
    assert project.statuses() == {"load": "cached", "score": "cached"}
    assert project.manifest()["metrics"] == {"mae": 3.0}


def test_without_runs(make_project) -> None:
    project = make_project(TABLE, FILES)
    assert project.run("runs").stdout.split() == "run status started seconds steps run cached".split()
    assert "There is no run" in project.run("runs", "show", "latest", code=2).stderr
    assert "There is no run before the latest." in project.run("runs", "show", "previous", code=2).stderr
