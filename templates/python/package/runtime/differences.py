"""What changed from one run to another: what it was given, what it ran, and what came out."""

from __future__ import annotations

import difflib
import os.path
from collections.abc import Callable, Collection, Mapping
from typing import Any

from . import store
from .history import Manifest, statistics_by_artifact
from .provenance import version_of
from .text_table import table_text

Pair = list[Any]  # a value before and after; None where there is none
Differences = dict[str, Any]

_SECTIONS = ("steps", "parameters", "seeds", "code", "data", "versions", "artifacts", "quality", "metrics")
_ENDS = {"done": "done", "cached": "done", "failed": "failed"}
_SHORT_HASH = 12


def differences(before: Manifest, after: Manifest) -> Differences:
    """What differs, section by section, as pairs of values; an empty section has no difference.

    Of a step that only one of the runs came to, just that is told: what it gave did not change.
    """
    statuses = _changed(_statuses(before), _statuses(after))
    missed = {name for name, pair in statuses.items() if None not in pair and "not run" in pair}
    fell = {name for name, pair in statuses.items() if None not in pair}

    def section(told: Callable[[Manifest], Mapping[str, Any]]) -> dict[str, Pair]:
        return _changed(told(_without(before, missed, fell)), told(_without(after, missed, fell)))

    return {
        "before": before["run"],
        "after": after["run"],
        "steps": statuses,
        "parameters": section(lambda run: run["parameters"]),
        "seeds": section(_seeds),
        "code": section(lambda run: {step["name"]: step.get("code") for step in run["steps"]}),
        "data": section(_data),
        "versions": {name: pair for name, pair in section(_versions).items() if not fell or None not in pair},
        "artifacts": section(_hashes),
        "quality": section(_quality),
        "metrics": section(lambda run: run.get("metrics", {})),
    }


def differences_text(found: Differences) -> str:
    """The differences, to be read; the changed lines of the steps' own code are shown too."""
    parts = []
    for name in _SECTIONS:
        if rows := [(label, *map(_short, pair), _change(name, pair)) for label, pair in found[name].items()]:
            parts.append(f"{name}\n{table_text(('', found['before'], found['after'], ''), rows)}")
        if name == "code":
            parts += filter(None, (_code_lines(step, found["before"], found["after"]) for step in found["code"]))
    return "\n\n".join(parts) or "Nothing differs."


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Pair]:
    pairs = {name: [before.get(name), after.get(name)] for name in dict.fromkeys([*before, *after])}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _statuses(run: Manifest) -> dict[str, str]:
    """How each step ended; whether it was computed anew says nothing of what it gives."""
    return {step["name"]: _ENDS.get(step["status"], "not run") for step in run["steps"]}


def _without(run: Manifest, missed: Collection[str], fell: Collection[str]) -> Manifest:
    """The run without the steps `missed`, and without what the steps `fell` gave."""
    return {
        **run,
        "steps": [step for step in run["steps"] if step["name"] not in missed],
        "artifacts": [artifact for artifact in run["artifacts"] if artifact["step"] not in fell],
    }


def _seeds(run: Manifest) -> dict[str, Any]:
    seeds: dict[str, Any] = {}
    for step in run["steps"]:
        for seed in step.get("seeds", []):
            seeds.setdefault(f"{step['name']}: {seed['call']}", []).append(seed["value"])
        if step.get("random_before") and not step.get("seeds"):
            seeds[f"{step['name']}: state before"] = step["random_before"]
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in seeds.items()}


def _data(run: Manifest) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for step in run["steps"]:
        files, tables = step.get("reads", {}), [told for told in step.get("catalog", ()) if told["access"] == "read"]
        for told in tables:
            label = f"{step['name']}<-{told['table']}"
            found[label] = version_of(told)
            found |= {f"{label} {field}": told[field] for field in ("format", "location", "query")}
        places = {os.path.normpath(told["location"]) for told in tables}
        found |= {f"{step['name']}: {file}": digest for file, digest in files.items() if file not in places}
    return found


def _versions(run: Manifest) -> dict[str, str | None]:
    return {"python": run["python"], **run["packages"], "commit": _commit(run)}


def _commit(run: Manifest) -> str | None:
    git = run.get("git")
    return f"{git['commit']}{' with changes' if git['dirty'] else ''}" if git else None


def _hashes(run: Manifest) -> dict[str, str]:
    return {
        f"{artifact['step']}.{variable['name']}": artifact["sha256"]
        for artifact in run["artifacts"]
        for variable in artifact["variables"]
    }


def _quality(run: Manifest) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for label, statistics in statistics_by_artifact(run).items():
        for field, value in statistics.items():
            if field not in ("kind", "measured"):
                found[f"{label} {field}"] = value
        for column in statistics.get("measured", ()):
            told = {f"{label}[{column['name']}] {field}": value for field, value in column.items() if field != "name"}
            found.update((name, value) for name, value in told.items() if name not in found)
    return found


def _change(section: str, pair: Pair) -> str:
    before, after = pair
    if section not in ("quality", "metrics") or not all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in pair
    ):
        return ""
    share = f" ({(after - before) / abs(before):+.2%})" if before else ""
    return f"{after - before:+.6g}{share}"


def _short(value: Any) -> Any:
    """Hashes are cut: who needs them whole asks for JSON."""
    is_hash = isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")
    return value[:_SHORT_HASH] if is_hash else "-" if value is None else value


def _code_lines(step: str, before: str, after: str) -> str:
    records = [store.read_from_run(run, step) for run in (before, after)]
    before_lines, after_lines = (record["source"].splitlines() if record else [] for record in records)
    files = f"{before}: {step}.py", f"{after}: {step}.py"
    return "\n".join(difflib.unified_diff(before_lines, after_lines, *files, n=1, lineterm=""))
