"""The models of the project, as `prediction.py` lists them, and where a run keeps them."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Any

from . import artifacts, project, store
from .problems import PipelineError
from .store import Record


@dataclass(frozen=True)
class Model:
    """One row of `MODELS` in `prediction.py`.

    Attributes:
        name: what `--model` calls it.
        variable: the variable that holds the fitted model, if that is not its name.
        step: the step that gives it as it is used.
        used_in: steps that predict with it, or ask it for a score.
        fitted_on: the variable that it was fitted on, with the step that gives it.
        features: function of this project that makes what the model takes from a table; without one, the model is given
            rows of what it was fitted on.
        table: what the function takes first: the variable, with the step that gives it.
        values: what else the function takes, each with the step that gives it.
        columns: names of columns that the function takes, each with the stored table that has them.
        parameters: fields of `Params` that the function takes.
    """

    name: str
    _: KW_ONLY
    step: str
    variable: str = ""
    used_in: Sequence[str] = ()
    fitted_on: tuple[str, str] | None = None
    features: Callable[..., Any] | None = None
    table: tuple[str, str] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    parameters: Sequence[str] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "variable", self.variable or self.name)


@functools.cache
def all_models() -> dict[str, Model]:
    """The models by name; the notebook's last one is the last."""
    return {model.name: model for model in importlib.import_module(f"{project.PACKAGE}.prediction").MODELS}


def stored(run: str, step: str, name: str) -> Record | None:
    """The record of the file that holds a variable as a step gave it in a run."""
    record = store.read_from_run(run, step)
    found = [each for each in (record or {}).get("artifacts", ()) if name in each["names"]]
    return found[0] if found else None


def choose(name: str | None, run: str) -> tuple[Model, str]:
    """A model by its name, or the notebook's last one, and the run to take it from; "latest" is the last that has it."""
    models = all_models()
    if name is not None and name not in models:
        raise PipelineError(f"There is no model '{name}'. The models are: {', '.join(models)}.")
    wanted = [models[name]] if name else list(reversed(models.values()))
    for model in wanted:
        for each in reversed(artifacts.run_ids()) if run == "latest" else [run]:
            artifact = stored(each, model.step, model.variable)
            if artifact and (name is not None or predicts(model_class(artifact, model.variable))):
                return model, each
    what = f"model '{name}'" if name else "stored model"
    where = "No run" if run == "latest" else f"Run {run}"
    raise PipelineError(f"{where} has a {what}. Run the pipeline first: python -m {project.PACKAGE} run")


def all_stored(run: str) -> list[str]:
    """The names of all models that a run has, or any run if it is "latest"; the notebook's last one is the first."""
    runs = artifacts.run_ids() if run == "latest" else [run]
    found = []
    for model in reversed(all_models().values()):
        artifact = next(filter(None, (stored(each, model.step, model.variable) for each in reversed(runs))), None)
        if artifact and predicts(model_class(artifact, model.variable)):
            found.append(model.name)
    return found


def model_class(artifact: Record, name: str) -> type | None:
    """The class of a stored value, imported by the name in its record; nothing is loaded."""
    parts = artifact["types"][artifact["names"].index(name)].split(".")
    for at in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:at]))
            for part in parts[at:]:
                found = getattr(found, part)
            return found if isinstance(found, type) else None
        except (ImportError, AttributeError):
            continue
    return None


def predicts(kind: type | None) -> bool:
    """Objects of this class have `predict`; of one that cannot be imported it is not known, and tried."""
    return kind is None or hasattr(kind, "predict")
