"""What a check found: kept by callable, without what is accepted, and printed."""

from __future__ import annotations

import collections
import json
from pathlib import Path
from typing import Any

from verdicts import MISSED

ACCEPTED = Path(__file__).with_name("accepted.json")
FIELDS = ("updates", "aliases", "draws", "sets", "plots", "returns", "reads", "writes")


class Findings:
    """What was checked and what came out, by callable."""

    def __init__(self) -> None:
        accepted = json.loads(ACCEPTED.read_text(encoding="utf-8"))
        self.accepted_absent, self.accepted_missed = accepted["absent"], accepted["missed"]
        self.absent: list[str] = []
        self.called: dict[str, list[tuple[str, str, str]]] = {}
        self.uncalled: dict[str, str] = {}
        self.fields: collections.Counter[tuple[str, str]] = collections.Counter()

    def add(self, name: str, entry: dict[str, Any], differences: list[list[tuple[str, str, str]]]) -> None:
        """Takes the differences of all calls: what one call showed is no longer only claimed."""
        wrong_types = [{d for d in one if d[1] == "returns"} for one in differences]
        missed = {d for one in differences for d in one if d[0] == MISSED and d[1] != "returns"}
        if all(wrong_types):
            missed |= wrong_types[0]
        missed = {d for d in missed if f"{name} {d[1]} {d[2].split(' ')[0]}" not in self.accepted_missed}
        claimed = set.intersection(*({d for d in one if d[0] != MISSED} for one in differences))
        self.called[name] = sorted(missed | claimed)
        for field in FIELDS:
            kinds = {kind for kind, where, _ in self.called[name] if where == field}
            outcome = (
                "missed"
                if MISSED in kinds
                else "claimed"
                if kinds
                else "agrees"
                if field in entry
                else "agrees (nothing told)"
            )
            self.fields[field, outcome] += 1


def report(findings: Findings, shown: str) -> None:
    """Prints what differs, then the figures."""
    for name in findings.absent:
        print("absent  ", name)
    for name, differences in sorted(findings.called.items()):
        for kind, field, detail in differences:
            if shown == "all" or kind == MISSED or kind == shown:
                print(f"{kind:8} {name}  {field} {detail}")
    if shown == "all":
        for name, reason in sorted(findings.uncalled.items()):
            print("uncalled", name, reason)
    clean = sum(not any(d[0] == MISSED for d in differences) for differences in findings.called.values())
    left = f"{len(findings.uncalled)} not callable here, {len(findings.absent)} absent"
    print(f"{len(findings.called)} called, {clean} without an untold effect, {left}")
    for field in FIELDS:
        print(
            f"  {field:8}",
            {outcome: count for (name, outcome), count in sorted(findings.fields.items()) if name == field},
        )
