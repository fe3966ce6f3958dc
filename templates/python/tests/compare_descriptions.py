"""Compares descriptions that `describe_artifacts.py` made, of a value as it was and as it is now."""

from __future__ import annotations

from typing import Any

# Relative tolerance of the numbers among the samples. 0.0: every value has to be the same to the last bit.
TOLERANCE = 0.0
# The same, where libraries have other versions than when the value was described.
TOLERANCE_OF_OTHER_VERSIONS = 1e-6


def tolerance_for(changes: str) -> float:
    """The tolerance to compare with, given what `changed_versions` said."""
    return max(TOLERANCE, TOLERANCE_OF_OTHER_VERSIONS if changes else 0.0)


def changed_versions(before: dict[str, str], now: dict[str, str]) -> str:
    """What to add to a message when libraries have other versions; empty when they have not."""
    names = [name for name in before if now.get(name) != before[name]]
    changes = ", ".join(f"{name} {before[name]} -> {now.get(name, 'none')}" for name in names)
    return f" (other versions: {changes}; samples may differ by {TOLERANCE_OF_OTHER_VERSIONS})" if names else ""


def first_difference(before: dict[str, Any], now: dict[str, Any], tolerance: float) -> str | None:
    """Where and how a value differs; None when it does not, as far as the tolerance lets us see."""
    if "failure" in now:
        return f"it cannot be loaded: {now['failure']}"
    for key in ("type", "shape", "columns"):
        if before.get(key) != now.get(key):
            return f"its {key} is {now.get(key)}, not {before.get(key)}"
    if before["hash"] == now["hash"]:
        return None
    samples: dict[str, str] = before.get("samples", {})
    for path, text in samples.items():
        if not close(text, now["samples"].get(path), tolerance):
            return f"{before['name']}{path} is {now['samples'].get(path, 'not there')}, not {text}"
    if tolerance > 0 and samples:
        return None
    places = [path for path, digest in before.get("parts", {}).items() if now["parts"].get(path) != digest]
    return f"{before['name']}{places[0] if places else ''} is not the same, in a place of which there is no sample"


def close(before: str, now: str | None, tolerance: float) -> bool:
    """Whether two samples are the same; numbers may differ by the tolerance."""
    if now is None or before == now:
        return before == now
    try:
        one, other = float(before), float(now)
    except ValueError:
        return False
    return abs(one - other) <= tolerance * max(abs(one), abs(other))
