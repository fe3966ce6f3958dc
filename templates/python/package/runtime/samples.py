"""Small copies of the tables that the pipeline takes, for runs that need no outside system: `run --env sample`."""

from __future__ import annotations

import json
import os
import pickle
import tempfile
from pathlib import Path
from typing import Any

from . import catalog, project
from .catalog_entries import Table, tables
from .config_files import FOLDER
from .files import new_file
from .formats import read_table
from .problems import PipelineError
from .table import Pipeline

_MARK = "# Written by the command `sample`.\n"


def write_samples(pipeline: Pipeline, parameters: dict[str, Any], rows: int) -> list[Path]:
    """Store the first rows of each table that steps take and none gives, and the environment `sample` that reads them; returns the files.

    What steps give goes to `samples/out`. Nothing is stored when a table cannot be read. Raises PipelineError when the environment is somebody else's.
    """
    environment = FOLDER / "sample.yaml"
    if environment.is_file() and not environment.read_text(encoding="utf-8").startswith(_MARK):
        raise PipelineError(f"{environment} was not written by this command. Move it away, or edit it yourself.")
    sinks = sorted({name for step in pipeline.steps.values() for name in step.sinks})
    sources = sorted({name for step in pipeline.steps.values() for name in step.sources}.difference(sinks))
    if not sources:
        raise PipelineError(
            "No step takes a table of the catalog from elsewhere, so there is nothing to take a sample of."
        )
    folder = project.ROOT / "samples"
    with tempfile.TemporaryDirectory(dir=project.ROOT, prefix=".samples-") as fresh:
        stored = {name: _store(catalog.read(name, parameters).head(rows), Path(fresh, name)) for name in sources}
        entries = [
            _entry(name, form, path.name, options="null, read_options: null" if tables()[name].read_options else "null")
            for name, (path, form) in stored.items()
        ]
        text = "".join([_MARK, "catalog:\n", *entries, *(_sink(tables()[name]) for name in sinks)])
        folder.mkdir(exist_ok=True)
        for path, _ in stored.values():
            os.replace(path, folder / path.name)
    with new_file(environment) as file:
        file.write(text.encode())
    return [*(folder / path.name for path, _ in stored.values()), environment]


def _sink(table: Table) -> str:
    """What steps give goes to a folder of its own; what went to a database to a file."""
    if table.format == "sql":
        return _entry(table.name, "parquet", f"out/{table.name}.parquet", options="null")
    return _entry(table.name, table.format, f"out/{os.path.basename(table.location)}", options="{}")


def _entry(name: str, form: str, place: str, options: str) -> str:
    return f"  {name}: {{format: {form}, location: {json.dumps(f'{{project}}/samples/{place}')}, options: {options}}}\n"


def _store(table: Any, stem: Path) -> tuple[Path, str]:
    """Parquet where the table comes back as it was, else a pickle."""
    import pandas as pd

    with tempfile.TemporaryDirectory(dir=stem.parent) as folder:
        trial = Path(folder, stem.name)
        try:
            table.to_parquet(trial, engine="pyarrow")
            pd.testing.assert_frame_equal(read_table(trial), table)
            path, form = stem.with_suffix(".parquet"), "parquet"
        except Exception:  # noqa: BLE001 - whatever stands in the way of one format, the other one serves
            trial.write_bytes(pickle.dumps(table))
            path, form = stem.with_suffix(".pickle"), "pickle"
        os.replace(trial, path)
    return path, form
