"""Which data files a step reads, seen while it runs: a stored result is not used after one of them has changed.

Python reports every file that it opens itself. Files that a library opens in its own compiled code are not seen;
those count only if the step table declares them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from . import audit

_FILE_EVENTS = ("open", "sqlite3.connect")


class ReadFiles:
    """Collects files below a folder that are opened for reading, unless the step had written them itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.path.join(os.path.realpath(folder), "")
        self._written: set[str] = set()
        self._read: set[str] = set()

    def __enter__(self) -> ReadFiles:  # noqa: PYI034 - Self needs Python 3.11
        audit.listen(_FILE_EVENTS, self._on_event)
        return self

    def __exit__(self, *_: object) -> None:
        audit.stop_listening(self._on_event)

    def names(self) -> list[str]:
        """The files that were read and still exist, relative to the folder."""
        return sorted(name for name in self._read if os.path.isfile(self._folder + name))

    def _on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        self._note(arguments[0], arguments[1] if event == "open" else None)

    def _note(self, path: Any, mode: Any) -> None:
        """A file is about to be opened."""
        if not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.path.abspath(os.fsdecode(path))  # large files may be links to where the project has them
        if not name.startswith(self._folder):
            name = os.path.realpath(name)
        if not name.startswith(self._folder) or name.endswith((".py", ".pyc")):
            return
        name = name[len(self._folder) :]
        if isinstance(mode, str) and any(letter in mode for letter in "wax"):
            self._written.add(name)
        elif name not in self._written:
            self._read.add(name)
