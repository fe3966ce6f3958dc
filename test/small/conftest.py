"""Small projects written by a test, run by the small runner in processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

SMALL = Path(__file__).parents[2] / "templates" / "python" / "small"


@dataclass
class Project:
    """A project on disk, whose package is `wells`."""

    root: Path

    @property
    def source(self) -> Path:
        return self.root / "src" / "wells"

    def step(self, name: str, text: str) -> None:
        (self.source / "steps" / f"{name}.py").write_text(textwrap.dedent(text))

    def run(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = self.start("-m", "wells", "run", *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def start(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.root / "src")}
        return subprocess.run(
            [sys.executable, *arguments], cwd=self.root, env=environment, capture_output=True, text=True, timeout=120
        )

    def python(self, code: str) -> str:
        done = self.start("-c", textwrap.dedent(code))
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def load(self, name: str) -> str:
        return self.python(f"from wells import artifacts; print(repr(artifacts.load({name!r})))")

    def statuses(self, run: str) -> dict[str, str]:
        records = [json.loads(path.read_text()) for path in self.root.glob(f"runs/{run}/steps/*.json")]
        return {record["step"]: record["status"] for record in records}

    def log(self, run: str, step: str) -> list[dict]:
        record = json.loads((self.root / "runs" / run / "steps" / f"{step}.json").read_text())
        return [json.loads(line) for line in (self.root / "runs" / record["log"]["file"]).read_text().splitlines()]


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Writes a project: its rows, its steps as functions by name, its parameters and settings as text."""

    def make(rows: str, params: str = "pass", settings: str = "", **steps: str) -> Project:
        project = Project(tmp_path / "wells project")
        shutil.copytree(SMALL, project.source, ignore=shutil.ignore_patterns("__pycache__"))
        (project.source / "steps").mkdir()
        for folder in (project.source, project.source / "steps"):
            (folder / "__init__.py").touch()
        table = f"from wells.runtime.table import Step\n\nWORKDIR = 'files'\nSTEPS = [{rows}]\n"
        (project.source / "pipeline.py").write_text(table)
        model = f"from pydantic import BaseModel, ConfigDict\n\n\nclass Params(BaseModel):\n    model_config = ConfigDict(extra='forbid')\n    {params}\n"
        (project.source / "params.py").write_text(model)
        (project.source / "settings.py").write_text(textwrap.dedent(settings))
        for name, text in steps.items():
            project.step(name, text)
        return project

    return make
