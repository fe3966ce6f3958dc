"""Which names of the project's modules the code of a step may come to use, told from the source.

A name is used by code that mentions it, by code that mentions what uses it, and so on, through imports. Values that
were stored with a reference to a function or class of the project bring that in too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import fingerprint, project, store
from .store import Record
from .table import Step

Name = tuple[str, str]  # a module and a name in it; `*` is the module as a whole

_HOLD_REFERENCES = ("pickle", "cloudpickle", "joblib")


def names_in_code(step: Step) -> set[Name]:
    """Where the step's own code starts from."""
    return {(f"{project.PACKAGE}.steps.{step.name}", "*"), *map(project.settings_place, step.settings)}


def names_in_values(artifacts: Iterable[Record], modules: Iterable[str]) -> set[Name]:
    """Names of modules that stored values refer to."""
    found: set[Name] = set()
    for artifact in artifacts:
        if artifact["format"] in _HOLD_REFERENCES:
            content = store.object_path(artifact).read_bytes()
            for module in modules:
                if module.encode() in content:
                    found.update((module, name) for name in _outline(module).names if name.encode() in content)
    return found


def reach(start: Iterable[Name]) -> set[Name]:
    """All names that are used from `start` on."""
    queue, found = list(start), set()
    while queue:
        module, name = pair = queue.pop()
        if pair in found:
            continue
        found.add(pair)
        outline = _outline(module)
        queue += [(module, each) for each in outline.names] if name == "*" else outline.names.get(name, ())
    return found


@dataclass
class _Outline:
    """For each name that a module binds at its top level, the names that its value may use."""

    names: dict[str, set[Name]] = field(default_factory=dict)


def _outline(module: str) -> _Outline:
    path = fingerprint.module_file(module)
    outline = _Outline()
    if path is None or project.is_runtime(module):
        return outline
    for statement in _statements(path):
        used = set(_used(statement, module, path))
        for name in _bound(statement):
            outline.names.setdefault(name, set()).update(used)
    return outline


def _statements(path: Path) -> list[ast.stmt]:
    tree = fingerprint.parse(path)
    return tree.body if tree else []


def _bound(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name.partition(".")[0]
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id


def _used(statement: ast.stmt, module: str, path: Path) -> Iterator[Name]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            yield module, node.id
        elif isinstance(node, ast.Global):
            yield from ((module, name) for name in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "*") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = fingerprint.imported_module(node, module, path)
            for alias in node.names:
                yield source, alias.name
                yield f"{source}.{alias.name}", "*"
