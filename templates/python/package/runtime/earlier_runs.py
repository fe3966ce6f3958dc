"""Runs of the small runner, which the project had before it got this one, in the form of a manifest.

Their values lie in `runs/store`, in other formats: this runner tells of them, and takes nothing from there.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from . import project, store
from .files import read_json
from .metrics import merge_metrics
from .store import Record

_NOTE = "The small runner made this run: its times are those of its files, and its values are not loaded here."


def earlier_manifest(run: str) -> dict[str, Any] | None:
    """What the records of a run of the small runner say; None for any other."""
    folder = store.run_folder(run)
    if not (folder / "parameters.json").is_file():
        return None
    files = sorted(folder.glob("steps/*.json"), key=lambda path: path.stat().st_mtime_ns)
    records = [record for path in files if (record := read_json(path)) and not store.is_own(record)]
    if not records:
        return None
    started, finished = (path.stat().st_mtime for path in (folder / "parameters.json", files[-1]))
    steps = [_step(record) for record in records]
    return {
        "run": run,
        "status": _status(folder, records),
        "started": datetime.datetime.fromtimestamp(started, datetime.timezone.utc).isoformat(timespec="milliseconds"),
        "seconds": round(max(0.0, finished - started), 3),
        "parameters": read_json(folder / "parameters.json") or {},
        "python": "?",
        "packages": {},
        "metrics": merge_metrics({step["name"]: step["metrics"] for step in steps}),
        "steps": steps,
        "artifacts": [_artifact(record, each) for record in records for each in record.get("artifacts", ())],
        "warnings": [_NOTE],
    }


def _status(folder: Path, records: list[Record]) -> str:
    """A run that came to its end has a report."""
    if any(record["status"] == "failed" for record in records):
        return "failed"
    return "done" if (folder / "report.html").is_file() else "stopped"


def _step(record: Record) -> dict[str, Any]:
    is_cached = record["status"] == "cached"
    return {
        "name": record["step"],
        "status": record["status"],
        "cached_from": record["run"] if is_cached else None,
        "seconds": record["seconds"],
        "attempts": 1,
        "writes": record.get("writes", {}),
        "metrics": record.get("metrics", {}),
        "error": record["error"],
    }


def _artifact(record: Record, artifact: Record) -> dict[str, Any]:
    path = project.RUNS / "store" / record["step"] / record["key"] / artifact["file"]
    return {
        "step": record["step"],
        "variables": [
            {"name": name, "type": kind} for name, kind in zip(artifact["names"], artifact["types"], strict=True)
        ],
        "format": path.suffix.removeprefix("."),
        "file": path.relative_to(project.RUNS).as_posix(),
        "sha256": artifact["sha256"],
        "bytes": path.stat().st_size if path.is_file() else None,
    }
