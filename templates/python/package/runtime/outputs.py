"""What the outputs of a step come to: those that were cleared or updated later are as a notebook leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Output = dict[str, Any]


def final_outputs(log: Sequence[Output], parts: Sequence[tuple[str, int]]) -> list[list[Output]]:
    """The records of a log by the part of the source that showed them, and those after the last part.

    Clearing takes back what the paragraph at hand has shown, as in a notebook what the cell has.

    Arguments:
        parts: pieces of source with their last lines, ascending (see `report_source`).
    """
    groups: list[list[Output]] = [[] for _ in range(len(parts) + 1)]
    shown: dict[str, Output] = {}
    at, start, clears = 0, 0, False
    for record in log:
        while at < len(parts) and (record["line"] or 0) > parts[at][1]:
            at += 1
            if at == len(parts) or parts[at][0].startswith("\n"):
                start, clears = at, False
        if record["kind"] == "clear" or clears:
            clears = record["kind"] == "clear" and record["wait"]
            if not clears:
                for group in groups[start : at + 1]:
                    group.clear()
        if record["kind"] == "clear":
            continue
        if record.get("update"):
            if earlier := shown.get(record["id"]):
                earlier["data"] = record["data"]
            continue
        copy = dict(record)
        groups[at].append(copy)
        if "id" in record:
            shown[record["id"]] = copy
    return groups
