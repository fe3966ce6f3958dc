"""Runs for all combinations of parameters: side by side, each with a name of its own, common steps run once."""

from __future__ import annotations

import itertools
import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

TABLE = """
    Step("load", outputs=["rows"]),
    Step("fit", inputs=["rows"], parameters=["alpha"], outputs=["model"]),
    Step("score", inputs=["model"], parameters=["country"], outputs=["mae"], metrics=["mae"]),
"""
PARAMS = """
from pydantic import BaseModel, ConfigDict


class Inner(BaseModel):
    rate: float = 0.5


class Params(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    alpha: float = 1.0
    country: str = "US"
    sizes: list[int] = [1]
    inner: Inner = Inner()
"""
# every step writes down, outside of the working directory, when it ran
STEP = """
import json
import os
import time
from pathlib import Path

def {name}({takes}):
    start = time.monotonic()
    {body}
    spans = Path(__file__).resolve().parents[3] / "spans"
    spans.mkdir(exist_ok=True)
    (spans / f"{name}-{{os.getpid()}}").write_text(json.dumps([start, time.monotonic()]))
    return {gives}
"""
BODIES = {
    "load": ("", "time.sleep(0.3)", "[1, 2]"),
    "fit": ("rows, alpha", "time.sleep(0.1)", "sum(rows) * alpha"),
    "score": ("model, country", "time.sleep(0.1)", "model + len(country)"),
}


def files(**bodies: tuple[str, str, str]) -> dict[str, str]:
    steps = {
        f"steps/{name}.py": STEP.format(name=name, takes=takes, body=body, gives=gives)
        for name, (takes, body, gives) in {**BODIES, **bodies}.items()
    }
    return {"params.py": PARAMS, **steps}


def spans(project, step: str = "") -> list[list[float]]:
    return [json.loads(path.read_text()) for path in (project.root / "spans").glob(f"{step}*")]


def run(project, *arguments: str, code: int = 0) -> list[dict]:
    return json.loads(project.run("run", *arguments, "--json", code=code).stdout)


def test_every_combination_and_common_steps_once(make_project) -> None:
    project = make_project(TABLE, files())
    rows = run(project, "--matrix", "country=US,DE,FRA", "--sweep", "alpha=0.5,2", "--jobs", "4", "--run-id", "all")
    assert [(row["combination"], row["status"], row["metrics"]) for row in rows] == [
        ({"country": country, "alpha": alpha}, "done", {"mae": 3 * alpha + len(country)})
        for country, alpha in itertools.product(("US", "DE", "FRA"), (0.5, 2.0))
    ]
    assert [row["run"] for row in rows][:2] == ["all-country-US-alpha-0.5", "all-country-US-alpha-2"]
    assert [len(spans(project, step)) for step in BODIES] == [1, 2, 6]
    assert sum(row["cached"] for row in rows) == 5 + 4
    assert project.manifest("all-country-DE-alpha-2")["parameters"]["country"] == "DE"
    assert {run.name for run in project.runs} == {row["run"] for row in rows}
    again = run(project, "--matrix", "country=US,DE", "--patch", "alpha=2")
    assert [(row["done"], row["cached"]) for row in again] == [(0, 3), (0, 3)]


def test_the_table(make_project) -> None:
    project = make_project(TABLE, files())
    text = project.run("run", "--matrix", "country=US,FRA", "--run-id", "x", "--jobs", "1").stdout
    table = text.split("\n\n")[1].splitlines()
    assert table[0].split() == ["country", "status", "seconds", "steps", "run", "cached", "mae", "run"]
    assert [[*line.split()[:2], *line.split()[3:]] for line in table[1:]] == [
        ["US", "done", "3", "0", "5", "x-country-US"],
        ["FRA", "done", "1", "2", "6", "x-country-FRA"],
    ]
    assert "[country=US] ✓ load" in text and "[country=FRA] = load" in text


@pytest.mark.parametrize("jobs", [1, 2])
def test_jobs_hold_for_all_runs(make_project, jobs: int) -> None:
    project = make_project(TABLE, files())
    run(project, "--matrix", "alpha=1,2,3,4", "--jobs", str(jobs))
    found = spans(project)
    assert len(found) == 9
    most = max(sum(other[0] <= one[0] < other[1] for other in found) for one in found)
    assert most <= jobs
    again = run(project, "--fresh", "--matrix", "alpha=1,2", "--jobs", str(jobs))
    assert sum(row["cached"] for row in again) == 1  # whichever came second


def test_failures(make_project) -> None:
    project = make_project(TABLE, files(fit=("rows, alpha", "1 / alpha", "sum(rows) * alpha")))
    rows = run(project, "--matrix", "alpha=1,0,2", code=1)
    assert [(row["status"], row["metrics"]) for row in rows] == [
        ("done", {"mae": 5.0}),
        ("failed", {}),
        ("done", {"mae": 8.0}),
    ]


def test_a_common_failure_happens_once(make_project) -> None:
    counted = "(Path(__file__).parents[3] / f'try-{os.getpid()}').write_text(''); 1 / 0"
    project = make_project(
        TABLE.replace('outputs=["rows"]', 'outputs=["rows"], retries=1'), files(load=("", counted, ""))
    )
    rows = run(project, "--matrix", "alpha=1,2,3", "--jobs", "3", code=1)
    assert [row["status"] for row in rows] == ["failed"] * 3
    assert len(list(project.root.glob("try-*"))) == 2
    for row in rows:
        manifest = project.manifest(row["run"])
        assert manifest["steps"][0]["error"]["type"] == "ZeroDivisionError" and manifest["steps"][0]["attempts"] == 2
        assert (project.root / "runs" / row["run"] / "report.html").exists()


def test_values_are_read_by_type(make_project) -> None:
    table = 'Step("show", parameters=["sizes", "inner", "country"], outputs=["seen"]),'
    step = "def show(sizes, inner, country):\n    return [sizes, inner.rate, country]\n"
    project = make_project(table, {"params.py": PARAMS, "steps/show.py": step})
    rows = run(project, "--matrix", "sizes=[1,2],[3]", "--sweep", "inner.rate=1e-1,2", "--matrix", "country=a b")
    combinations = [row["combination"] for row in rows]
    assert combinations[0] == {"sizes": [1, 2], "country": "a b", "inner.rate": 0.1}
    seen = [project.load("seen", run=row["run"]) for row in rows]
    assert seen == ["[[1, 2], 0.1, 'a b']", "[[1, 2], 2.0, 'a b']", "[[3], 0.1, 'a b']", "[[3], 2.0, 'a b']"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--matrix", "alpha=1,x"], "'alpha' cannot be 'x': it takes a number (float)."),
        (["--matrix", "gamma=1"], "There is no parameter 'gamma'."),
        (["--matrix", "alpha"], "Values to combine read NAME=VALUE,VALUE, not 'alpha'."),
        (["--sweep", "alpha=1,,2"], "Values to combine read NAME=VALUE,VALUE, not 'alpha=1,,2'."),
        (["--matrix", "alpha=1", "--sweep", "alpha=2"], "Parameter 'alpha' has values in several options."),
        (["--matrix", "alpha=1,2", "--in-process"], "leave --in-process out."),
    ],
)
def test_refused_before_anything_runs(make_project, arguments: list[str], message: str) -> None:
    project = make_project(TABLE, files())
    assert message in project.run("run", *arguments, code=2).stderr
    assert project.runs == []


def test_split_values(runtime) -> None:
    split = runtime("combinations").split_values
    assert split("a,b") == ["a", "b"] and split("a") == ["a"] and split("a,") == ["a", ""]
    assert split('[1,2],{"a": [3, 4]},x"y') == ["[1,2]", '{"a": [3, 4]}', 'x"y']
    assert split('["a,]b"],["\\"]"],c') == ['["a,]b"]', '["\\"]"]', "c"]


def test_names(runtime, monkeypatch) -> None:
    """Values become part of names that any system has for folders, each name once."""
    combinations = runtime("combinations")
    pydantic = pytest.importorskip("pydantic")
    model = pydantic.create_model("Params", path=(str, ""), at=(int, 0))
    monkeypatch.setattr(runtime("parameters"), "params_type", lambda: model)
    names = [each.name for each in combinations.combinations([f"path=/a b,../a*b,{'x' * 200},{'x' * 201}"], [])]
    assert names[:2] == ["path-_a_b", "path-.._a_b"]
    assert len(set(names)) == 4 and max(map(len, names)) < 90


def test_runs_that_write_files_do_not_mix_them(make_project) -> None:
    table = """
        Step("write", parameters=["country"], writes=["out.txt"]),
        Step("read", reads=["out.txt"], outputs=["found"]),
    """
    steps = {
        "steps/write.py": "def write(country):\n    open('out.txt', 'w').write(country)\n",
        "steps/read.py": "import time\n\ndef read():\n    time.sleep(0.2)\n    return open('out.txt').read()\n",
    }
    project = make_project(table, {"params.py": PARAMS, **steps})
    rows = run(project, "--matrix", "country=a,b,c", "--jobs", "4")
    assert [project.load("found", run=row["run"]) for row in rows] == ["'a'", "'b'", "'c'"]


def test_stopping(make_project) -> None:
    project = make_project(
        TABLE,
        files(
            fit=(
                "rows, alpha",
                "(Path(__file__).parents[3] / f'{alpha}.pid').write_text(str(os.getpid())); time.sleep(600)",
                "0",
            )
        ),
    )
    runner = subprocess.Popen(
        project.command("run", "--matrix", "alpha=1,2,3,4", "--jobs", "2", "--json"),
        cwd=project.root,
        env=project.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 60
    while time.monotonic() < end and len(list(project.root.glob("*.pid"))) < 2:
        time.sleep(0.1)
    runner.send_signal(signal.SIGTERM)
    rows = json.loads(runner.communicate(timeout=60)[0])
    assert runner.returncode == 130
    assert [row["status"] for row in rows] == ["stopped", "stopped", "not run", "not run"]
    assert project.manifest(rows[0]["run"])["status"] == "stopped"
    processes = [int(path.read_text()) for path in project.root.glob("*.pid")]
    assert len(processes) == 2 and not any(Path(f"/proc/{process}").exists() for process in processes)


def test_json_of_one_run(make_project) -> None:
    project = make_project(TABLE, files())
    (row,) = run(project, "--run-id", "one")
    assert (row["run"], row["status"], row["metrics"]) == ("one", "done", {"mae": 5.0})
