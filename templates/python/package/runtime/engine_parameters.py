"""The parameters as engines show them before a run, and as they hand them to steps."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from .parameters import configured_params


def default_values() -> dict[str, Any]:
    """The parameters that have a default, as JSON."""
    return configured_params().model_construct().model_dump(mode="json", warnings=False)


def differing(values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of these parameters that are not as their defaults: what a step has to be told."""
    defaults = default_values()
    return {name: value for name, value in values.items() if name not in defaults or value != defaults[name]}


def as_signature() -> inspect.Signature:
    """The parameters as those of a function, for engines that know types and defaults from there."""
    defaults, kind, none = default_values(), inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.empty
    fields = configured_params().model_fields.items()
    return inspect.Signature(
        [inspect.Parameter(name, kind, default=defaults.get(name, none), annotation=f.annotation) for name, f in fields]
    )
