"""What a step does to the world outside its process, as far as Python reports it: whether it may run twice."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from . import audit, project, store

_CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "os.symlink", "shutil.move")
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn")
_NETWORK = ("socket.connect", "socket.sendto", "socket.bind")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class Effects:
    """Collects what a step does that may not happen twice. Caches and temporary files do not count."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}
        home = Path.home() if "HOME" in os.environ or os.name == "nt" else Path("/")
        private = [tempfile.gettempdir(), home / ".cache", home / ".config", home / ".local", store.store_folder()]
        self._private = tuple(_prefix(folder) for folder in private)
        self._own = _prefix(project.working_directory())

    def __enter__(self) -> Effects:  # noqa: PYI034 - Self needs Python 3.11
        audit.listen(("open", *_CHANGES, *_PROGRAMS, *_NETWORK), self._on_event)
        return self

    def __exit__(self, *_: object) -> None:
        audit.stop_listening(self._on_event)

    def described(self) -> list[str]:
        """Each effect as what the step does: `writes rows.csv`."""
        return list(self._found)

    def _on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _PROGRAMS:
            self._found["starts programs"] = None
        elif event in _NETWORK:
            self._found["uses the network"] = None
        elif (name := self._changed_file(event, arguments)) is not None:
            self._found[f"{'writes' if event == 'open' else 'changes'} {name}"] = None

    def _changed_file(self, event: str, arguments: tuple[Any, ...]) -> str | None:
        path = arguments[0] if arguments else None
        if not isinstance(path, str | bytes | os.PathLike):
            return None
        if event == "open" and not _writes(*arguments[1:3]):
            return None
        name = os.path.realpath(os.fsdecode(path))
        if name.startswith(self._own):
            name = name[len(self._own) :]
        elif os.path.join(name, "").startswith((*self._private, "/dev/", "/proc/")):
            return None
        return None if name.endswith(".pyc") or "__pycache__" in name else name


def _writes(mode: Any = None, flags: Any = None) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & _WRITING)


def _prefix(folder: str | os.PathLike[str]) -> str:
    return os.path.join(os.path.realpath(folder), "")
