"""The parameters of a run: the defaults of `params.py`, with what the command line says."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from .project import PACKAGE, RUNS, read_json, write_json


def store_parameters(run: str, patches: Iterable[str]) -> dict[str, Any]:
    """Write down the parameters of a run; `NAME=VALUE` is read as the type that `Params` declares."""
    model: type[BaseModel] = importlib.import_module(f"{PACKAGE}.params").Params
    values: dict[str, Any] = {}
    for patch in patches:
        name, _, text = patch.partition("=")
        if name not in model.model_fields:
            known = ", ".join(model.model_fields) or "none"
            raise SystemExit(f"error: there is no parameter '{name}'; the parameters are: {known}")
        values[name] = text if model.model_fields[name].annotation is str else _plain(text)
    try:
        parameters = model.model_validate(values).model_dump(mode="json")
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise SystemExit(f"error: {'; '.join(problems)}") from None
    write_json(RUNS / run / "parameters.json", parameters)
    return parameters


def read_parameters(run: str, names: Iterable[str]) -> dict[str, Any]:
    """Some of the parameters of a run, as steps take them."""
    params = importlib.import_module(f"{PACKAGE}.params").Params(**read_json(RUNS / run / "parameters.json") or {})
    return {name: getattr(params, name) for name in names}


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
