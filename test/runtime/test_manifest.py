"""Manifests follow their published schema, in every state that a run can be in."""

from __future__ import annotations

import json
import signal
import subprocess
import time

import pytest
from jsonschema import Draft202012Validator

from conftest import HERE

SCHEMA = json.loads((HERE.parents[1] / "docs" / "schemas" / "run-manifest.schema.json").read_text())

TABLE = """
    Step("one", outputs=["a", "b"], draws=True),
    Step("two", inputs=["a"], outputs=["c"]),
    Step("three", outputs=["d"]),
"""

FILES = {
    "steps/one.py": "import random\n\ndef one():\n    random.seed(1)\n    a = [1]\n    return a, {'a': a}\n",
    "steps/two.py": "def two(a):\n    return lambda: a\n",
    "steps/three.py": "def three():\n    return (x for x in 'a')\n",
}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(SCHEMA)
    return Draft202012Validator(SCHEMA)


def check(validator: Draft202012Validator, manifest: dict) -> dict:
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(manifest)]
    assert errors == []
    return manifest


def test_done_cached_and_partial(make_project, validator) -> None:
    project = make_project(TABLE, FILES)
    project.run("run")
    manifest = check(validator, project.manifest())
    assert manifest["status"] == "done"
    assert manifest["artifacts"][0]["variables"] == [{"name": "a", "type": "list"}, {"name": "b", "type": "dict"}]
    assert manifest["artifacts"][0]["reason"] == "a, b share data"
    assert [each["format"] for each in manifest["artifacts"]] == ["pickle", "cloudpickle"]
    assert manifest["steps"][0]["random_state"]["bytes"] > 1000
    assert [step["attempts"] for step in manifest["steps"]] == [1, 1, 1]
    assert "'d' is not stored" in manifest["warnings"][0]
    first = project.runs[-1].name
    project.run("run", "--to", "one")
    manifest = check(validator, project.manifest())
    assert manifest["steps"][0]["cached_from"] == first
    assert [step["status"] for step in manifest["steps"]] == ["cached", "not run", "not run"]
    project.run("step", "one", "--run", "engine")
    assert check(validator, project.manifest("engine"))["status"] == "running"


def test_failed_and_killed(make_project, validator) -> None:
    for number, body in enumerate(("1 / 0", "__import__('os')._exit(1)", "open('w', 'w').close() or (x for x in 'a')")):
        files = {**FILES, "steps/two.py": f"def two(a):\n    return {body}\n"}
        files["steps/four.py"] = "def four(c):\n    pass\n"
        project = make_project(TABLE + 'Step("four", inputs=["c"]),\n', files, name=f"project{number}")
        project.run("run", code=1)
        assert check(validator, project.manifest())["status"] == "failed"


def test_running_and_stopped(make_project, validator) -> None:
    files = {**FILES, "steps/two.py": "import time\n\ndef two(a):\n    time.sleep(600)\n"}
    project = make_project(TABLE, files)
    runner = subprocess.Popen(
        project.command("run"), cwd=project.root, env=project.environment, stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while time.monotonic() < end and not (project.runs and (project.runs[-1] / "logs" / "two.jsonl").exists()):
        time.sleep(0.1)
    # The log is there a moment before the manifest says so.
    while time.monotonic() < end and project.statuses()["two"] != "running":
        time.sleep(0.1)
    manifest = check(validator, project.manifest())
    assert manifest["status"] == "running"
    assert {step["name"]: step["status"] for step in manifest["steps"]}["two"] == "running"
    assert manifest["process"] == runner.pid
    assert told(project) == "running"
    runner.send_signal(signal.SIGTERM)
    runner.wait(60)
    assert check(validator, project.manifest())["status"] == "stopped"
    path = project.runs[-1] / "manifest.json"
    path.write_text(json.dumps({**manifest, "process": runner.pid}))
    assert told(project) == "killed"
    path.write_text(json.dumps({**manifest, "host": "another machine"}))
    assert told(project) == "running"


def told(project) -> str:
    """What `runs` tells of the status of the latest run."""
    return json.loads(project.run("runs", "list", "--json").stdout)[-1]["status"]


def test_configuration(make_project, validator) -> None:
    project = make_project(TABLE, FILES)
    project.run("run", "--to", "one")
    assert check(validator, project.manifest())["configuration"] is None
    (project.root / "conf").mkdir()
    (project.root / "conf" / "base.yaml").write_text("steps: {one: {retries: 1}}\n")
    project.run("run", "--to", "one")
    configuration = check(validator, project.manifest())["configuration"]
    assert configuration["env"] == "local"
    assert configuration["steps"] == {"one": {"retries": 1}}


def test_values_made_again(make_project, validator) -> None:
    files = {**FILES, "steps/two.py": "def two(a):\n    return (x for x in 'a')\n"}
    files["steps/four.py"] = "def four(c):\n    pass\n"
    project = make_project(TABLE + 'Step("four", inputs=["c"]),\n', files)
    project.run("run")
    manifest = project.manifest()
    validator.validate(manifest)
    steps = {step["name"]: step for step in manifest["steps"]}
    assert steps["two"]["unstored"] == {"c": "a generator cannot be stored"}
    assert [note["from"] for note in steps["four"]["remade"]] == ["two"]
