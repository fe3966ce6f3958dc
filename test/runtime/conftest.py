"""Projects to test the runtime with: the hand-made `heating`, and small ones written by a test."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "templates" / "python" / "package"

pytest_plugins = ["trained"]


@dataclass
class Project:
    """A project on disk, run in processes of its own."""

    root: Path
    package: str = "heating"

    @property
    def source(self) -> Path:
        return self.root / "src" / self.package

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", self.package, *arguments]

    @property
    def environment(self) -> dict[str, str]:
        own = {"PYTHONHASHSEED", "MPLBACKEND", "PIPELINE_RUNS", "PIPELINE_ENV", "PIPELINE_CONFIG"}
        kept = {name: value for name, value in os.environ.items() if name not in own}
        return {**kept, "PYTHONPATH": str(self.root / "src")}

    def run(self, *arguments: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        """Run a command of the project; `code` is the exit code to insist on."""
        done = subprocess.run(
            self.command(*arguments), cwd=self.root, env=self.environment, capture_output=True, text=True, timeout=300
        )
        if code is not None and done.returncode != code:
            raise AssertionError(f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def python(self, code: str) -> str:
        """Run Python code beside the project; returns what it prints."""
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def load(self, name: str, **options: str) -> str:
        """The repr of an artifact, loaded in a process of its own."""
        arguments = "".join(f", {key}={value!r}" for key, value in options.items())
        return self.python(f"from {self.package} import artifacts; print(repr(artifacts.load({name!r}{arguments})))")

    @property
    def runs(self) -> list[Path]:
        found = [path.parent for path in self.root.glob("runs/*/parameters.json")]
        return sorted(found, key=lambda path: (path / "parameters.json").stat().st_mtime_ns)

    def manifest(self, run: str | None = None) -> dict:
        import json

        folder = self.root / "runs" / run if run else self.runs[-1]
        return json.loads((folder / "manifest.json").read_text())

    def statuses(self) -> dict[str, str]:
        """Status of each step in the latest run."""
        return {step["name"]: step["status"] for step in self.manifest()["steps"]}

    def log(self, step: str, run: str | None = None) -> list[dict]:
        import json

        folder = self.root / "runs" / run if run else self.runs[-1]
        return [json.loads(line) for line in (folder / "logs" / f"{step}.jsonl").read_text().splitlines()]

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.source / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests that install large packages, too")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: installs large packages")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="installs large packages: ask for it with --slow"))


@pytest.fixture
def heating(tmp_path: Path) -> Project:
    """The heating project with the runtime beside it."""
    root = tmp_path / "heating"
    shutil.copytree(HERE / "heating", root, ignore=shutil.ignore_patterns("__pycache__", "runs"))
    copy_runtime(root / "src" / "heating")
    return Project(root)


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Write a project: a step table, and the source of each step and further modules by file name."""
    return lambda table, files, name="project": write_project(tmp_path / name, table, files)


def write_project(root: Path, table: str, files: Mapping[str, str]) -> Project:
    """Write a project into a folder, as `make_project` does."""
    source = root / "src" / "small"
    (source / "steps").mkdir(parents=True)
    (root / "files").mkdir()
    copy_runtime(source)
    (source / "__init__.py").write_text("")
    (source / "steps" / "__init__.py").write_text("")
    steps = textwrap.indent(textwrap.dedent(table).strip(), "    ")
    (source / "pipeline.py").write_text(f"from small.runtime.table import Step\n\nSTEPS = [\n{steps}\n]\n")
    for file, text in files.items():
        path = (root if file.startswith("files/") else source) / file
        path.write_text(textwrap.dedent(text))
    return Project(root, "small")


def copy_runtime(target: Path) -> None:
    """Put the runtime's modules into a package."""
    shutil.copytree(PACKAGE, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], ModuleType]]:
    """Import a module of the runtime into this process, from a package of its own."""
    root = tmp_path_factory.mktemp("runtime")
    copy_runtime(root / "src" / "underTest")
    (root / "src" / "underTest" / "__init__.py").write_text("")
    (root / "src" / "underTest" / "pipeline.py").write_text("STEPS = []\n")
    sys.path.insert(0, str(root / "src"))
    yield lambda name: importlib.import_module(f"underTest.runtime.{name}")
    sys.path.remove(str(root / "src"))
