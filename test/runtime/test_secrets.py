"""Secrets reach the steps that take them, and nothing else: no file, no output."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from conftest import Project

VALUE, OTHER = "hunter2-swordfish", "pa55-of-the-base"
PARAMS = """
from pydantic import BaseModel, ConfigDict, Field, SecretStr


class Base(BaseModel):
    user: str = "reader"
    password: SecretStr


class Params(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    count: int = 1
    token: SecretStr
    key: SecretStr = SecretStr("")
    base: Base = Base(password=SecretStr("default"))
    pin: SecretStr = Field(SecretStr("0000"), min_length=4)
"""
FILES = {
    "params.py": PARAMS,
    "steps/plain.py": "def plain(count):\n    return count + 1\n",
    "steps/use.py": """
def use(token, base, n):
    print(token, base, repr(token))
    return [len(token.get_secret_value()), base.user, len(base.password.get_secret_value())]
""",
    "steps/broken.py": "def broken(token):\n    raise ValueError(f'no access with {token}')\n",
}
TABLE = """
Step("plain", parameters=["count"], outputs=["n"]),
Step("use", parameters=["token", "base"], inputs=["n"], outputs=["found"]),
"""


@pytest.fixture
def project(make_project) -> Project:
    return make_project(TABLE, FILES)


def run(project: Project, *arguments: str, code: int = 0, **variables: str) -> str:
    """Run a command with variables in its environment; returns all it prints."""
    environment = {**project.environment, **variables}
    done = subprocess.run(
        project.command(*arguments), cwd=project.root, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def told(project: Project, *secrets: str) -> list[Path]:
    """The files of the project that hold a secret."""
    found = [path for path in project.root.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return [path for path in found if any(each.encode() in path.read_bytes() for each in secrets)]


@pytest.mark.parametrize("in_process", [False, True])
def test_a_step_gets_it_and_nothing_keeps_it(project: Project, tmp_path: Path, in_process: bool) -> None:
    file = tmp_path / "base.txt"
    file.write_text(f"{OTHER}\n")
    given = {"SMALL__TOKEN": VALUE, "SMALL__BASE__PASSWORD_FILE": str(file)}
    text = run(project, "run", *(["--in-process"] if in_process else []), **given)
    assert project.load("found") == repr([len(VALUE), "reader", len(OTHER)])
    parameters = project.manifest()["parameters"]
    assert parameters["token"] == parameters["base"]["password"] == "**********"
    assert VALUE not in text
    assert told(project, VALUE, OTHER) == []
    shown = run(project, "config", "show", **given)
    assert VALUE not in shown and OTHER not in shown
    answer = json.loads(run(project, "config", "show", "--json", **given))
    origins = {each["name"]: each["from"] for each in answer["parameters"]}
    assert origins["token"] == "environment SMALL__TOKEN"
    assert origins["base.password"] == f"file {file}"
    assert origins["key"] == "params.py"


def test_a_failed_step_does_not_tell_it(make_project) -> None:
    project = make_project('Step("broken", parameters=["token"])', FILES)
    text = run(project, "run", code=1, SMALL__TOKEN=VALUE)
    assert "no access with **********" in text
    assert VALUE not in text
    assert told(project, VALUE) == []


def test_only_steps_that_take_it_need_it(project: Project) -> None:
    run(project, "step", "plain", "--run", "night")
    text = run(project, "step", "use", "--run", "night", code=2)
    assert "Secret 'token' is not there. Set the environment variable SMALL__TOKEN, or SMALL__TOKEN_FILE" in text
    run(project, "step", "use", "--run", "night", SMALL__TOKEN=VALUE)
    assert project.load("found", run="night") == repr([len(VALUE), "reader", len("default")])
    assert told(project, VALUE) == []
    refused = run(project, "run", code=2)
    assert "Secret 'token' is not there." in refused
    assert "not set" in run(project, "config", "show")


@pytest.mark.parametrize(
    ("options", "files", "variables", "message"),
    [
        (
            [],
            {"base": f"parameters:\n  token: {VALUE}\n"},
            {},
            "conf/base.yaml:2: 'token' is a secret, which comes from",
        ),
        (
            [],
            {"base": f"parameters:\n  base: {{password: {VALUE}}}\n"},
            {},
            "conf/base.yaml:2: 'base.password' is a secret",
        ),
        ([f"--patch=token={VALUE}"], {}, {}, "'token' is a secret, which comes from nowhere but the environment."),
        ([f'--patch=base={{"password": "{VALUE}"}}'], {}, {}, "'base' holds secrets: set its other fields"),
        ([f"--patch=token:{VALUE}"], {}, {}, "A patch reads NAME=VALUE, not 'token'."),
        ([], {}, {"SMALL__TOKEN_FILE": "/nowhere/at/all"}, "The file /nowhere/at/all that SMALL__TOKEN_FILE names"),
        ([], {}, {"SMALL__TOKEN": VALUE, "SMALL__PIN": "937"}, "Secret 'pin' is not valid."),
    ],
)
def test_what_is_refused_is_not_told(project: Project, options, files, variables, message: str) -> None:
    for name, text in files.items():
        (project.root / "conf").mkdir(exist_ok=True)
        (project.root / "conf" / f"{name}.yaml").write_text(text)
    told_text = run(project, "run", *options, code=2, **variables)
    assert message in told_text
    assert VALUE not in told_text and "937" not in told_text
    assert "Traceback" not in told_text


def test_other_fields_of_a_model_with_a_secret(project: Project) -> None:
    run(project, "run", "--patch", "base.user=writer", SMALL__TOKEN=VALUE)
    assert project.load("found") == repr([len(VALUE), "writer", len("default")])
    assert not os.environ.get("SMALL__TOKEN")
