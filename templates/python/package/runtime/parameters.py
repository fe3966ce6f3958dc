"""The run's parameters: the defaults of `params.py` with patches from the command line."""

from __future__ import annotations

import importlib
import importlib.util
import shlex
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

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
            raise PipelineError(f"A patch reads NAME=VALUE, not '{patch}'.{_example(params_type(), name)}")
        _set_patch(params_type(), values, name, text)
    return read_params(values)


def read_params(values: dict[str, Any]) -> BaseModel:
    """The parameters with these values, checked."""
    try:
        return params_type().model_validate(values)
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise PipelineError(f"The parameters are not valid: {'; '.join(problems)}.") from None


def arguments_of(params: BaseModel) -> dict[str, Any]:
    """The parameters by name, as steps get them."""
    return {name: getattr(params, name) for name in type(params).model_fields}


def _set_patch(model: type[BaseModel], values: dict[str, Any], name: str, text: str, outer: str = "") -> None:
    head, dot, rest = name.partition(".")
    field = model.model_fields.get(head)
    if field is None:
        raise PipelineError(f"There is no parameter '{head}'. The parameters are: {', '.join(model.model_fields)}.")
    if dot:
        if not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)):
            raise PipelineError(f"Parameter '{head}' has no fields, so '{name}' cannot be set.")
        _set_patch(field.annotation, values.setdefault(head, {}), rest, text, f"{outer}{head}.")
        return
    values[head] = _read_text(field, outer + name, text)


def _read_text(field: FieldInfo, name: str, text: str) -> Any:
    annotation: Any = field.annotation
    adapter = TypeAdapter(annotation)
    try:
        if annotation is not Any:
            return adapter.validate_strings(text)
    except ValidationError:
        pass  # not a plain value: lists and mappings are written as JSON
    try:
        return adapter.validate_json(text)
    except ValidationError:
        if annotation is Any:
            return text
        kind, example = _type_name(annotation), _example_of(field, name)
        raise PipelineError(f"Parameter '{name}' cannot be '{text}': it takes {kind}.{example}") from None


_KINDS = {"int": "a whole number (int)", "float": "a number (float)", "bool": "true or false (bool)"}
_CONTAINERS = ("list", "dict", "tuple", "set", "frozenset")


def _type_name(annotation: Any) -> str:
    """A type as a reader of the command line knows it."""
    name = str(annotation).replace("typing.", "")
    if isinstance(annotation, type) and not hasattr(annotation, "__args__"):
        name = annotation.__name__
    if name.startswith(_CONTAINERS):
        return f"a {name}, written as JSON"
    return _KINDS.get(name, f"the type {name}")


def _example(model: type[BaseModel], name: str) -> str:
    """How a patch of this parameter reads, or of any; nothing when there is no parameter."""
    fields = model.model_fields
    chosen = name if name in fields else next(iter(fields), None)
    return "" if chosen is None else _example_of(fields[chosen], chosen)


def _example_of(field: FieldInfo, name: str) -> str:
    if field.is_required():
        return ""
    default = field.get_default(call_default_factory=True)
    try:
        text = default if isinstance(default, str) else TypeAdapter(Any).dump_json(default).decode()
    except ValueError:  # a default that is no plain value
        return ""
    return f" For example: --patch {shlex.quote(f'{name}={text}')}"
