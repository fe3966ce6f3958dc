"""Show values as a notebook does: `show` for the last expression of a cell, `display` for explicit calls."""

from __future__ import annotations

import base64
import functools
import sys
from typing import Any

from .log import current_log


def show(value: object) -> None:
    """Show the value of the last expression of a cell, unless it is None, then the cell's figures."""
    show_part(value)
    end_cell()


def show_part(value: object) -> None:
    """Show the value of an expression before the end of a cell, unless it is None."""
    if value is not None:
        emit("result", value)


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
    figures = sys.modules.get(f"{__package__}.figures")
    picture = figures.picture(value) if figures else None
    data = {"text/plain": repr(value), "image/png": picture} if picture else _formatter().format(value)[0]
    if log := current_log():
        log.show(kind, {mime: _as_text(content) for mime, content in data.items()})
    elif "text/plain" in data:
        print(data["text/plain"])


@functools.cache
def _formatter() -> Any:
    from IPython.core.formatters import DisplayFormatter

    return DisplayFormatter()


def _as_text(content: Any) -> Any:
    return base64.b64encode(content).decode("ascii") if isinstance(content, bytes) else content
