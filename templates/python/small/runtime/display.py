"""What a step prints and shows, as a notebook would: `show` for the last expression of a cell, `display` for explicit calls."""

import base64
import functools
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import CodeType, FrameType
from typing import Any


def show(value: object) -> None:
    """Show the value of the last expression of a cell, unless it is None, then the cell's figures."""
    if value is not None:
        emit("result", value)
    end_cell()


def display(*values: object) -> None:
    """Show each value, also None, as IPython's `display` does."""
    for value in values:
        emit("display", value)


def end_cell() -> None:
    """What a notebook does at the end of a cell: show figures that are still open, and close them."""
    if figures := sys.modules.get(f"{__package__}.figures"):
        figures.show()


def emit(kind: str, value: object) -> None:
    """Log a value by MIME types, as a notebook would show it; print it where no step runs."""
    data = _formatter().format(value)[0]
    if _log:
        _log.records.append({"kind": kind, "line": _log.line(), "data": data})
    elif data:
        print(data["text/plain"])


@functools.cache
def _formatter() -> Any:
    from IPython.core.formatters import DisplayFormatter
    from IPython.core.pylabtools import print_figure

    formatter = DisplayFormatter()
    formatter.formatters["image/png"].for_type_by_name("matplotlib.figure", "Figure", print_figure)
    return formatter


class Log:
    """The outputs of a step, each with the line of `code` that caused it."""

    def __init__(self) -> None:
        self.code: CodeType | None = None
        self.records: list[dict[str, Any]] = []

    def line(self) -> int | None:
        """The line of `code` that is at work."""
        frame: FrameType | None = sys._getframe(1)
        while frame and frame.f_code is not self.code:
            frame = frame.f_back
        return frame.f_lineno if frame else None

    def write(self, path: Path) -> None:
        """Write the outputs, each as a line of JSON."""
        lines = [json.dumps(record, default=_as_text) + "\n" for record in self.records]
        path.write_text("".join(lines), encoding="utf-8")


class _Stream(io.TextIOBase):
    """Takes what is printed into a log; what one line of code prints is one record."""

    def __init__(self, log: Log, kind: str) -> None:
        self._log, self._kind = log, kind

    def write(self, text: str, /) -> int:
        line, records = self._log.line(), self._log.records
        if not records or (records[-1]["kind"], records[-1]["line"]) != (self._kind, line):
            records.append({"kind": self._kind, "line": line, "text": io.StringIO()})
        records[-1]["text"].write(text)
        return len(text)


def _as_text(content: io.StringIO | bytes) -> str:
    return base64.b64encode(content).decode("ascii") if isinstance(content, bytes) else content.getvalue()


@contextmanager
def logging() -> Iterator[Log]:
    """Outputs of this process go to a log."""
    global _log
    _log = Log()
    with redirect_stdout(_Stream(_log, "stdout")), redirect_stderr(_Stream(_log, "stderr")):
        yield _log


_log: Log | None = None
