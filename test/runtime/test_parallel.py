"""Independent steps run at the same time, dependent ones one after the other."""

from __future__ import annotations

import itertools
import json
import subprocess

STEP = """
import time
from pathlib import Path

def {name}({inputs}):
    start = time.monotonic()
    time.sleep({seconds})
    Path("{name}.span").write_text(f"[{{start}}, {{time.monotonic()}}]")
    return 1
"""

TABLE = """
    Step("one", outputs=["a"]),
    Step("left", inputs=["a"], outputs=["b"]),
    Step("right", inputs=["a"], outputs=["c"]),
    Step("join", inputs=["b", "c"], outputs=["d"]),
    Step("later", after=["join"]),
    Step("writer", writes=["data.txt"]),
    Step("reader", reads=["data.txt"]),
"""

INPUTS = {"one": "", "left": "a", "right": "a", "join": "b, c", "later": "", "writer": "", "reader": ""}


def spans(project) -> dict[str, list[float]]:
    return {name: json.loads((project.root / "files" / f"{name}.span").read_text()) for name in INPUTS}


def make(make_project, seconds: float):
    files = {
        f"steps/{name}.py": STEP.format(name=name, inputs=takes, seconds=seconds) for name, takes in INPUTS.items()
    }
    files["steps/writer.py"] = files["steps/writer.py"].replace(
        "    return", '    Path("data.txt").write_text("x")\n    return'
    )
    return make_project(TABLE, files)


def test_order_and_overlap(make_project) -> None:
    project = make(make_project, 3)
    project.run("run", "--jobs", "4")
    span = spans(project)
    for before, after in [("one", "left"), ("one", "right"), ("left", "join"), ("right", "join"), ("join", "later")]:
        assert span[before][1] <= span[after][0]
    assert span["writer"][1] <= span["reader"][0]
    assert span["left"][0] < span["right"][1] and span["right"][0] < span["left"][1]
    assert span["one"][0] < span["writer"][1] and span["writer"][0] < span["one"][1]


def test_one_job_at_a_time(make_project) -> None:
    project = make(make_project, 0.1)
    project.run("run", "--jobs", "1")
    ordered = sorted(spans(project).values())
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(ordered))


def test_two_runs_at_once(make_project) -> None:
    project = make(make_project, 0.2)
    runners = [
        subprocess.Popen(project.command("run"), cwd=project.root, env=project.environment, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [runner.wait(120) for runner in runners] == [0, 0]
    assert len(project.runs) == 2
    assert all(project.manifest(run.name)["status"] == "done" for run in project.runs)
