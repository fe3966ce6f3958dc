"""Names for engines that take fewer of them than Python does."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 60


def plain_names(names: Iterable[str], filler: str, kept: str = "") -> dict[str, str]:
    """A name for each of these: ASCII letters, digits and the letters `kept`, a letter first, no two the same.

    `filler` stands for everything else: `plain_names(["load_data"], "-")` is `{"load_data": "load-data"}`.
    """
    given: dict[str, str] = {}
    for name in names:
        plain = re.sub(f"[^a-zA-Z0-9{kept}]+", filler, name)[:_LONGEST].strip(filler)
        stem = plain if plain[:1].isalpha() else f"x{filler}{plain}".rstrip(filler)
        number, unique = 1, stem
        while unique in given.values():
            number += 1
            unique = f"{stem}{filler}{number}"
        given[name] = unique
    return given
