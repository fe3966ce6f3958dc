"""Which seeds a step sets, told from its source: `np.random.seed(7)`, `random_state=SEED`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from . import fingerprint, project
from .table import Step

_CALLS = {"seed", "manual_seed", "manual_seed_all", "set_seed", "set_random_seed", "seed_everything"}
_MAKERS = {"default_rng", "RandomState", "SeedSequence", "Random"}
_KEYWORDS = {"random_state", "seed", "random_seed"}


def seeds_of(step: Step, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The seeds in the step's own code, each with what takes it; those known from a constant or a parameter."""
    tree = fingerprint.parse(project.step_file(step.name)) or ast.Module([], [])
    known = {**_constants(tree), **parameters}
    found = [{"call": ast.unparse(call.func), "value": value} for call, value in _seeded(tree, known)]
    return [seed for at, seed in enumerate(found) if seed not in found[:at]]


def _seeded(tree: ast.Module, known: Mapping[str, Any]) -> Iterator[tuple[ast.Call, int | str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [word.value for word in node.keywords if word.arg in _KEYWORDS]
            for argument in given + (node.args[:1] if name in _CALLS | _MAKERS else []):
                value = _value(argument, known)
                if isinstance(value, int | str) and not isinstance(value, bool):
                    yield node, value


def _value(node: ast.expr, known: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return known.get(node.id)
    return node.value if isinstance(node, ast.Constant) else None


def _constants(tree: ast.Module) -> dict[str, Any]:
    """Names that the code binds once, to a constant."""
    bound: dict[str, list[Any]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.setdefault(node.id, []).append(None)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            bound[node.targets[0].id].append(_value(node.value, {}))
    return {name: values[1] for name, values in bound.items() if len(values) == 2}
