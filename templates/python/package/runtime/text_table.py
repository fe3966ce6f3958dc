"""Tables and values as text for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any


def table_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows in aligned columns, with a heading above each."""
    lines = [tuple(columns), *(tuple(map(value_text, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    aligned = ("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(line.rstrip() for line in aligned)


def value_text(value: Any) -> str:
    """A value in few characters: nothing for None, numbers with six digits, the rest as JSON unless it is a text."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def bytes_text(count: int | None) -> str:
    """A number of bytes as people say it."""
    size = float(count or 0)
    for unit in ("B", "KB", "MB"):
        if size < 1000:
            return "" if count is None else f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} GB"
