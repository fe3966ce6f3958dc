"""What steps ask for in the forms that engines take: amounts as numbers, secrets by name and key."""

from __future__ import annotations

import re

from .problems import PipelineError
from .table import Step

_FACTORS = {"m": 1e-3, "": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15} | {
    f"{letter}i": 1024.0**power for power, letter in enumerate("KMGTP", start=1)
}
_PLACED = ("cpu", "memory", "ephemeral-storage")


def amount(text: str) -> float:
    """The number that a quantity stands for: `500m` is 0.5, `2Gi` is 2147483648."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?(?:e\d+)?)([a-zA-Z]*)", text.strip())
    if match is None or match[2] not in _FACTORS:
        raise PipelineError(f"'{text}' is no amount of a resource. Amounts look like 2, 500m, 4Gi or 16G.")
    return float(match[1]) * _FACTORS[match[2]]


def cpus(step: Step) -> float | None:
    """Processor cores the step asks for."""
    return amount(step.resources["cpu"]) if "cpu" in step.resources else None


def memory_bytes(step: Step) -> int | None:
    """Memory the step asks for, in bytes."""
    return round(amount(step.resources["memory"])) if "memory" in step.resources else None


def accelerators(step: Step) -> dict[str, int]:
    """Devices the step asks for, by the kind that Kubernetes knows them by: `{"nvidia.com/gpu": 1}`."""
    return {kind: round(amount(text)) for kind, text in step.resources.items() if kind not in _PLACED}


def secret_places(step: Step) -> dict[str, tuple[str, str]]:
    """For each variable that holds a secret: what the secret is called, and the key in it."""
    return {variable: (place.partition(":")[0], place.partition(":")[2]) for variable, place in step.secrets.items()}
