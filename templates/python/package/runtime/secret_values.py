"""Secrets: fields of `Params` of the type SecretStr or SecretBytes.

Their values come from the environment, `<PACKAGE>__<NAME>`, or from the file that `<PACKAGE>__<NAME>_FILE` names, in each
process anew. They are written nowhere: what is stored of them is `**********`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .problems import PipelineError
from .project import PACKAGE
from .typed_values import Unreadable, holds_secret, model_of, read_value
from .yaml_values import Value

MASK = "**********"


def secret_names(model: type[BaseModel], outer: str = "", *around: type[BaseModel]) -> Iterator[str]:
    """The secrets among the parameters, and those in models inside: `db.password`."""
    for name, field in model.model_fields.items():
        inner = model_of(field.annotation)
        if inner and inner not in (model, *around):
            yield from secret_names(inner, f"{outer}{name}.", model, *around)
        elif holds_secret(field.annotation):
            yield outer + name


def variable_of(name: str) -> str:
    """The environment variable from which a secret comes."""
    return f"{PACKAGE}__{name.replace('.', '__')}".upper()


def secret_from_environment(kind: Any, name: str) -> tuple[Any, str] | None:
    """A secret and where it came from; None when the environment has none. Raises PipelineError without telling it."""
    variable = variable_of(name)
    place = f"environment {variable}"
    text = os.environ.get(variable)
    if text is None and (path := os.environ.get(f"{variable}_FILE")):
        place = f"file {path}"
        try:
            text = Path(path).read_text(encoding="utf-8").removesuffix("\n").removesuffix("\r")
        except (OSError, ValueError):
            raise PipelineError(f"The file {path} that {variable}_FILE names cannot be read.") from None
    if text is None:
        return None
    try:
        return read_value(kind, Value(text, place)), place
    except Unreadable:
        raise PipelineError(f"Secret '{name}' does not fit its type ({place}).") from None


def how_to_give(name: str) -> str:
    """What to do about a secret that is missing."""
    variable = variable_of(name)
    return f"Set the environment variable {variable}, or {variable}_FILE to the path of a file that holds it."


def without_secrets(model: type[BaseModel], stored: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values with the defaults in the place of masked secrets, or nothing where a secret has no default."""
    values = dict(stored)
    for name, field in model.model_fields.items():
        if not holds_secret(field.annotation) or name not in values:
            continue
        default = defaults.get(name, field.get_default(call_default_factory=True))
        inner = model_of(field.annotation)
        if inner and isinstance(values[name], dict):
            values[name] = without_secrets(inner, values[name], fields_of(default))
        elif name in defaults or not field.is_required():
            values[name] = default
        else:
            del values[name]
    return values


def fields_of(value: Any) -> dict[str, Any]:
    """The fields of a model or of what is to become one."""
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    return dict(value) if isinstance(value, Mapping) else {}
