"""The key of a step: a hash of all that decides its result.

Code counts by meaning: comments, layout and docstrings do not change a key. The code of a step is its module, the
project modules it imports (and so on), and `settings.py` if it asks for settings. Installed packages count by
version: those that this code imports and what they require.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib.metadata
import json
import os
import platform
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import project
from .files import read_json, write_json
from .store import store_folder
from .table import Step


def step_key(
    step: Step,
    *,
    inputs: Mapping[str, str],
    parameters: Mapping[str, Any],
    random_state: str | None,
    reads: Mapping[str, str | None],
    tables: Mapping[str, Any],
) -> str:
    """The key of a step, given hashes of its inputs, of the random state it starts with, and of files and tables it reads."""
    parts = {
        "step": step.name,
        "outputs": step.outputs,
        "settings": step.settings,
        "draws": step.draws,
        "code": code_hash(step),
        "inputs": dict(inputs),
        "parameters": {name: _canonical(value) for name, value in parameters.items()},
        "random state": random_state,
        "reads": dict(reads),
        "python": platform.python_version(),
        "packages": package_versions(step),
        **({"environment": dict(step.environment)} if step.environment else {}),
        **({"sources": dict(tables)} if tables else {}),
        **({"sinks": dict(step.sinks)} if step.sinks else {}),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def code_hash(step: Step) -> str:
    """A hash of the code that runs in a step, by meaning."""
    meanings = {name: meaning(path) for name, path in _given_modules(step).items()}
    return hashlib.sha256(json.dumps(meanings, sort_keys=True).encode()).hexdigest()


def package_versions(step: Step) -> dict[str, str]:
    """Versions of the installed packages that a step imports and of those they require."""
    modules = _given_modules(step)
    imported = {each.partition(".")[0] for name, path in modules.items() for each in _imports(name, path)}
    foreign = sorted(imported - sys.stdlib_module_names - {name.partition(".")[0] for name in modules})
    queue = [package for name in foreign for package in _packages_giving(name)]
    versions: dict[str, str] = {}
    while queue:
        package = re.sub(r"[-_.]+", "-", queue.pop()).lower()
        if package not in versions and (installed := _installed(package)):
            versions[package], required = installed
            queue.extend(required)
    return dict(sorted(versions.items()))


def _canonical(value: Any) -> str:
    """A text that is equal for equal parameters in every process."""
    if isinstance(value, set | frozenset):
        return f"{type(value).__name__}({sorted(map(_canonical, value))})"
    return repr(value)


def project_modules(step: Step) -> dict[str, Path]:
    """The package, the step's module, those of the settings that it asks for, and the project modules they import."""
    settings = [project.settings_place(name)[0] for name in step.settings]
    queue = [project.PACKAGE, f"{project.PACKAGE}.steps.{step.name}", *settings]
    found: dict[str, Path] = {}
    while queue:
        name = queue.pop()
        path = module_file(name)
        if path and name not in found:
            found[name] = path
            queue.extend(_imports(name, path))
    return found


def _given_modules(step: Step) -> dict[str, Path]:
    """Those of them that the step does not write itself: before it first runs they are not there."""
    written = {project.working_directory() / name for name in step.writes}
    return {name: path for name, path in project_modules(step).items() if path not in written}


def module_file(name: str) -> Path | None:
    """The file of a module of the project, or of one beside the data files; None for all others."""
    top, _, rest = name.partition(".")
    base = project.SOURCE if top == project.PACKAGE else project.working_directory() / top
    stem = base.joinpath(*rest.split(".")) if rest else base
    candidates = (stem.with_name(stem.name + ".py"), stem / "__init__.py")
    return next((path for path in candidates if path.is_file()), None)


@functools.cache
def _imports(name: str, path: Path) -> frozenset[str]:
    """Full names of all modules that a module may import; `from a import b` may mean the module a.b."""
    found: set[str] = set()
    for node in ast.walk(_tree(path) or ast.Module([], [])):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = imported_module(node, name, path)
            found.add(module)
            found.update(f"{module}.{alias.name}" for alias in node.names)
    return frozenset(found)


def imported_module(node: ast.ImportFrom, name: str, path: Path) -> str:
    """Full name of the module in `from module import ...`, as the module `name` in the file `path` means it."""
    parents = (name if path.name == "__init__.py" else name.rpartition(".")[0]).split(".")
    start = parents[: len(parents) + 1 - node.level] if node.level else []
    return ".".join([*start, *([node.module] if node.module else [])])


def parse(path: Path) -> ast.Module | None:
    """The syntax tree of a file; None when it has none."""
    try:
        return ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return None  # the step will say so when it runs


@functools.cache
def _tree(path: Path) -> ast.Module | None:
    """As `parse`, once for all that a key takes from it; `meaning` removes the docstrings."""
    return parse(path)


@functools.cache
def meaning(path: Path) -> str:
    """A hash of a module by meaning."""
    tree = _tree(path)
    if tree is None:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            del node.body[: ast.get_docstring(node, clean=False) is not None]
    return hashlib.sha256(ast.dump(tree, annotate_fields=False).encode("utf-8", "surrogatepass")).hexdigest()


@functools.cache
def _installed(package: str) -> tuple[str, list[str]] | None:
    """Version and requirements of an installed package; requirements of extras are left out."""
    try:
        distribution = importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        return None
    required = [line for line in distribution.requires or [] if "extra ==" not in line]
    return distribution.version, [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in required]


def _packages_giving(module: str) -> list[str]:
    """The installed packages that provide a top-level module: `sklearn` comes from scikit-learn."""
    return [module] if _installed(module) else _packages_by_module().get(module, [])


@functools.cache
def _packages_by_module() -> dict[str, list[str]]:
    """Asking every installed package takes long, so the answer is kept until something is installed."""
    memory = store_folder() / "packages.json"
    stamp = [[path, os.stat(path).st_mtime_ns] for path in sys.path if os.path.isdir(path) and "-packages" in path]
    known = read_json(memory)
    if known is None or known["installed"] != stamp:
        found = {name: sorted(set(names)) for name, names in importlib.metadata.packages_distributions().items()}
        known = {"installed": stamp, "packages": found}
        write_json(memory, known)
    return known["packages"]
