"""What a step prints and shows: JSON lines, each with the line of the step's module that caused it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any


class Log:
    """The outputs of one step; lines are those of the frame that runs `code`."""

    def __init__(self, path: Path) -> None:
        self.code: CodeType | None = None
        self._path = path
        self._text = ""
        self._place: tuple[str, int | None] = ("stdout", None)

    def print(self, kind: str, text: str) -> None:
        """Add what was written to `stdout` or `stderr`; what one line of code prints makes one record."""
        if (place := (kind, self._line())) != self._place:
            self.flush()
            self._place = place
        self._text += text

    def show(self, kind: str, data: dict[str, Any]) -> None:
        """Add something shown: `data` maps MIME types to content, images in base64."""
        self.flush()
        self._write({"kind": kind, "line": self._line(), "data": data})

    def flush(self) -> None:
        """Write what was printed."""
        text, self._text = self._text, ""
        if text:
            self._write({"kind": self._place[0], "line": self._place[1], "text": text})

    def _write(self, record: dict[str, Any]) -> None:
        _append(self._path, record)

    def _line(self) -> int | None:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code is not self.code:
            frame = frame.f_back
        return frame.f_lineno if frame else None


class _Stream(io.TextIOBase):
    def __init__(self, log: Log, kind: str) -> None:
        self._log, self._kind = log, kind

    def write(self, text: str, /) -> int:
        self._log.print(self._kind, text)
        return len(text)


@contextmanager
def logging_to(path: Path) -> Iterator[Log]:
    """Outputs of this process go to a log for a while."""
    global _current
    streams, _current = (sys.stdout, sys.stderr), Log(path)
    sys.stdout, sys.stderr = _Stream(_current, "stdout"), _Stream(_current, "stderr")
    try:
        yield _current
    finally:
        _current.flush()
        (sys.stdout, sys.stderr), _current = streams, None


def add_output(path: Path, text: str) -> None:
    """Add what other programs wrote to the standard output of a step's process."""
    if text:
        _append(path, {"kind": "stdout", "line": None, "text": text})


def _append(path: Path, record: dict[str, Any]) -> None:
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")


def current_log() -> Log | None:
    """The log of the step that runs in this process, if one does."""
    return _current


_current: Log | None = None
