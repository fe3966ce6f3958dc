"""What the steps gave, to be loaded by hand."""

from __future__ import annotations

import importlib
from typing import Any

from .project import PACKAGE, RUNS
from .store import load_values, read_from_run


def run_ids() -> list[str]:
    """All runs, the oldest first."""
    started = {path.parent.name: path.stat().st_mtime_ns for path in RUNS.glob("*/parameters.json")}
    return sorted(started, key=started.__getitem__)


def latest_run() -> str:
    """The run that started last."""
    return run_ids()[-1]


def load(name: str, run: str = "latest", step: str | None = None) -> Any:
    """A value of the latest run that has it, as the last step that gives it left it, unless `step` says which."""
    steps = [step] if step else [each.name for each in reversed(importlib.import_module(f"{PACKAGE}.pipeline").STEPS)]
    for each in reversed(run_ids()) if run == "latest" else [run]:
        for record in filter(None, (read_from_run(each, one) for one in steps)):
            if any(name in artifact["names"] for artifact in record["artifacts"]):
                return load_values(record, [name])[name]
    raise KeyError(f"there is no '{name}' in {RUNS}")
