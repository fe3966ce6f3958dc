"""The run's parameters: the defaults of `params.py` with patches from the command line."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from .problems import PipelineError
from .project import PACKAGE


class NoParams(BaseModel):
    """Parameters of a pipeline that has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def params_type() -> type[BaseModel]:
    """The model `Params` of the project."""
    if importlib.util.find_spec(f"{PACKAGE}.params") is None:
        return NoParams
    return importlib.import_module(f"{PACKAGE}.params").Params


def patched_params(patches: Sequence[str]) -> BaseModel:
    """The defaults with `name=value` patches, each text read as the type that the field declares.

    A dot reaches into a nested model: `training.alpha=0.5`. Raises PipelineError for an unknown name or a bad value.
    """
    values: dict[str, Any] = {}
    for patch in patches:
        name, equals, text = patch.partition("=")
        if not equals:
            raise PipelineError(f"A patch reads name=value, not '{patch}'.")
        _set_patch(params_type(), values, name, text)
    return read_params(values)


def read_params(values: dict[str, Any]) -> BaseModel:
    """The parameters with these values, checked."""
    try:
        return params_type().model_validate(values)
    except ValidationError as error:
        raise PipelineError(f"The parameters are not valid: {error}") from None


def arguments_of(params: BaseModel) -> dict[str, Any]:
    """The parameters by name, as steps get them."""
    return {name: getattr(params, name) for name in type(params).model_fields}


def _set_patch(model: type[BaseModel], values: dict[str, Any], name: str, text: str) -> None:
    head, dot, rest = name.partition(".")
    field = model.model_fields.get(head)
    if field is None:
        raise PipelineError(f"There is no parameter '{head}'. The parameters are: {', '.join(model.model_fields)}.")
    if dot:
        if not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)):
            raise PipelineError(f"Parameter '{head}' has no fields, so '{name}' cannot be set.")
        _set_patch(field.annotation, values.setdefault(head, {}), rest, text)
        return
    values[head] = _read_text(field.annotation, name, text)


def _read_text(annotation: Any, name: str, text: str) -> Any:
    adapter = TypeAdapter(annotation)
    try:
        if annotation is not Any:
            return adapter.validate_strings(text)
    except ValidationError:
        pass  # not a plain value: lists and mappings are written as JSON
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        if annotation is Any:
            return text
        problem = error.errors()[0]["msg"]
        raise PipelineError(f"Parameter '{name}' cannot be '{text}': {problem}.") from None
