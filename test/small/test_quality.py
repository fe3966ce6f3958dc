"""The small runner's own code: clean for ruff and pyright, and small."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SMALL
from lines_of_code import lines_of_code

PYRIGHT = SMALL.parents[2] / "node_modules" / "pyright" / "index.js"
MODULES = sorted(SMALL.rglob("*.py"))


def test_is_small() -> None:
    """Lines of code, without blank lines, comments and docstrings."""
    assert sum(map(lines_of_code, MODULES)) <= 499


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_module(module: Path) -> None:
    source = module.read_text()
    assert len(source.splitlines()) <= 120
    assert "cellwright" not in source.lower()
    assert ast.get_docstring(ast.parse(source))


def test_ruff_and_pyright(make_project) -> None:
    project = make_project("")
    shutil.copy(SMALL.parents[2] / "test" / "runtime" / "heating" / "pyproject.toml", project.root)
    for command in (
        [sys.executable, "-m", "ruff", "check", "--no-cache", "src/wells/runtime"],
        [sys.executable, "-m", "ruff", "format", "--check", "--no-cache", "src/wells/runtime"],
        ["node", str(PYRIGHT), "--pythonpath", sys.executable, "src/wells/runtime"],
    ):
        done = subprocess.run(command, cwd=project.root, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

