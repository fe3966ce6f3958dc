"""What steps give, on disk: one file for each step, so that values which share data still do when they come back."""

import hashlib
import pickle
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ..pipeline import STEPS
from .project import RUNS, Record, read_json
from .sharing import SharingPickler


def save(values: Mapping[str, Any], path: Path) -> list[Record]:
    """Write values into a file; returns what is in it. Raises ValueError for one that cannot be stored but may be taken."""
    trial = SharingPickler(SimpleNamespace(write=lambda _: None))
    stored = dict(values)
    for name, value in values.items():
        try:
            trial.dump(value)
        except Exception as error:
            if any(name in step.inputs for step in STEPS):
                raise ValueError(f"'{name}' cannot be stored, and so no other step can take it: {error}") from error
            del stored[name]
    with open(path, "wb") as file:
        pickler = SharingPickler(file, shared={owner for owner, arrays in trial.owners.items() if arrays > 1})
        for value in stored.values():
            pickler.dump(value)
    types = [f"{type(value).__module__}.{type(value).__qualname__}" for value in stored.values()]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return [{"names": list(stored), "types": types, "file": path.name, "sha256": digest}]


def load(name: str, run: str = "latest", step: str | None = None) -> Any:
    """A value of the latest run that has it, as the last step that gives it left it, unless `step` says which."""
    started = sorted(RUNS.glob("*/parameters.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    runs = [path.parent.name for path in started] if run == "latest" else [run]
    givers = [each.name for each in reversed(STEPS) if name in each.outputs and step in (None, each.name)]
    for record in (read_from_run(each, giver) for each, giver in product(runs, givers)):
        if record and any(name in artifact["names"] for artifact in record["artifacts"]):
            return load_values(record)[name]
    raise KeyError(f"there is no '{name}' in {RUNS}")


def load_values(record: Record) -> dict[str, Any]:
    """The values of a step's record."""
    [artifact] = record["artifacts"]
    with open(folder_of(record["step"], record["key"]) / artifact["file"], "rb") as file:
        unpickler = pickle.Unpickler(file)
        unpickler.persistent_load = cache(lambda name: float("nan") if name.isdigit() else __import__(name).nan)
        return {name: unpickler.load() for name in artifact["names"]}


def read_from_run(run: str, step: str) -> Record:
    """A step's record in a run; None when it has none."""
    return read_json(RUNS / run / "steps" / f"{step}.json")


def folder_of(step: str, key: str) -> Path:
    """Where the values of a step are stored."""
    return RUNS / "store" / step / key
