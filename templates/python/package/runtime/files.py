"""Files written whole or not at all, and content hashes of files and folders."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears at `path` only when the block ends well; a killed process leaves nothing under that name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def json_bytes(value: Any) -> bytes:
    """`value` as JSON, as files have it."""
    return json.dumps(value, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def write_json(path: Path, value: Any) -> None:
    """Write `value` as JSON, whole or not at all."""
    with new_file(path) as file:
        file.write(json_bytes(value))


def read_json(path: Path) -> Any | None:
    """What `write_json` wrote, or None when there is no such file or it is damaged."""
    try:
        return json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except (OSError, ValueError):
        return None


def file_hash(path: Path) -> str:
    """SHA-256 of the bytes of a file."""
    with open(path, "rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class FileHashes:
    """Content hashes of data files, remembered by size and time of change so that large ones are read once."""

    def __init__(self, memory: Path | None) -> None:
        self._memory = memory
        self._known: dict[str, list[Any]] = (read_json(memory) if memory else None) or {}
        self._changed = False

    def of(self, folder: Path, names: Iterable[str]) -> dict[str, str | None]:
        """The hash of each named file, folder or pattern below `folder`; None for what is not there."""
        return {name: self._hash_any(folder, name) for name in names}

    def save(self) -> None:
        """Keep what was learnt for the next run."""
        if self._changed and self._memory:
            write_json(self._memory, self._known)
            self._changed = False

    def _hash_any(self, folder: Path, name: str) -> str | None:
        path = folder / name
        if path.is_file():
            return self._hash_file(path)
        inside = path.rglob("*") if path.is_dir() else _matches(folder, name)
        found = {str(file.relative_to(folder)): self._hash_file(file) for file in sorted(inside) if file.is_file()}
        return hashlib.sha256(json.dumps(found).encode()).hexdigest() if found else None

    def _hash_file(self, path: Path) -> str:
        status = path.stat()
        stamp = [status.st_size, status.st_mtime_ns, status.st_ino]
        place = os.path.realpath(path)
        known = self._known.get(place)
        if known and known[:3] == stamp:
            return known[3]
        digest = file_hash(path)
        self._known[place] = [*stamp, digest]
        self._changed = True
        return digest


def _matches(folder: Path, name: str) -> Iterable[Path]:
    if not any(sign in name for sign in "*?[") or Path(name).is_absolute():
        return []
    return folder.glob(name)
