"""One line per step on the terminal, when it starts and when it is over."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from .store import Record

_SIGNS = {
    "done": ("✓", "32"),
    "cached": ("=", "36"),
    "failed": ("✗", "31"),
    "stopped": ("✗", "33"),
    "not run": ("-", "2"),
}


class Progress:
    """Writes to the standard output as it is now, even if a step takes that over later.

    Arguments:
        label: stands before each line, to tell runs apart.
        out: where to write instead.
    """

    def __init__(self, label: str = "", out: TextIO | None = None) -> None:
        stream = sys.stdout if out is None else out
        self._label = f"[{label}] " if label else ""
        self._out: TextIO = os.fdopen(os.dup(stream.fileno()), "w", encoding=stream.encoding, errors="replace")
        self._terminal = stream.isatty()
        self._width = 0

    def align(self, steps: Iterable[str]) -> None:
        """What is said of these steps stands below each other."""
        self._width = max(map(len, steps), default=0)

    def started(self, step: str) -> None:
        """A step's process starts."""
        self._line("…", "2", step, "")

    def ended(self, record: Record) -> None:
        """A step is over, or is not needed."""
        sign, colour = _SIGNS[record["status"]]
        took = f"{record['seconds']:.1f}s" if record["status"] in ("done", "failed") else record["status"]
        self._line(sign, colour, record["step"], took)
        for note in record.get("remade", ()) if record["status"] == "done" else ():
            why = "; ".join(dict.fromkeys(note["reasons"]))
            names = " and ".join(note["names"])
            self.say(f"  made {names} of {note['from']} again in {note['seconds']:.1f}s, since it is not stored: {why}")
        if record["status"] == "failed":
            self.error(record)

    def error(self, record: Record) -> None:
        """What went wrong in a step: the user's own part of the traceback."""
        error = record["error"]
        place = f" ({error['file']}:{error['line']})" if error["file"] else ""
        self.say(f"\nStep '{record['step']}' failed{place}\n{(error['traceback'] or error['message']).rstrip()}\n")

    def say(self, text: str) -> None:
        """Write a line."""
        self._out.write(f"{self._label}{text}\n")
        self._out.flush()

    def _line(self, sign: str, colour: str, step: str, text: str) -> None:
        if self._terminal:
            sign = f"\033[{colour}m{sign}\033[0m"
        self.say(f"{sign} {step.ljust(self._width)}  {text}".rstrip())
