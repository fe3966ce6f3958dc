"""The working directory of a run that an engine orders: a copy of the project's data files, one for each machine.

Before a step starts, what the steps before it wrote is put there, on whichever machine that was; what it writes itself
goes into the store. So runs at the same time never meet in a file, and a step finds its files anywhere. The folder has
the same path for all steps of a run, for some hand on a path that starts there.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from . import audit, project, store
from .files import FileHashes
from .store import Record
from .table import Pipeline, Step

_LINKED_FROM = 64 * 2**20  # bytes; larger files are not copied until a step writes them
_EVENTS = ("open", "os.rename", "os.remove", "os.truncate", "sqlite3.connect")


class Workplace:
    """What happens to the files of a run while one step runs.

    Arguments:
        before: files that earlier steps left or removed, by name: `{"name", "step", "seen", "changed", "file", "sha256",
            "bytes"}`. `seen`: that step was seen writing it (else its neighbour may have); `changed`: when, in ns;
            `file`: None for one that was removed.
    """

    def __init__(self, folder: Path, step: Step, before: Mapping[str, Record]) -> None:
        self._folder = folder
        self._step = step
        self._before = before
        self._seen: set[str] = set()
        _set_back(folder, step.writes, before)
        hashes = FileHashes(folder.with_name(f"{folder.name}.json"))
        for name, entry in before.items():
            _put(folder, name, entry, hashes)
        hashes.save()
        self._start = _stamps(folder)

    def files(self) -> list[Record]:
        """What this step and those before it left, with the content of what this one wrote in the store."""
        now = _stamps(self._folder)
        left = dict(self._before)
        for name in self._start.keys() - now.keys():
            left[name] = {**self._entry(name, time.time_ns()), "file": None}
        for name, stamp in now.items():
            if stamp != self._start.get(name) and not _is_cache(name):
                left[name] = {**self._entry(name, stamp[2]), **store.keep_copy(self._folder / name)}
        return [left[name] for name in sorted(left)]

    def on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Python reports that it is about to open or change a file."""
        if event == "open" and not _opens_to_write(*arguments[1:3]):
            return
        for path in arguments[: 2 if event == "os.rename" else 1]:
            if isinstance(path, str | bytes | os.PathLike):
                self._note(os.path.abspath(os.fsdecode(path)))

    def _note(self, path: str) -> None:
        inside = os.path.join(self._folder, "")
        if path.startswith(inside):
            self._seen.add(path[len(inside) :])
            if os.path.islink(path):
                _own(Path(path))

    def _entry(self, name: str, changed: int) -> Record:
        seen = name in self._seen or any(fnmatch(name, each) for each in self._step.writes)
        return {"name": name, "step": self._step.name, "seen": seen, "changed": changed}


@contextmanager
def workplace(run: str, step: Step, before: Mapping[str, Record]) -> Iterator[Workplace]:
    """Make the run's working directory ready for a step, which then works there."""
    folder = _run_folder(run)
    place = Workplace(folder, step, before)
    os.environ["PIPELINE_WORKDIR"] = os.fspath(folder)
    here = os.getcwd()
    audit.listen(_EVENTS, place.on_event)
    try:
        yield place
    finally:
        audit.stop_listening(place.on_event)
        os.chdir(here)
        del os.environ["PIPELINE_WORKDIR"]


def leave(run: str) -> None:
    """Remove the working directory of a run that is over."""
    place = _place(run)
    shutil.rmtree(place, ignore_errors=True)
    place.with_name(f"{place.name}.json").unlink(missing_ok=True)


def files_before(pipeline: Pipeline, records: Iterable[Record]) -> dict[str, Record]:
    """What steps left, by name; of several versions of a file the last one."""
    order = {name: place for place, name in enumerate(pipeline.steps)}
    upstream = {name: pipeline.upstream(name) for name in {e["step"] for r in records for e in r.get("files", ())}}

    def replaces(new: Record, old: Record) -> bool:
        if old["step"] in upstream[new["step"]]:
            return True
        if new["step"] in upstream[old["step"]]:
            return False
        if new["seen"] and old["seen"]:
            return order[new["step"]] > order[old["step"]]
        return (new["seen"], new["changed"]) > (old["seen"], old["changed"])

    found: dict[str, Record] = {}
    for record in records:
        for entry in record.get("files", ()):
            known = found.get(entry["name"])
            if known is None or replaces(entry, known):
                found[entry["name"]] = entry
    return found


def own_files(record: Record) -> list[Record]:
    """The files of a record that its own step wrote or removed."""
    return [entry for entry in record.get("files", ()) if entry["step"] == record["step"]]


def _place(run: str) -> Path:
    return store.store_folder() / "scratch" / f"work-{run}"


def _run_folder(run: str) -> Path:
    """The folder, made by the first step of the run on this machine, whole or not at all."""
    place = _place(run)
    if not place.is_dir():
        store.sweep()  # the run that was here last may have ended elsewhere
        with store.scratch_folder() as scratch:
            _copy_tree(project.data_folder(), scratch / "files")
            try:
                os.rename(scratch / "files", place)
            except OSError:
                if not place.is_dir():
                    raise
    os.utime(place)  # it is in use: not to be swept
    return place


def _copy_tree(source: Path, target: Path) -> None:
    target.mkdir()
    for folder, folders, names in os.walk(source):
        inside = target / Path(folder).relative_to(source)
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in folders:
            (inside / name).mkdir(exist_ok=True)
        for name in names:
            path = Path(folder, name)
            if path.stat().st_size >= _LINKED_FROM:
                (inside / name).symlink_to(path.resolve())
            else:
                shutil.copy2(path, inside / name)


def _set_back(folder: Path, writes: Iterable[str], before: Mapping[str, Record]) -> None:
    """Undo what a try of the step that was cut short wrote."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name, path in found.items():
        if name not in before and any(fnmatch(name, each) for each in writes):
            path.unlink()
            if (original := project.data_folder() / name).is_file():
                shutil.copy2(original, path)


def _put(folder: Path, name: str, entry: Record, hashes: FileHashes) -> None:
    path = folder / name
    if entry["file"] is None:
        path.unlink(missing_ok=True)
    elif not (
        path.is_file() and path.stat().st_size == entry["bytes"] and _hash(folder, name, hashes) == entry["sha256"]
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        shutil.copyfile(store.object_path(entry), path)


def _hash(folder: Path, name: str, hashes: FileHashes) -> str | None:
    return hashes.of(folder, [name])[name]


def _own(link: Path) -> None:
    """Put a copy in the place of a link, before it is written to."""
    source = link.resolve()
    link.unlink()
    shutil.copy2(source, link)


def _opens_to_write(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def _stamps(folder: Path) -> dict[str, tuple[bool, int, int]]:
    """By name, what changes when a file does; the last number is the time of change in ns."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _stamp(path) for path in paths}


def _stamp(path: Path) -> tuple[bool, int, int]:
    status = path.stat()
    return path.is_symlink(), status.st_size, status.st_mtime_ns


def _is_cache(name: str) -> bool:
    return "__pycache__/" in name or ".ipynb_checkpoints/" in name
