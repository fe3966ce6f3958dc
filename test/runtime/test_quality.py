"""The runtime's own code: clean for ruff and pyright, short files, relative imports only."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from conftest import HERE, PACKAGE

# pinned in package.json
PYRIGHT = HERE.parents[1] / "node_modules" / "pyright" / "index.js"
MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_module(module) -> None:
    source = module.read_text()
    assert len(source.splitlines()) < 250
    assert "cellwright" not in source.lower()
    tree = ast.parse(source)
    assert ast.get_docstring(tree)
    names = {path.stem for path in MODULES}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            assert (node.module or "").partition(".")[0] not in names or node.module in sys.stdlib_module_names
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node in tree.body:
            assert ast.get_docstring(node), node.name


def test_what_is_the_project_and_what_runs_it(runtime) -> None:
    is_runtime = runtime("project").is_runtime
    assert all(is_runtime(f"underTest.runtime.{path.stem}") for path in MODULES)
    assert not any(map(is_runtime, ["underTest", "underTest.functions", "underTest.runtimes", "runtime"]))


def test_ruff_and_pyright(heating) -> None:
    for command in (
        [sys.executable, "-m", "ruff", "check", "--no-cache"],
        [sys.executable, "-m", "ruff", "format", "--check", "--no-cache"],
        ["node", str(PYRIGHT), "--pythonpath", sys.executable],
    ):
        done = subprocess.run(
            command,
            cwd=heating.root,
            capture_output=True,
            text=True,
            env=heating.environment,
        )
        assert done.returncode == 0, done.stdout + done.stderr
