"""The run's parameters: the defaults of `params.py` with the configuration and patches from the command line."""

from __future__ import annotations

import copy
import functools
import importlib
import importlib.util
import os
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, create_model

from . import step_options
from .catalog_entries import read_entries
from .config_files import config_files
from .layers import NOT_SET, Layers
from .problems import refuse
from .project import PACKAGE
from .secret_values import variable_of, without_secrets
from .table import Step
from .typed_values import holds_secret


class NoParams(BaseModel):
    """Parameters of a pipeline that has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def params_type() -> type[BaseModel]:
    """The model `Params` of the project."""
    if importlib.util.find_spec(f"{PACKAGE}.params") is None:
        return NoParams
    return importlib.import_module(f"{PACKAGE}.params").Params


def layered_params(patches: Sequence[str], taken: Collection[str] | None = None) -> tuple[BaseModel, Layers]:
    """The effective parameters, and the layers that they came from.

    Each text is read as the type that its field declares. `taken`: the parameters whose secrets have to be there; all, if
    it is None. Raises PipelineError that tells all that is wrong, with the options of steps.
    """
    layers = _layers(taken)
    for patch in patches:
        layers.patch(patch)
    return layers.result(), layers


def patched_params(patches: Sequence[str], taken: Collection[str] | None = None) -> BaseModel:
    """The effective parameters with `name=value` patches; a dot reaches into a nested model: `training.alpha=0.5`."""
    return layered_params(patches, taken)[0]


def read_params(values: Mapping[str, Any], taken: Collection[str] | None = None) -> BaseModel:
    """The parameters that a run has stored, checked, with their secrets from the environment of this process."""
    layers = Layers(params_type(), without_secrets(params_type(), values, {}))
    layers.put_secrets(taken)
    return layers.result()


def missing_secrets(step: Step) -> list[str]:
    """The variables of secrets that the step has to have, and that this process has no value for."""
    origins = _layers(()).origins
    taken = [name for name, place in origins.items() if place == NOT_SET and name.split(".")[0] in step.parameters]
    return [*map(variable_of, taken), *(name for name in step.secrets if name not in os.environ)]


def _layers(taken: Collection[str] | None) -> Layers:
    layers = Layers(params_type())
    layers.problems += [*config_files().problems, *step_options.chosen().problems, *read_entries()[1]]
    for section in config_files().sections("parameters"):
        layers.put(section)
    layers.put_secrets(taken)
    return layers


@functools.cache
def configured_params() -> type[BaseModel]:
    """`Params` with the values of the configuration as its defaults: what engines show before a run."""
    model, layers = params_type(), _layers(())
    refuse(layers.problems)
    fields: dict[str, Any] = {}
    for name, value in layers.values.items():
        field = copy.copy(model.model_fields[name])
        annotation: Any = field.annotation
        if not holds_secret(annotation):
            field.default, field.default_factory = TypeAdapter(annotation).validate_python(value), None
            fields[name] = (annotation, field)
    return create_model(model.__name__, __base__=model, **fields) if fields else model


def arguments_of(params: BaseModel) -> dict[str, Any]:
    """The parameters by name, as steps get them."""
    return {name: getattr(params, name) for name in type(params).model_fields}
