"""What the outputs of a step come to: those that were cleared or updated later are as a notebook leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Output = dict[str, Any]


def final_outputs(log: Sequence[Output], ends: Sequence[int]) -> list[list[Output]]:
    """The records of a log by the part of the source that showed them, and those after the last part.

    Clearing takes back what the part at hand has shown, as a notebook's cell does.

    Arguments:
        ends: last line of each part, ascending.
    """
    groups: list[list[Output]] = [[] for _ in range(len(ends) + 1)]
    shown: dict[str, Output] = {}
    at, clears = 0, False
    for record in log:
        while at < len(ends) and (record["line"] or 0) > ends[at]:
            at, clears = at + 1, False
        if record["kind"] == "clear":
            clears = record["wait"]
            if not clears:
                groups[at].clear()
            continue
        if clears:
            groups[at].clear()
            clears = False
        if record.get("update"):
            if earlier := shown.get(record["id"]):
                earlier["data"] = record["data"]
            continue
        copy = dict(record)
        groups[at].append(copy)
        if "id" in record:
            shown[record["id"]] = copy
    return groups
