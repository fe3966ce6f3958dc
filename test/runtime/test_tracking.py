"""What tracking services are told of a run; the services are real, and write to files."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import PACKAGE, Project

TABLE = """
    Step("load", reads=["data.txt"], parameters=["factor"], outputs=["rows"]),
    Step("score", inputs=["rows"], outputs=["mae", "scores"], metrics=["mae", "scores"], writes=["out.txt"]),
"""
FILES = {
    "params.py": """
        from pydantic import BaseModel


        class Inner(BaseModel):
            name: str = "a b"


        class Params(BaseModel):
            factor: float = 2.0
            inner: Inner = Inner()
    """,
    "steps/load.py": "def load(factor):\n    return [factor * int(open('data.txt').read())]\n",
    "steps/score.py": """
        def score(rows):
            open("out.txt", "w").write("out")
            return 1 / rows[0], {"r2 (test)": 0.5, "bad": float("nan")}
    """,
    "files/data.txt": "7",
}
DATA = hashlib.sha256(b"7").hexdigest()


@pytest.fixture
def project(make_project) -> Project:
    return make_project(TABLE, FILES)


def events(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def short(found: list[dict]) -> list[tuple[str, str]]:
    return [(event["eventType"], event["job"]["name"]) for event in found]


def datasets(event: dict, kind: str) -> dict[tuple[str, str], str]:
    """Version of each dataset of an event."""
    return {(each["namespace"], each["name"]): each["facets"]["version"]["datasetVersion"] for each in event[kind]}


def test_missing_and_old_packages(project) -> None:
    refused = project.run("run", "--track", "mlflow", code=2).stderr
    assert refused == (
        "error: --track mlflow needs mlflow-skinny 3.0 or later, which is not installed. "
        "Install it with: uv sync --extra mlflow (or: pip install -e '.[mlflow]')\n"
    )
    (project.root / "src" / "mlflow_skinny-2.22.dist-info").mkdir()
    (project.root / "src" / "mlflow_skinny-2.22.dist-info" / "METADATA").write_text("Name: mlflow-skinny\nVersion: 2.22\n")
    refused = project.run("run", "--track", "mlflow", code=2).stderr
    assert refused == "error: --track mlflow needs mlflow-skinny 3.0 or later, and 2.22 is installed.\n"
    assert project.runs == []


def test_openlineage_events(project) -> None:
    project.run("run", "--track", "openlineage", "--run-id", "first")
    found = events(project.root / "runs" / "first" / "openlineage.jsonl")
    whole, load, score = "small", "small.load", "small.score"
    assert short(found) == [
        *(("START", whole), ("START", load), ("COMPLETE", load)),
        *(("START", score), ("COMPLETE", score), ("COMPLETE", whole)),
    ]
    runs = [event["run"]["runId"] for event in found]
    assert runs[0] == runs[5] and runs[1] == runs[2] and runs[3] == runs[4] and len(set(runs)) == 3
    parents = [event["run"]["facets"]["parent"]["run"]["runId"] for event in found[1:5]]
    assert parents == [runs[0]] * 4
    hashes = {artifact["variables"][0]["name"]: artifact["sha256"] for artifact in project.manifest()["artifacts"]}
    folder = (project.root / "files").resolve().as_posix()
    data, out = ("file", f"{folder}/data.txt"), ("file", f"{folder}/out.txt")
    assert datasets(found[2], "inputs") == {data: DATA}
    assert datasets(found[2], "outputs") == {("small", "load.rows"): hashes["rows"]}
    assert datasets(found[4], "inputs") == {("small", "load.rows"): hashes["rows"]}
    written = hashlib.sha256(b"out").hexdigest()
    assert datasets(found[4], "outputs") == {
        out: written,
        ("small", "score.mae"): hashes["mae"],
        ("small", "score.scores"): hashes["scores"],
    }
    assert datasets(found[5], "inputs") == {data: DATA} and datasets(found[5], "outputs") == {out: written}


def test_openlineage_tells_stored_results_and_failures(project) -> None:
    project.run("run")
    project.edit("steps/score.py", "1 / rows[0]", "1 / 0")
    project.run("run", "--track", "openlineage", code=1)
    found = events(project.runs[-1] / "openlineage.jsonl")
    assert [kind for kind, _ in short(found)] == ["START", "START", "COMPLETE", "START", "FAIL", "FAIL"]
    tags = {tag["key"]: tag["value"] for tag in found[2]["run"]["facets"]["tags"]["tags"]}
    assert tags["cached_from"] == project.runs[0].name
    error = found[4]["run"]["facets"]["errorMessage"]
    assert error["message"] == "division by zero" and "score.py" in error["stackTrace"]


def test_openlineage_columns(heating) -> None:
    heating.run("run", "--track", "openlineage", "--to", "load")
    (output,) = events(heating.runs[-1] / "openlineage.jsonl")[2]["outputs"]
    assert [(field["name"], field["type"]) for field in output["facets"]["schema"]["fields"]] == [
        ("day", "datetime64[ns]"),
        ("temp", "float64"),
    ]
    assert output["facets"]["dataQualityMetrics"]["columnMetrics"]["temp"]["nullCount"] == 20
    assert output["outputFacets"]["outputStatistics"]["rowCount"] == 400


def test_own_configuration_of_openlineage(project, monkeypatch) -> None:
    target = project.root / "events.jsonl"
    transport = {"type": "file", "log_file_path": str(target), "append": True}
    (project.root / "openlineage.yml").write_text(json.dumps({"transport": transport}))
    monkeypatch.setenv("OPENLINEAGE_NAMESPACE", "ours")
    project.run("run", "--track", "openlineage")
    assert {event["job"]["namespace"] for event in events(target)} == {"ours"}
    assert not (project.runs[-1] / "openlineage.jsonl").exists()


def test_a_service_that_fails_does_not_cost_the_run(project) -> None:
    transport = {"type": "file", "log_file_path": str(project.root / "no" / "such" / "folder"), "append": True}
    (project.root / "openlineage.yml").write_text(json.dumps({"transport": transport}))
    done = project.run("run", "--track", "openlineage")
    assert done.stdout.count("! OpenLineageTracker could not track the run: ") == 1
    assert project.manifest()["status"] == "done"


@dataclass
class WithMlflow(Project):
    """A project that is run by a Python with MLflow."""

    python_path: str = sys.executable

    def command(self, *arguments: str) -> list[str]:
        return [self.python_path, "-m", self.package, *arguments]

    def logged(self, address: str) -> list[dict]:
        """What MLflow has of all runs, the oldest first."""
        script = """
import json, sys
from mlflow import MlflowClient
client = MlflowClient(sys.argv[1])
rows = []
for experiment in client.search_experiments():
    for run in client.search_runs([experiment.experiment_id], order_by=["attributes.start_time"]):
        rows.append({
            "experiment": experiment.name,
            "name": run.info.run_name,
            "status": run.info.status,
            "seconds": (run.info.end_time - run.info.start_time) / 1000,
            "parameters": run.data.params,
            "metrics": run.data.metrics,
            "tags": run.data.tags,
            "data": [(one.dataset.name, one.dataset.digest) for one in run.inputs.dataset_inputs],
            "files": sorted(file.path for file in client.list_artifacts(run.info.run_id)),
            "place": run.info.artifact_uri,
        })
print(json.dumps(rows))
"""
        done = subprocess.run([self.python_path, "-c", script, address], capture_output=True, text=True, check=True)
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def python_with_mlflow(tmp_path_factory) -> str:
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not installed, which makes the environment with MLflow")
    venv = tmp_path_factory.mktemp("mlflow") / "venv"
    subprocess.run([uv, "venv", "-q", "--python", sys.executable, str(venv)], check=True)
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    template = (PACKAGE.parent / "pyproject.toml.hbs").read_text()
    extra = json.loads(re.search(r"^mlflow = (\[.*\])$", template, re.MULTILINE)[1])
    command = [uv, "pip", "install", "-q", "--python", str(python), *extra, "pydantic>=2", "cloudpickle"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"MLflow cannot be installed here: {done.stderr.strip()[-300:]}")
    return str(python)


@pytest.mark.slow
def test_mlflow(project, python_with_mlflow: str, monkeypatch) -> None:
    project = WithMlflow(project.root, project.package, python_with_mlflow)
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_EXPERIMENT_NAME"):
        monkeypatch.delenv(name, raising=False)
    project.run("run", "--track", "mlflow", "--run-id", "x", "--matrix", "factor=2,0", "--jobs", "2", code=1)
    address = f"sqlite:///{project.root / 'mlflow.db'}"
    done, failed = sorted(project.logged(address), key=lambda row: row["name"], reverse=True)
    assert (done["experiment"], done["name"], done["status"]) == ("small", "x-factor-2", "FINISHED")
    assert (failed["name"], failed["status"]) == ("x-factor-0", "FAILED")
    manifest = project.manifest("x-factor-2")
    assert done["parameters"] == {"factor": "2.0", "inner.name": "a b"}
    seconds = {f"seconds/{step['name']}": step["seconds"] for step in manifest["steps"]}
    assert done["metrics"] == {"mae": 1 / 14, "scores.r2 _test_": 0.5, "seconds": manifest["seconds"], **seconds}
    assert done["seconds"] == pytest.approx(manifest["seconds"], abs=0.05)
    assert (done["tags"]["mlflow.user"], done["tags"]["host"]) == (manifest["user"], manifest["host"])
    assert done["data"] == [["data.txt", DATA[:36]]]
    assert done["files"] == ["manifest.json", "report.html"]
    assert done["place"].startswith((project.root / "mlruns").as_uri())
    other = f"sqlite:///{project.root / 'other.db'}"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", other)
    monkeypatch.setenv("MLFLOW_EXPERIMENT_NAME", "mine")
    project.run("run", "--track", "mlflow")
    (row,) = project.logged(other)
    assert (row["experiment"], row["status"]) == ("mine", "FINISHED")
