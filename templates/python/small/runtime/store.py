"""Values on disk: each in the most readable format that gives it back exactly; what shares data goes into one file."""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (numpy and pandas are used only in projects that have them)

from __future__ import annotations

import hashlib
import io
import json
import pickle
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .project import RUNS, Record, read_json
from .sharing import SharingPickler, sharing_groups

_PLAIN = (bool, int, float, str, type(None))


def save(values: Mapping[str, Any], folder: Path) -> list[Record]:
    """Write values into a folder; returns names, types, file and hash of each file."""
    stored = []
    for number, names in enumerate(sharing_groups(values)):
        path = _write({name: values[name] for name in names}, folder / f"{number}-{names[0]}")
        kinds = [f"{type(values[name]).__module__}.{type(values[name]).__qualname__}" for name in names]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        stored.append({"names": names, "types": kinds, "file": path.name, "sha256": digest})
    return stored


def load_values(record: Record, names: Iterable[str]) -> dict[str, Any]:
    """Some of the values of a step's record; those stored together share data again."""
    wanted, values = set(names), {}
    for artifact in record["artifacts"]:
        if wanted.intersection(artifact["names"]):
            value = _read(folder_of(record["step"], record["key"]) / artifact["file"])
            values |= value if len(artifact["names"]) > 1 else {artifact["names"][0]: value}
    return {name: value for name, value in values.items() if name in wanted}


def read_from_run(run: str, step: str) -> Record:
    """A step's record in a run; None when it has none."""
    return read_json(RUNS / run / "steps" / f"{step}.json")


def folder_of(step: str, key: str) -> Path:
    """Where the values of a step are stored."""
    return RUNS / "store" / step / key


def _write(values: dict[str, Any], stem: Path) -> Path:
    value, numpy = next(iter(values.values())), sys.modules.get("numpy")
    if len(values) > 1:
        value = values
    elif type(value) in _PLAIN:
        (path := stem.with_suffix(".json")).write_text(json.dumps(value), encoding="utf-8")
        return path
    elif numpy and type(value) is numpy.ndarray and value.flags.writeable and not value.dtype.hasobject:
        numpy.save(path := stem.with_suffix(".npy"), value, allow_pickle=False)
        return path
    elif table := _parquet(value):
        (path := stem.with_suffix(".parquet")).write_bytes(table)
        return path
    with open(path := stem.with_suffix(".pkl"), "wb") as file:
        SharingPickler(file).dump(value)
    return path


def _read(path: Path) -> Any:
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8"))
    if path.suffix == ".npy":
        import numpy

        return numpy.load(path)
    if path.suffix == ".parquet":
        import pandas

        return pandas.read_parquet(path)
    return pickle.loads(path.read_bytes())


def _parquet(value: Any) -> bytes | None:
    """A table as a parquet file, if it comes back from that as it is."""
    pandas, file = sys.modules.get("pandas"), io.BytesIO()
    if pandas is None or type(value) is not pandas.DataFrame or value.index.nlevels * value.columns.nlevels > 1:
        return None
    if any(str(kind) in ("object", "category") for kind in value.dtypes):
        return None
    try:
        value.to_parquet(file)
        pandas.testing.assert_frame_equal(pandas.read_parquet(file), value, check_exact=True, check_column_type="exact")
    except Exception:  # noqa: BLE001 - parquet has no such type, or what writes it is not installed
        return None
    return file.getvalue()
