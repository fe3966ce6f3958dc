"""What a run tells of itself: who, where, from which commit, code, data and seeds, and what it took."""

from __future__ import annotations

import getpass
import hashlib
import os
import platform
import subprocess

import numpy as np
import pytest

TABLE = """
    Step("load", reads=["data.txt"], outputs=["rows"], parameters=["count", "seed"], draws=True),
    Step("train", inputs=["rows"], outputs=["score"], writes=["out.txt"], draws=True),
"""
FILES = {
    "params.py": "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    count: int = 2\n    seed: int = 5\n",
    "functions.py": "def double(x):\n    return 2 * x\n",
    "steps/load.py": """
        import random

        from small.functions import double

        def load(count, seed):
            other = 3
            random.seed(seed)
            generator = random.Random(other)
            return [double(int(open("data.txt").read())) for _ in range(count)]
    """,
    "steps/train.py": """
        import random

        def train(rows):
            open("out.txt", "w").write("out")
            memory = bytearray(120_000_000)
            end = __import__("time").process_time() + 0.4
            while __import__("time").process_time() < end:
                pass
            return random.random()
    """,
    "files/data.txt": "7",
}


@pytest.fixture
def project(make_project):
    return make_project(TABLE, FILES)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def git(project, *arguments: str) -> str:
    options = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *options, *arguments], cwd=project.root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_who_and_where(project) -> None:
    project.run("run")
    manifest = project.manifest()
    assert manifest["user"] == getpass.getuser()
    assert (manifest["host"], manifest["platform"]) == (platform.node(), platform.platform())
    assert manifest["cpus"] == os.cpu_count()
    assert manifest["git"] is None


def test_steps(project) -> None:
    project.run("run")
    first = project.manifest()
    load, train = first["steps"]
    assert load["reads"] == {"data.txt": digest("7")} and train["reads"] == {}
    assert train["writes"] == {"out.txt": digest("out")}
    assert load["seeds"] == [{"call": "random.seed", "value": 5}, {"call": "random.Random", "value": 3}]
    assert train["random_before"] == load["random_state"]["sha256"] and load["random_before"] is None
    assert 0.4 <= train["resources"]["cpu_seconds"] < 20 and load["resources"]["cpu_seconds"] < 0.4
    assert 0 < load["resources"]["peak_memory_bytes"] < 120_000_000 < train["resources"]["peak_memory_bytes"]
    codes = [step["code"] for step in first["steps"]]
    project.edit("steps/load.py", "other = 3", "other = 3  # a comment")
    project.run("run", "--fresh")
    assert [step["code"] for step in project.manifest()["steps"]] == codes
    project.edit("functions.py", "2 * x", "3 * x")
    project.run("run")
    changed = [step["code"] for step in project.manifest()["steps"]]
    assert changed[0] != codes[0] and changed[1] == codes[1]
    project.run("step", "load", "--run", "engine")
    assert project.manifest("engine")["steps"][0]["code"] == changed[0]
    assert project.manifest("engine")["user"] == getpass.getuser()


def test_a_stored_result_keeps_what_it_told(project) -> None:
    project.run("run")
    before = project.manifest()["steps"]
    project.run("run")
    after = project.manifest()["steps"]
    assert [step["status"] for step in after] == ["cached", "cached"]
    for field in ("code", "reads", "writes", "seeds", "random_before", "resources"):
        assert [step[field] for step in after] == [step[field] for step in before]


def test_in_one_process(project) -> None:
    project.run("run", "--in-process")
    assert [step["resources"]["peak_memory_bytes"] for step in project.manifest()["steps"]] == [None, None]


def test_commit(project) -> None:
    (project.root / ".gitignore").write_text("runs/\n__pycache__/\n")
    git(project, "init")
    project.run("run")
    assert project.manifest()["git"] == {"commit": None, "branch": "main", "dirty": True}
    git(project, "add", ".")
    git(project, "commit", "-m", "first")
    commit = git(project, "rev-parse", "HEAD")

    def state() -> dict:
        project.run("run")
        return project.manifest()["git"]

    clean = {"commit": commit, "branch": "main", "dirty": False}
    assert state() == clean
    (project.root / "files" / "new data.txt").write_text("data is told by its hash")
    assert state() == clean
    (project.source / "neü.py").write_text("")
    assert state() == {**clean, "dirty": True}
    (project.source / "neü.py").unlink()
    project.edit("functions.py", "2 * x", "2 * x  # edited")
    assert state() == {**clean, "dirty": True}
    git(project, "checkout", "--detach")
    git(project, "checkout", ".")
    assert state() == {**clean, "branch": None}


@pytest.mark.parametrize("program", ["sleep 60", "exit 1"])
def test_git_never_stands_in_the_way(project, program: str, monkeypatch) -> None:
    (project.root / ".git").mkdir()
    tools = project.root / "tools"
    tools.mkdir()
    (tools / "git").write_text(f"#!/bin/sh\n{program}\n")
    (tools / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    seconds = float(
        project.python(
            "import time; from small.runtime import metadata; t = time.time(); "
            "print(time.time() - t) if metadata.git_state() is None else None"
        )
    )
    assert seconds < 20
    monkeypatch.setenv("PATH", str(tools / "nothing"))
    assert project.python("from small.runtime import metadata; print(metadata.git_state())") == "None"


def test_it_costs_little(project) -> None:
    """Processor time, since the time on the wall depends on what else the machine does."""
    code = """
        import time
        from small.runtime import metadata, project, seeds, store, usage
        store.run_folder("r").mkdir(parents=True)
        step = project.load_pipeline().step("load")
        start = time.process_time()
        metadata.begin("r")
        middle = time.process_time()
        seeds.seeds_of(step, {})
        usage.Usage(True).so_far()
        print(middle - start, time.process_time() - middle)
    """
    run, step = map(float, project.python(code).split())
    print(f"metadata of a run: {run * 1000:.1f} ms, of a step: {step * 1000:.1f} ms")
    assert run < 0.03 and step < 0.005


SEEDS = {
    "np.random.seed(7)": [("np.random.seed", 7)],
    "SEED = 3\nnp.random.seed(SEED)": [("np.random.seed", 3)],
    "SEED = 3\nSEED = 4\nnp.random.seed(SEED)": [],
    "for s in range(3):\n    np.random.seed(s)": [],
    "model = Forest(random_state=0, n=3)": [("Forest", 0)],
    "rng = np.random.default_rng(seed=1)\nrng2 = default_rng(2)": [("np.random.default_rng", 1), ("default_rng", 2)],
    "torch.manual_seed(1)\ntorch.manual_seed(1)": [("torch.manual_seed", 1)],
    "split(x, random_state=None)\nfit(seed=True)": [],
    "np.random.seed()": [],
    "np.random.seed(chosen)": [("np.random.seed", 11)],
    "this is no Python": [],
}


@pytest.mark.parametrize("source", SEEDS)
def test_seeds(runtime, source: str, tmp_path, monkeypatch) -> None:
    path = tmp_path / "one.py"
    path.write_text(source)
    seeds = runtime("seeds")
    monkeypatch.setattr(seeds.project, "step_file", lambda name: path)
    found = seeds.seeds_of(runtime("table").Step("one"), {"chosen": 11})
    assert [(each["call"], each["value"]) for each in found] == SEEDS[source]


def test_numbers(runtime) -> None:
    metrics = runtime("metrics")
    outputs = {
        "a": 1,
        "b": np.float32(0.5),
        "c": True,
        "d": np.bool_(True),
        "e": float("nan"),
        "f": {"mae": np.int64(2), "name": "x", 3: 4.0, "inner": {"x": 1}},
        "g": "1",
        "h": 1j,
        "i": [1.0],
        "j": dict.fromkeys(map(str, range(101)), 1),
        "k": -np.inf,
    }
    assert metrics.numbers_in(outputs) == {"a": 1, "b": 0.5, "e": "nan", "f.mae": 2, "k": "-inf"}
    table = runtime("table")
    assert metrics.metrics_among(table.Step("s", metrics=["f", "c"]), metrics.numbers_in(outputs)) == {"f.mae": 2}
    steps = {"one": {"r2": 1, "n": 5}, "two": {"r2": 2}, "three": {"r2": 3}}
    assert metrics.merge_metrics(steps) == {"one.r2": 1, "n": 5, "two.r2": 2, "r2": 3}
