"""What the steps gave, to be loaded by hand."""

from typing import Any

from ..pipeline import STEPS
from .project import RUNS
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
    givers = [each.name for each in reversed(STEPS) if name in each.outputs and step in (None, each.name)]
    for each in reversed(run_ids()) if run == "latest" else [run]:
        for record in filter(None, (read_from_run(each, giver) for giver in givers)):
            if record["artifacts"]:
                return load_values(record, [name])[name]
    raise KeyError(f"there is no '{name}' in {RUNS}")
