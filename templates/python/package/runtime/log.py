"""The log of a step: everything it printed and displayed, in order, each with the line that caused it.

A log is a file of JSON lines, written while the step runs. A record has `kind` (stdout, stderr, result, display,
figure), `line` (in the step's module, or null), and either `text` or `data`, a bundle of MIME types as in a notebook
file (images in base64).
"""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from . import audit

_STREAMS = {"stdout": 1, "stderr": 2}
_SPAWN_EVENTS = ("subprocess.Popen", "os.system", "os.fork", "os.posix_spawn")
_FLUSH_AT = 1000  # pieces of text


class StepLog:
    """Records what happens from `start` to `stop`, also what other programs write to the process's own streams.

    Attributes:
        code: the step function's code, set by the caller; lines are found by looking for its frame.
    """

    def __init__(self, folder: Path, step: str, echo: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{step}.jsonl"
        self.code: CodeType | None = None
        self._records = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        self._captures = {kind: _Capture(folder / f"{step}.{kind}.log", number) for kind, number in _STREAMS.items()}
        self._echo = echo
        self._pending: tuple[str, int | None, list[str]] = ("", None, [])
        self._lock = threading.RLock()
        self._spawn_line: int | None = None
        self._muted = False

    def start(self) -> None:
        """Take over the process's output."""
        global _current
        audit.listen(_SPAWN_EVENTS, self._mark_spawn)
        self._saved = (sys.stdout, sys.stderr)
        for capture in self._captures.values():
            capture.start()
        _current = self
        sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")

    def stop(self) -> None:
        """Give the output back and complete the file."""
        global _current
        with self._lock:
            self._drain()
            self._flush()
            sys.stdout, sys.stderr = self._saved
            _current = None
            audit.stop_listening(self._mark_spawn)
            for capture in self._captures.values():
                capture.stop()
            os.close(self._records)

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Record nothing for a while, not even of other programs."""
        with self._lock:
            self._drain()
            self._flush()
            muted, self._muted = self._muted, True
        try:
            yield
        finally:
            with self._lock:
                self._drain()
                self._flush()
                self._muted = muted

    def add(self, kind: str, data: dict[str, Any], metadata: dict[str, Any] | None = None, **more: Any) -> None:
        """Record something shown: `data` maps MIME types to their content."""
        with self._lock:
            self._drain()
            self._flush()
            record = {"kind": kind, "line": self._line(), "data": data}
            self._write({**record, **({"metadata": metadata} if metadata else {}), **more})

    def write(self, kind: str, text: str) -> None:
        """Record text written to a stream."""
        with self._lock:
            self._drain()
            foreign = self._captures[kind].write(text.encode("utf-8", "surrogatepass"), self._echo and not self._muted)
            self._append(kind, foreign, self._spawn_line)
            self._append(kind, text, self._line())

    def _mark_spawn(self, *_: Any) -> None:
        """Another program is about to start: what it prints belongs to the present line."""
        self._spawn_line = self._line()

    def _drain(self) -> None:
        for kind, capture in self._captures.items():
            self._append(kind, capture.read_foreign(self._echo and not self._muted), self._spawn_line)

    def _append(self, kind: str, text: str, line: int | None) -> None:
        """Text of one kind and line makes one record, as neighbours on a stream do in a notebook."""
        if not text:
            return
        if self._pending[:2] != (kind, line):
            self._flush()
            self._pending = (kind, line, [])
        self._pending[2].append(text)
        if len(self._pending[2]) >= _FLUSH_AT:
            self._flush()

    def _flush(self) -> None:
        kind, line, texts = self._pending
        if texts:
            self._write({"kind": kind, "line": line, "text": "".join(texts)})
            self._pending = ("", None, [])

    def _write(self, record: dict[str, Any]) -> None:
        if self._muted:
            return
        os.write(self._records, json.dumps(record).encode("ascii") + b"\n")

    def _line(self) -> int | None:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code is not self.code:
            frame = frame.f_back
        return frame.f_lineno if frame else None


class _Capture:
    """One of the process's output streams, sent to a file; tells our own text from that of other programs."""

    def __init__(self, path: Path, number: int) -> None:
        path.write_bytes(b"")
        self._number = number
        self._path = path
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND)
        self._seen = 0

    def start(self) -> None:
        """Send the stream of the whole process to the file; our own writes use another handle, to know their place."""
        self._original = os.dup(self._number)
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND)
        os.dup2(handle, self._number)
        os.close(handle)

    def stop(self) -> None:
        """Send the stream where it went before."""
        os.dup2(self._original, self._number)
        os.close(self._original)
        os.close(self._file)

    def write(self, own: bytes, echo: bool) -> str:
        """Append our own bytes; returns what others wrote just before."""
        os.write(self._file, own)
        end = os.lseek(self._file, 0, os.SEEK_CUR)
        foreign = self._read(end - len(own), echo)
        self._seen = end
        if echo:
            os.write(self._original, own)
        return foreign

    def read_foreign(self, echo: bool) -> str:
        """What others wrote since the last look."""
        return self._read(os.fstat(self._file).st_size, echo)

    def _read(self, end: int, echo: bool) -> str:
        if end <= self._seen:
            return ""
        with open(self._path, "rb") as file:
            file.seek(self._seen)
            content = file.read(end - self._seen)
        self._seen = end
        if echo:
            os.write(self._original, content)
        return content.decode("utf-8", "replace")


class Stream(io.TextIOBase):
    """Stands in for `sys.stdout` or `sys.stderr`; outside a step it passes text on."""

    encoding = "utf-8"

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._outside = getattr(sys, f"__{kind}__")

    def write(self, text: str, /) -> int:
        """Record text with the line of the step that wrote it."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if _current is None:
            self._outside.write(text)
        else:
            _current.write(self._kind, text)
        return len(text)

    def writable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The process's own stream, which is part of the log too."""
        return _STREAMS[self._kind]

    @property
    def name(self) -> str:
        """As a notebook's kernel names it."""
        return self._kind

    @property
    def buffer(self) -> io.FileIO:
        """For code that writes bytes."""
        return io.FileIO(self.fileno(), "w", closefd=False)


def current_log() -> StepLog | None:
    """The log of the step that runs in this process, if one does."""
    return _current


def read_log(path: Path) -> list[dict[str, Any]]:
    """The records of a log; a last line cut short by a killed process is left out."""
    records = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return records
    for line in lines:
        try:
            records.append(json.loads(line))
        except ValueError:
            break
    return records


_current: StepLog | None = None
