"""What steps give, on disk: one file for each step, so that values which share data still do when they come back."""

# pyright: reportMissingImports=false
# (numpy and pandas are used only in projects that have them)

import hashlib
import math
import pickle
import sys
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cloudpickle

from ..pipeline import STEPS
from .project import RUNS, Record, read_json


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


class SharingPickler(cloudpickle.Pickler):
    """Keeps arrays on one memory so if it is among the `shared`, and the process's random generator that of each process."""

    def __init__(self, file: Any, shared: Collection[int] = ()) -> None:
        super().__init__(file)
        self.owners: Counter[int] = Counter()
        self._shared = shared
        self._nans: dict[int, tuple[str, float]] = {}

    def persistent_id(self, obj: Any) -> str | None:
        """A float that is not a number equals none: `np.nan in values` finds the very same one only, so each has a name."""
        if type(obj) is not float or not math.isnan(obj):
            return None
        of_library = [name for name in ("numpy", "math") if getattr(sys.modules.get(name), "nan", None) is obj]
        return of_library[0] if of_library else self._nans.setdefault(id(obj), (str(len(self._nans)), obj))[0]

    def reducer_override(self, obj: Any) -> Any:
        """Called by pickle for all else."""
        numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
        if numpy and type(obj) is numpy.ndarray:
            owner = obj
            while type(owner.base) is numpy.ndarray:
                owner = owner.base
            self.owners[id(owner)] += 1
            if id(owner) in self._shared and owner is not obj and owner.flags.forc and not owner.dtype.hasobject:
                start = obj.__array_interface__["data"][0] - owner.__array_interface__["data"][0]
                return _view, (owner, obj.dtype, obj.shape, start, obj.strides, obj.flags.writeable)
        if numpy and obj is numpy.random.mtrand._rand:
            return getattr, (numpy.random.mtrand, "_rand")
        if pandas and pandas.__version__ >= "3" and isinstance(obj, pandas.DataFrame | pandas.Series):
            return obj.copy().__reduce_ex__(5)  # memory of tables is shared until one of them changes
        return super().reducer_override(obj)


def _view(owner: Any, dtype: Any, shape: tuple[int, ...], start: int, strides: tuple[int, ...], writeable: bool) -> Any:
    array = type(owner)(shape, dtype, owner.ravel(order="K").view("uint8"), start, strides)
    array.flags.writeable = writeable
    return array
