"""Metrics: numbers by which runs are compared, among the values that steps give."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterator, Mapping
from typing import Any

from .table import Step

_MOST_KEYS = 100


def numbers_in(outputs: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers among the outputs of a step; those in a dict as `name.key`."""
    return {
        label: plain_number(value)
        for name, output in outputs.items()
        for label, value in _labelled(name, output)
        if is_number(value)
    }


def metrics_among(step: Step, found: Mapping[str, Any]) -> dict[str, Any]:
    """Those numbers that the step table calls metrics."""
    return {label: value for label, value in found.items() if label.partition(".")[0] in step.metrics}


def merge_metrics(by_step: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The metrics of all steps by name; of a name that several steps give, the earlier ones as `step.name`."""
    merged: dict[str, Any] = {}
    givers: dict[str, str] = {}
    for step, metrics in by_step.items():
        for name, value in metrics.items():
            if name in merged:
                merged[f"{givers[name]}.{name}"] = merged.pop(name)
            merged[name], givers[name] = value, step
    return merged


def is_number(value: object) -> bool:
    """Python's and numpy's numbers; not truth values, though Python counts them as numbers."""
    return isinstance(value, numbers.Real) and not isinstance(value, bool)


def plain_number(value: Any) -> int | float | str:
    """A number as JSON can hold it: `nan`, `inf` and `-inf` are texts."""
    if isinstance(value, numbers.Integral):
        return int(value)
    try:
        number = float(value)
    except OverflowError:  # a fraction of very large whole numbers
        return str(value)
    return number if math.isfinite(number) else str(number)


def _labelled(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if type(value) is dict and len(value) <= _MOST_KEYS:
        yield from ((f"{name}.{key}", each) for key, each in value.items() if isinstance(key, str))
    else:
        yield name, value
