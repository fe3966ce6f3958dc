"""Stored results: immutable files named by their content, and records of the steps that made them.

    runs/.store/objects/ab/abcdef....parquet      the content; the same content is stored once
    runs/.store/results/<step>/<key>.json         a checkpoint: what the step gave when its key was this
    runs/<run>/steps/<step>.json                  the same record, as part of a run

A record is written after everything it names, in one atomic move. So a checkpoint is either complete or absent,
whenever a process is killed, and any number of processes may write at once.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from . import project, remote, step_options
from .files import file_hash, json_bytes, read_json, write_json

Record = dict[str, Any]

_SCRATCH_SECONDS = 7 * 24 * 3600  # longer than a step may take


def store_folder() -> Path:
    """The folder shared by all runs."""
    return project.RUNS / ".store"


def run_folder(run: str) -> Path:
    """The folder of one run."""
    return project.RUNS / run


def object_path(stored: Record) -> Path:
    """Where the content described by `{"file", "sha256", ...}` lies, fetched if need be."""
    path = project.RUNS / stored["file"]
    remote.fetch_content(path, stored["sha256"])
    return path


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A private folder on the store's disk, gone afterwards."""
    parent = store_folder() / "scratch"
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        yield Path(folder)


def sweep() -> None:
    """Remove what killed processes left behind, and what the local copy of an object store has had for long."""
    remote.prune_copy()
    for path in (store_folder() / "scratch").glob("*"):
        with suppress(FileNotFoundError):  # another process was done with it in this moment
            if time.time() - path.stat().st_mtime <= _SCRATCH_SECONDS:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()


def keep(path: Path) -> Record:
    """Move a finished file into the store; returns its place, hash and size in bytes."""
    digest = file_hash(path)
    target = store_folder() / "objects" / digest[:2] / (digest + path.suffix)
    size = path.stat().st_size
    if not (target.is_file() and target.stat().st_size == size):
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "rb") as file:
            os.fsync(file.fileno())
        os.replace(path, target)
    remote.note_use(target)
    remote.publish(target, once=True)
    return {"file": target.relative_to(project.RUNS).as_posix(), "sha256": digest, "bytes": size}


def keep_copy(path: Path) -> Record:
    """Like `keep`, but the file stays where it is."""
    with scratch_folder() as folder:
        copy = folder / path.name
        shutil.copyfile(path, copy)
        return keep(copy)


def save_checkpoint(record: Record) -> None:
    """Make a finished step available to later runs."""
    write_record(store_folder() / "results" / record["step"] / f"{record['key']}.json", record)


def find_checkpoint(step: str, key: str) -> Record | None:
    """The complete result of a step under a key, if there is one."""
    return _complete(read_record(store_folder() / "results" / step / f"{key}.json"))


def latest_checkpoint(step: str) -> Record | None:
    """The newest complete result of a step, whatever its key."""
    folder = store_folder() / "results" / step
    for path in remote.names(folder, ["*.json"]):
        remote.fetch(path)
    found = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return next((record for path in found if (record := _complete(read_json(path)))), None)


def save_to_run(run: str, record: Record) -> None:
    """Write a step's record into a run."""
    write_record(run_folder(run) / "steps" / f"{record['step']}.json", record)


def read_from_run(run: str, step: str) -> Record | None:
    """A step's record in a run, whatever its status."""
    record = read_record(run_folder(run) / "steps" / f"{step}.json")
    return record if record is None or is_own(record) else None


def is_own(record: Record) -> bool:
    """Whether this runner wrote the record, and not the small one, which the project may have had before."""
    return "random_state" in record


def stored_values(run: str, step: str) -> list[Record]:
    """The values that a step stored in a run: name, type, format, size in bytes, hash and file of each."""
    record = read_from_run(run, step)
    return [
        {"name": name, "type": kind} | {field: artifact[field] for field in ("format", "bytes", "sha256", "file")}
        for artifact in (record["artifacts"] if record else [])
        for name, kind in zip(artifact["names"], artifact["types"], strict=True)
    ]


def recorded_steps(run: str) -> set[str]:
    """The steps that have a record in a run."""
    folder = run_folder(run) / "steps"
    return {path.stem for path in [*folder.glob("*.json"), *remote.names(folder, ["*.json"])]}


def write_record(path: Path, value: Any) -> None:
    """Write JSON below the folder of runs, wherever that is kept."""
    remote.publish_text(path, json_bytes(value))  # first, for readers remove what the store does not have
    write_json(path, value)


def read_record(path: Path) -> Any | None:
    """What `write_record` wrote; None when there is no such file or it is damaged."""
    remote.fetch(path)
    return read_json(path)


def link_log(run: str, record: Record) -> None:
    """Give a run the log of a step that it took from the store."""
    target = run_folder(run) / "logs" / f"{record['step']}.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(object_path(record["log"]), target)
    except OSError:
        shutil.copyfile(object_path(record["log"]), target)


def keep_cached(run: str, record: Record) -> Record:
    """Take a stored result into a run; returns its record there."""
    cached = {**record, "status": "cached"}
    link_log(run, cached)
    save_to_run(run, cached)
    return cached


def new_run(run: str | None, parameters: Any) -> str:
    """Make the folder of a run, named by the time unless `run` says how, with its parameters; returns its name."""
    stem = run or time.strftime("%Y%m%d-%H%M%S")
    for name in itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2))):
        try:
            run_folder(name).mkdir(parents=True, exist_ok=run is not None)
        except FileExistsError:
            continue
        if run is None and read_record(run_folder(name) / "parameters.json") is not None:
            continue  # another machine has it
        _keep_configuration(run_folder(name) / step_options.RECORD)
        write_record(run_folder(name) / "parameters.json", parameters)
        return name
    raise AssertionError("there is always a next number")


def forget_in_run(run: str, step: str) -> None:
    """Remove the record of an earlier attempt."""
    (run_folder(run) / "steps" / f"{step}.json").unlink(missing_ok=True)


def _keep_configuration(path: Path) -> None:
    if record := step_options.run_record():
        write_record(path, record)
    else:
        path.unlink(missing_ok=True)


def _complete(record: Record | None) -> Record | None:
    """The record, if every file it names is there in full."""
    if record is None:
        return None
    stored = [
        *record["artifacts"],
        record["log"],
        *(record[state] for state in ("random_state", "random_start") if record.get(state)),
        *record.get("files", ()),
    ]
    return record if all(map(_is_whole, stored)) else None


def _is_whole(stored: Record) -> bool:
    path = project.RUNS / stored["file"]
    here = path.is_file() and path.stat().st_size == stored["bytes"]
    return here or remote.has_content(path, stored["bytes"])
