"""The layers of the parameters, each over the ones before it, with the place from which each value came.

    params.py < conf/base.yaml < conf/<environment>.yaml < files of --config < --patch

Models merge field by field; any other value is replaced whole.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from .problems import PipelineError, refuse
from .secret_values import MASK, fields_of, how_to_give, secret_from_environment, secret_names
from .typed_values import Unreadable, holds_secret, is_container, model_of, read_value
from .yaml_values import Value

PATCH = "--patch"
NOT_SET = "not set"  # the origin of a secret that has no value


class Layers:
    """Values for a model, as more and more layers are put over its defaults.

    Attributes:
        values: what was given, which is not checked as a whole yet.
        origins: where it was given, by dotted name.
        problems: what is wrong so far.
    """

    def __init__(self, model: type[BaseModel], values: dict[str, Any] | None = None) -> None:
        self._model = model
        self.values: dict[str, Any] = values or {}
        self.origins: dict[str, str] = {}
        self.problems: list[str] = []

    def put(self, layer: Value) -> None:
        """Put what a file says over what is there."""
        self._put(self._model, self.values, layer, "")

    def patch(self, patch: str) -> None:
        """Put `name=value` over what is there; a dot in the name reaches into a model."""
        name, equals, text = patch.partition("=")
        if not equals:
            shown = next((each for each in secret_names(self._model) if each in patch), patch)
            self.problems.append(f"A patch reads NAME=VALUE, not '{shown}'.{_example(self._model, name)}")
            return
        value = Value(text, PATCH)
        for part in reversed(name.split(".")):
            value = Value({part: value}, PATCH)
        self.put(value)

    def put_secrets(self, taken: Collection[str] | None = None) -> None:
        """Put secrets of the environment over the defaults.

        With `taken`, one that is missing matters only among these parameters: the others get no value that is of use.
        """
        for name in secret_names(self._model):
            *outer, last = name.split(".")
            holder = self._holder(outer)
            if holder is None:
                continue
            field, values = holder[0].model_fields[last], holder[1]
            try:
                found = secret_from_environment(field.annotation, name)
            except PipelineError as error:
                self.problems.append(str(error))
                continue
            if found:
                values[last], self.origins[name] = found
            elif last not in values and field.is_required() and taken is not None and name.split(".")[0] not in taken:
                values[last], self.origins[name] = MASK, NOT_SET

    def result(self) -> BaseModel:
        """The checked values; raises PipelineError that tells all problems."""
        refuse(self.problems)
        try:
            return self._model.model_validate(self.values)
        except ValidationError as error:
            secrets = set(secret_names(self._model))
            refuse([self._invalid(".".join(map(str, one["loc"])), one, secrets) for one in error.errors()])
            raise

    def origin(self, name: str) -> str | None:
        """Where a value was given; None for a default."""
        while name and name not in self.origins:
            name = name.rpartition(".")[0]
        return self.origins.get(name)

    def _holder(self, outer: Sequence[str]) -> tuple[type[BaseModel], dict[str, Any]] | None:
        """The model at a dotted name, and its values; None where there is no such model but None."""
        model, values = self._model, self.values
        for name in outer:
            field = model.model_fields[name]
            inner = model_of(field.annotation)
            if inner is None or values.get(name, field.default) is None:
                return None
            model, values = inner, _inner(values, name, field)
        return model, values

    def _put(self, model: type[BaseModel], values: dict[str, Any], layer: Value, outer: str) -> None:
        for name, value in layer.items():
            field = model.model_fields.get(name)
            if field is None:
                known = ", ".join(model.model_fields)
                self._say(value, f"There is no parameter '{name}'. The parameters are: {known}.")
                continue
            inner = model_of(field.annotation)
            if inner and isinstance(value.content, dict):
                self._put(inner, _inner(values, name, field), value, f"{outer}{name}.")
            elif value.place == PATCH and isinstance(value.content, dict):
                whole = f"{name}.{next(iter(value.content))}"
                self._say(value, f"Parameter '{name}' has no fields, so '{whole}' cannot be set.")
            elif inner and value.plain and value.content == "":
                continue  # all below the name is commented out
            elif holds_secret(field.annotation):
                self._say(value, _secret_given(outer + name, inner is not None))
            else:
                self._set(field, values, name, value, outer)

    def _set(self, field: FieldInfo, values: dict[str, Any], name: str, value: Value, outer: str) -> None:
        whole = outer + name
        try:
            values[name] = read_value(field.annotation, value)
        except Unreadable as error:
            element = "" if error.value is value else " has an element that"
            if value.place == PATCH:
                as_json = ", written as JSON" if is_container(error.kind) else ""
                text = f"Parameter '{whole}'{element} {error}{as_json}.{_example_of(field, whole)}"
                self.problems.append(text)
            else:
                self._say(error.value, f"'{whole}'{element} {error}.")
            return
        self.origins = {each: at for each, at in self.origins.items() if not each.startswith(f"{whole}.")}
        self.origins[whole] = value.place

    def _say(self, value: Value, text: str) -> None:
        is_patch = value.place == PATCH
        self.problems.append(text if is_patch else f"{value.place}: {text[0].lower()}{text[1:]}")

    def _invalid(self, name: str, error: Any, secrets: set[str]) -> str:
        if name in secrets:
            missing = error["type"] == "missing"
            return f"Secret '{name}' is {f'not there. {how_to_give(name)}' if missing else 'not valid.'}"
        if not name:
            return f"The parameters are not valid: {error['msg']}."
        if error["type"] == "missing":
            return f"Parameter '{name}' has no value. For example: {PATCH} {name}=VALUE"
        place = self.origin(name)
        what = f"{place}: '{name}'" if place and place != PATCH else f"Parameter '{name}'"
        return f"{what} is not valid: {error['msg']}."


def leaves(value: BaseModel, outer: str = "") -> Iterator[tuple[str, Any]]:
    """The fields by dotted name, those of models inside too, as JSON; secrets are masked."""
    dumped = value.model_dump(mode="json")
    for name, each in fields_of(value).items():
        if isinstance(each, BaseModel) and type(each).model_fields:
            yield from leaves(each, f"{outer}{name}.")
        else:
            yield outer + name, dumped[name]


def _inner(values: dict[str, Any], name: str, field: FieldInfo) -> dict[str, Any]:
    """The values of a model inside, which begin with those of its default."""
    known = values.get(name, None if field.is_required() else field.get_default(call_default_factory=True))
    values[name] = fields_of(known)
    return values[name]


def _secret_given(name: str, is_model: bool) -> str:
    if is_model:
        return f"'{name}' holds secrets: set its other fields by their names, such as '{name}.NAME'."
    return f"'{name}' is a secret, which comes from nowhere but the environment. {how_to_give(name)}"


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
    return f" For example: {PATCH} {shlex.quote(f'{name}={text}')}"
