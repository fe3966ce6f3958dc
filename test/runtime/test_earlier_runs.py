"""Runs of the small runner in a project that has the full one now."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Project, copy_runtime

SMALL = Path(__file__).parents[2] / "templates" / "python" / "small"
TABLE = """
Step("load", parameters=["count"], outputs=["rows"]),
Step("total", inputs=["rows"], outputs=["score"], metrics=["score"]),
"""
FILES = {
    "params.py": "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    count: int = 3\n",
    "steps/load.py": "def load(count):\n    return list(range(count))\n",
    "steps/total.py": "def total(rows):\n    return 10 / sum(rows)\n",
}


def run_small(project: Project, *arguments: str, code: int = 0) -> None:
    environment = {**os.environ, "PYTHONPATH": str(project.root / "src")}
    command = [sys.executable, "-m", "small", "run", *arguments]
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done.stdout + done.stderr


@pytest.fixture
def upgraded(make_project) -> Project:
    """A project with three runs of the small runner, which has the full one."""
    project = make_project(TABLE, FILES)
    project.edit("pipeline.py", "STEPS =", 'WORKDIR = "files"\nSTEPS =')
    shutil.rmtree(project.source / "runtime")
    shutil.copytree(SMALL, project.source, dirs_exist_ok=True)
    run_small(project, "--run-id", "first")
    run_small(project, "--run-id", "second", "--patch", "count=5")
    run_small(project, "--run-id", "broken", "--patch", "count=1", code=1)
    shutil.rmtree(project.source / "runtime")
    copy_runtime(project.source)
    return project


def test_they_are_listed_with_status_duration_parameters_and_metrics(upgraded: Project) -> None:
    runs = {each["run"]: each for each in json.loads(upgraded.run("runs", "list", "--json").stdout)}
    assert {name: each["status"] for name, each in runs.items()} == {
        "first": "done",
        "second": "done",
        "broken": "failed",
    }
    assert runs["second"]["parameters"] == {"count": 5}
    assert runs["second"]["metrics"] == {"score": 1.0}
    assert 0 <= runs["first"]["seconds"] < 100
    assert runs["first"]["started"] <= runs["second"]["started"]
    assert "?" not in upgraded.run("runs", "list").stdout


def test_they_are_shown_and_compared_with_runs_of_this_runner(upgraded: Project) -> None:
    upgraded.run("run", "--run-id", "third")
    shown = upgraded.run("runs", "show", "broken").stdout
    assert "error in total: ZeroDivisionError: division by zero" in shown
    assert "The small runner made this run" in shown
    assert "count  5" in upgraded.run("runs", "show", "second").stdout
    found = json.loads(upgraded.run("runs", "diff", "second", "third", "--json").stdout)
    assert found["parameters"] == {"count": [5, 3]}
    assert found["metrics"]["score"] == [1.0, 10 / 3]
    assert upgraded.run("runs", "best", "score").stdout.splitlines()[1].startswith(("first", "third"))


def test_their_values_are_not_taken_for_those_of_this_runner(upgraded: Project) -> None:
    code = """
        from small import artifacts
        from small.runtime.problems import PipelineError
        for ask in (lambda: artifacts.load("rows"), lambda: artifacts.load("rows", run="first"), lambda: artifacts.inputs("total")):
            try:
                ask()
            except PipelineError as error:
                print(error)
    """
    assert upgraded.python(code).splitlines()[:2] == [
        "No run has an artifact 'rows'.",
        "Run first has no artifact 'rows'.",
    ]
    upgraded.run("run", "--run-id", "first")
    assert upgraded.statuses() == {"load": "done", "total": "done"}
    assert upgraded.load("rows") == "[0, 1, 2]"


def test_a_run_that_was_killed_is_told_as_stopped(upgraded: Project) -> None:
    (upgraded.root / "runs" / "first" / "report.html").unlink()
    runs = {each["run"]: each["status"] for each in json.loads(upgraded.run("runs", "list", "--json").stdout)}
    assert runs["first"] == "stopped"
