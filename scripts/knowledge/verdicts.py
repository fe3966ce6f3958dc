"""Compares what a call did with what the knowledge files say."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable
from typing import Any

import numpy as np

from knowledge_files import Knowledge, resolve
from observed_call import Observation

#: Kinds of a difference. `missed` is an effect that the data does not tell: the analysis would be wrong.
#: `claimed` is an effect that was not seen; other arguments may show it.
MISSED, CLAIMED = "missed", "claimed"

ABSTRACT: dict[str, Callable[[Any], bool]] = {
    "builtins.iterator": lambda value: hasattr(value, "__next__"),
    "builtins.generator": lambda value: inspect.isgenerator(value) or hasattr(value, "__next__"),
    "builtins.file": lambda value: isinstance(value, io.IOBase) or hasattr(value, "read"),
    "builtins.function": callable,
    "builtins.int": lambda value: isinstance(value, (int, np.integer)),
    "builtins.bool": lambda value: isinstance(value, (bool, np.bool_)),
    "builtins.float": lambda value: isinstance(value, (float, int, np.floating, np.integer)),
    "numpy.float64": lambda value: isinstance(value, (float, np.floating)),
    "builtins.type": lambda value: isinstance(value, type),
}


def positions(call: Any, seen: Observation, parameters: list[str]) -> dict[str, Any]:
    """The arguments by the names of their parameters, as far as the signature is known."""
    try:
        return dict(inspect.signature(call).bind(*seen.arguments[0], **seen.arguments[1]).arguments)
    except (TypeError, ValueError):
        return {**dict(zip(parameters, seen.arguments[0], strict=False)), **seen.arguments[1]}


def _matches(reference: str | int, key: str | int, seen: Observation, named: dict[str, Any]) -> bool:
    if reference == key or (reference == "*" and key != "self"):
        return True
    if isinstance(reference, str) and isinstance(key, int):
        return reference in named and named[reference] is seen.arguments[0][key]
    if isinstance(reference, int) and isinstance(key, str) and key != "self":
        return reference < len(named) and list(named)[reference] == key
    return False


def _given(condition: dict[str, Any], named: dict[str, Any]) -> bool:
    return condition["argument"] in named and _same(named[condition["argument"]], condition["equals"])


def _same(value: Any, wanted: Any) -> bool:
    return isinstance(value, (bool, int, float, str)) and value == wanted


def compare(knowledge: Knowledge, entry: dict[str, Any], call: Any, seen: Observation) -> list[tuple[str, str, str]]:
    """Differences as (kind, field, detail)."""
    named = positions(call, seen, entry.get("parameters", []))
    conditional = entry.get("updatesWhen")
    in_place = conditional is not None and _given(conditional, named)
    updates = [] if conditional is not None and not in_place else entry.get("updates", [])
    aliases = entry.get("aliases", [])
    if "aliasesWhen" in entry and not _given(entry["aliasesWhen"], named):
        aliases = []
    if entry.get("returns") == "self":
        aliases = [*aliases, "self", *entry.get("keeps", [])]
    if str(entry.get("returns", "")).startswith("argument:"):
        aliases = [*aliases, int(entry["returns"].split(":")[1])]
    found = _references("updates", updates, seen.updates, seen, named)
    passed_on = {"self", *range(len(seen.arguments[0])), *seen.arguments[1]} if entry.get("calls") else set()
    unchanging = {key for key in seen.aliases if _is_immutable(knowledge, key, seen)}
    found += _references("aliases", aliases, seen.aliases - passed_on - unchanging, seen, named, claims=not passed_on)
    found += _files(entry, seen, named)
    drawn = _draws(entry, seen, named)
    found += _names("draws", {drawn} if drawn else set(), seen.draws - {entry.get("seeds")})
    found += _names("sets", {entry["sets"]} if "sets" in entry else set(), seen.sets)
    if seen.plots and not entry.get("plots"):
        found.append((MISSED, "plots", ""))
    wrong = _wrong_type(knowledge, entry, call, seen, in_place)
    doubtful = seen.result is None and not in_place
    return found + ([(CLAIMED if doubtful else MISSED, "returns", wrong)] if wrong else [])


def _references(
    name: str,
    told: list[str | int],
    happened: set[str | int],
    seen: Observation,
    named: dict[str, Any],
    claims: bool = True,
) -> list[tuple[str, str, str]]:
    found = [
        (MISSED, name, str(key))
        for key in happened
        if not any(_matches(reference, key, seen, named) for reference in told)
    ]
    keys = [*range(len(seen.arguments[0])), *seen.arguments[1], *(["self"] if seen.receiver is not None else [])]
    for reference in told:
        present = [key for key in keys if _matches(reference, key, seen, named)]
        if claims and present and not any(key in happened for key in present):
            found.append((CLAIMED, name, str(reference)))
    return found


def _is_immutable(knowledge: Knowledge, key: str | int, seen: Observation) -> bool:
    """True for a value that never changes: whoever holds it as well does not matter."""
    value = (
        seen.receiver if key == "self" else seen.arguments[1][key] if isinstance(key, str) else seen.arguments[0][key]
    )
    bases = [knowledge.canonical(f"{kind.__module__}.{kind.__qualname__}") for kind in type(value).__mro__]
    return any(knowledge.types.get(base, {}).get("immutable") for base in bases)


def _files(entry: dict[str, Any], seen: Observation, named: dict[str, Any]) -> list[tuple[str, str, str]]:
    told = entry.get("reads", []) + entry.get("writes", [])
    found = []
    for name, happened in (("reads", seen.reads - seen.writes), ("writes", seen.writes)):
        allowed = told if entry.get("mode") else entry.get(name, [])
        found += [
            (MISSED, name, str(key))
            for key in happened
            if not any(_matches(reference, key, seen, named) for reference in allowed)
        ]
    return found


def _names(name: str, told: set[str], happened: set[str]) -> list[tuple[str, str, str]]:
    measured = {
        "numpy",
        "python",
        "matplotlib",
        "pandas",
        "sklearn",
        "numpy.print",
        "numpy.errors",
        "warnings",
        "environment",
    }
    return [(MISSED, name, item) for item in sorted(happened - told)] + [
        (CLAIMED, name, item) for item in sorted((told & measured) - happened)
    ]


def _draws(entry: dict[str, Any], seen: Observation, named: dict[str, Any]) -> str | None:
    if "drawsUnless" in entry and named.get(entry["drawsUnless"]) is not None:
        return None
    receiver = entry.get("drawsUnlessReceiver")
    if receiver and getattr(seen.receiver, receiver, None) is not None:
        return None
    return entry.get("draws")


def _wrong_type(
    knowledge: Knowledge, entry: dict[str, Any], call: Any, seen: Observation, in_place: bool
) -> str | None:
    expected, result = _type_for(knowledge, entry, seen) or entry.get("returns"), seen.result
    if in_place:
        return None if result is None else f"none expected, got {type_name(knowledge, result)}"
    if expected is None:
        return None
    if expected == "none":
        return None if result is None else f"none expected, got {type_name(knowledge, result)}"
    if expected == "self":
        return None if result is seen.receiver else f"self expected, got {type_name(knowledge, result)}"
    if expected.startswith(("argument:", "like:")):
        return _wrong_likeness(knowledge, expected, seen)
    if expected == "type":
        expected = f"{call.__module__}.{call.__qualname__}" if isinstance(call, type) else None
        return (
            None
            if expected is None or isinstance(result, call)
            else f"instance expected, got {type_name(knowledge, result)}"
        )
    return None if is_of(knowledge, expected, result) else f"{expected} expected, got {type_name(knowledge, result)}"


def _type_for(knowledge: Knowledge, entry: dict[str, Any], seen: Observation) -> str | None:
    """What follows from the type of an argument, of all its elements where they decide."""
    rule = entry.get("returnsFor")
    if rule is None or not str(rule["argument"]).startswith("element:"):
        return None
    at = int(str(rule["argument"]).removeprefix("element:"))
    values = seen.arguments[0][at] if at < len(seen.arguments[0]) else []
    types = {type_name(knowledge, value) for value in values} if isinstance(values, (list, tuple)) else set()
    return rule["types"].get(types.pop()) if len(types) == 1 else None


def _wrong_likeness(knowledge: Knowledge, expected: str, seen: Observation) -> str | None:
    kind, _, which = expected.partition(":")
    is_element, which = which.startswith("element:"), which.removeprefix("element:")
    if which != "self" and int(which) >= len(seen.arguments[0]):
        return None
    source = seen.receiver if which == "self" else seen.arguments[0][int(which)]
    if is_element:
        if not isinstance(source, (list, tuple)) or not source:
            return None
        source = source[0]
    plain = (int, float, complex, bool, list, tuple, str, np.generic)
    if kind == "argument":
        return (
            None
            if seen.result is source or isinstance(source, plain)
            else f"argument {which} expected, got {type_name(knowledge, seen.result)}"
        )
    alike = isinstance(source, plain) or isinstance(seen.result, type(source))
    return None if alike else f"{type_name(knowledge, source)} expected, got {type_name(knowledge, seen.result)}"


def type_name(knowledge: Knowledge, value: Any) -> str:
    """The dotted name of a value's type as the knowledge files call it."""
    kind = type(value)
    return "none" if value is None else knowledge.canonical(f"{kind.__module__}.{kind.__qualname__}")


def is_of(knowledge: Knowledge, expected: str, value: Any) -> bool:
    """True when the value is of the type that the knowledge files name, parts included."""
    name, _, rest = expected.partition("[")
    if name in ("?", "builtins.object"):
        return True
    if knowledge.types.get(name, {}).get("restores") and hasattr(value, "__enter__"):
        return True
    if _is_instance(name, value):
        return True
    bases = {knowledge.canonical(f"{kind.__module__}.{kind.__qualname__}") for kind in type(value).__mro__}
    allowed = {name} if _exists(name) else set(knowledge.bases(name))
    if not (allowed & bases or any(ABSTRACT[item](value) for item in allowed if item in ABSTRACT)):
        return _by_class_base(knowledge, name, value)
    parts = _parts(rest[:-1]) if rest else []
    if name == "builtins.tuple" and isinstance(value, tuple) and len(parts) > 1:
        return len(parts) <= len(value) and all(
            is_of(knowledge, part, item) for part, item in zip(parts, value, strict=False)
        )
    if name in ("builtins.list", "builtins.tuple") and len(parts) == 1 and len(value):
        return is_of(knowledge, parts[0], value[0])
    return True


def _exists(name: str) -> bool:
    """False for a type that only the knowledge files know: its bases speak for it."""
    try:
        resolve(name)
    except Exception:
        return name in ABSTRACT
    return True


def _is_instance(name: str, value: Any) -> bool:
    try:
        kind = resolve(name)
    except Exception:  # a type that only the knowledge files know
        return False
    return (
        isinstance(kind, type)
        and isinstance(value, kind)
        and "[" not in name
        and kind is not tuple
        and kind is not list
    )


def _by_class_base(knowledge: Knowledge, name: str, value: Any) -> bool:
    """A class that is not listed stands for the type that `classBases` gives it."""
    path = type_name(knowledge, value)
    prefixes = {
        prefix: base for lib in knowledge.libraries.values() for prefix, base in lib.get("classBases", {}).items()
    }
    longest = max((prefix for prefix in prefixes if path.startswith(prefix + ".")), key=len, default=None)
    return longest is not None and name in knowledge.bases(prefixes[longest])


def _parts(text: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for character in text:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += character
    return [*parts, current.strip()]
