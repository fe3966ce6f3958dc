"""The parameters of a run: the defaults of `params.py`, with what the command line says."""

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from ..params import Params
from .project import RUNS, read_json, write_json


def store_parameters(run: str, patches: Iterable[str]) -> dict[str, Any]:
    """Write down the parameters of a run; `NAME=VALUE` is read as the type that `Params` declares."""
    values = {}
    for patch in patches:
        name, _, text = patch.partition("=")
        values[name] = _value(name, text)
    try:
        parameters = Params(**values).model_dump(mode="json")
    except ValidationError as error:
        raise SystemExit(f"error: {error}") from None
    write_json(RUNS / run / "parameters.json", parameters)
    return parameters


def read_parameters(run: str, names: Iterable[str]) -> dict[str, Any]:
    """Some of the parameters of a run, as steps take them."""
    params = Params(**read_json(RUNS / run / "parameters.json"))
    return {name: getattr(params, name) for name in names}


def _value(name: str, text: str) -> Any:
    field = Params.model_fields.get(name)
    try:
        return text if field and field.annotation is str else json.loads(text)
    except ValueError:
        return text
