"""Which values have a schema, and whether what is stored was checked by it: told without the project's libraries."""

from __future__ import annotations

import re

from . import fingerprint, project
from .store import Record


def checked_outputs() -> set[str]:
    """The values of steps of which `schemas.py` says what they are like, as `step.name`."""
    path = project.SOURCE / "schemas.py"
    text = path.read_text(encoding="utf-8").partition("OUTPUTS")[2] if path.is_file() else ""
    return set(re.findall(r'^\s*"(\w+\.\w+)":', text, re.MULTILINE))


def was_checked(record: Record | None) -> bool:
    """Whether a step's values were found to be as today's schemas say, before they were stored or since."""
    path = project.SOURCE / "schemas.py"
    return record is not None and path.is_file() and record.get("schemas") == fingerprint.meaning(path)
