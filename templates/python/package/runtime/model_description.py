"""All that is known of a model of a run, as JSON: its files by hash, what it takes, how it was made, and that it was tried."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from typing import Any

from . import models, project, store
from .manifest import read_manifest
from .model_inputs import input_of
from .model_proof import columns_needed, prove_features, prove_row_by_row, prove_rows
from .model_watch import Call, calls_in
from .models import Model
from .problems import PipelineError
from .provenance import taken_outside_of_files, version_of
from .store import Record
from .trusted_values import trusted_bytes, trusted_value

SCHEMA_VERSION = 1

_PREDICTING = ("predict", "predict_proba")
_FILE_FIELDS = ("names", "types", "format", "details", "file", "sha256", "bytes")


def describe(model: Model, run: str) -> dict[str, Any]:
    """The description of a model; the first time steps that predict are run again to compare, later it is read."""
    files = _files(model, run)
    stamp = _stamp(model, files)
    path = store.run_folder(run) / "models" / f"{model.name}.json"
    kept = store.read_record(path)
    if kept is not None and kept.get("stamp") == stamp:
        return kept | {"files": _told(files)}  # hashes come from the records of steps alone
    described = _described(model, run, files) | {"stamp": stamp}
    store.write_record(path, described)
    return described


def code_of_features() -> str:
    """A hash of the code that makes features: `prediction.py` and the shared functions, those of other notebooks too."""
    digest = hashlib.sha256()
    main = [project.SOURCE / name for name in ("prediction.py", "functions.py")]
    others = [path for pattern in ("*_prediction.py", "*_functions.py") for path in project.SOURCE.glob(pattern)]
    for path in [*main, *sorted(others)]:
        digest.update(path.read_bytes() if path.is_file() else b"-")
    return digest.hexdigest()


def _described(model: Model, run: str, files: Mapping[str, Record]) -> dict[str, Any]:
    values = {name: trusted_value(store.object_path(each), each, name) for name, each in files.items()}
    estimator = values[model.variable]
    if not hasattr(estimator, "predict"):
        raise PipelineError(f"'{model.name}' is a {type(estimator).__name__}, which predicts nothing.")
    calls, untried = _calls(model, run)
    predicted = [call for call in calls if call[0] in _PREDICTING and call[1] is not None]
    training = _training(model, run, estimator) or _fitted(model, calls)
    manifest = read_manifest(run) or {}
    told = {field: manifest.get(field) for field in ("parameters", "metrics", "packages", "git")}
    arguments = _arguments(model, run, told["parameters"] or {})
    if model.features and model.table:
        input_, rows = _from_table(model, run, values, predicted, arguments)
    else:
        seen = [*([training["value"]] if training else []), *(given for _, given, _ in calls if given is not None)]
        input_ = input_of(seen)
        if input_ is None:
            raise PipelineError(
                f"Nothing in run {run} shows what '{model.name}' takes, so its input cannot be checked."
            )
        rows = prove_rows(estimator, input_, predicted)
    classes = getattr(estimator, "classes_", None)
    return {
        "schema": SCHEMA_VERSION,
        "name": model.name,
        "variable": model.variable,
        "type": files[model.variable]["types"][files[model.variable]["names"].index(model.variable)],
        "project": project.PACKAGE,
        "run": run,
        "started": manifest.get("started"),
        "step": model.step,
        "input": input_,
        "features": {"function": model.features.__name__, "code": code_of_features()} if model.features else None,
        "classes": getattr(classes, "tolist", lambda: None)(),
        "probabilities": hasattr(estimator, "predict_proba"),
        "settings": _settings(estimator),
        "files": _told(files),
        "arguments": arguments,
        "training": {key: value for key, value in training.items() if key != "value"} if training else None,
        "data": _data(manifest.get("steps", ())),
        "python": platform.python_version(),
        **told,
        "tried": {"rows": rows, "steps": list(model.used_in), "because": untried},
    }


def _data(steps: Sequence[Mapping[str, Any]]) -> dict[str, str | None]:
    """The files that steps read and the tables that they took from elsewhere, with their versions."""
    files = {file: digest for step in steps for file, digest in step["reads"].items()}
    return files | {name: version_of(told) for name, told in taken_outside_of_files(steps).items()}


def _from_table(
    model: Model, run: str, values: Mapping[str, Any], calls: Sequence[Call], arguments: Mapping[str, Any]
) -> tuple[dict[str, Any], int]:
    """The input of a model whose features the project makes from a table: the columns that this takes."""
    step, name = model.table or ("", "")
    artifact = models.stored(run, step, name)
    if artifact is None:
        raise PipelineError(f"Run {run} has no '{name}' of step '{step}', from which '{model.name}' gets its features.")
    table = trusted_value(store.object_path(artifact), artifact, name)
    bound = bound_features(model, values, arguments)

    def features(rows: Any) -> Any:
        try:
            return bound(rows.copy())
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
            raise PipelineError(
                f"The function that makes features of '{model.name}' fails on rows of '{name}' ({why}). "
                "Mend it in prediction.py, or remove `features` from the row of MODELS."
            ) from error

    made = features(table)
    rows = prove_features(values[model.variable], made, calls)
    prove_row_by_row(features, table, made)
    described = input_of([table[columns_needed(features, table, made)]])
    return {**(described or {}), "table": name}, rows


def _arguments(model: Model, run: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What the function that makes features takes beside stored values: columns of stored tables, and parameters."""
    found: dict[str, Any] = {}
    for argument, (step, name) in model.columns.items():
        artifact = models.stored(run, step, name)
        if artifact is None:
            raise PipelineError(f"Run {run} has no '{name}' of step '{step}', whose columns '{model.name}' needs.")
        found[argument] = trusted_value(store.object_path(artifact), artifact, name).columns.tolist()
    return found | {name: parameters[name] for name in model.parameters}


def bound_features(model: Model, values: Mapping[str, Any], arguments: Mapping[str, Any]) -> Any:
    """The function that makes features, with all it takes beside the table, which it may change."""
    function = model.features
    if function is None:
        return lambda table: table
    more = {name: values[name] for name in model.values}
    return lambda table: function(table, **more, **arguments)


def _files(model: Model, run: str) -> dict[str, Record]:
    found = {
        name: models.stored(run, step, name) for name, step in {model.variable: model.step, **model.values}.items()
    }
    missing = [name for name, artifact in found.items() if artifact is None]
    if missing:
        raise PipelineError(f"Run {run} has no {' and '.join(missing)}, without which '{model.name}' cannot predict.")
    return {name: artifact for name, artifact in found.items() if artifact}


def _told(files: Mapping[str, Record]) -> dict[str, Record]:
    return {name: {field: each[field] for field in _FILE_FIELDS} for name, each in files.items()}


def _calls(model: Model, run: str) -> tuple[list[Call], str | None]:
    """The model's calls in the notebook's code, and why there are none."""
    steps = project.load_pipeline(run).steps
    calls: list[Call] = []
    untried = "the notebook predicts nothing with it"
    for name in model.used_in:
        if steps[name].writes:
            untried = f"step '{name}', which predicts, writes files and was not run again"
            continue
        _check_inputs(run, name)
        calls += calls_in(run, name, model.variable, model.step)
    return calls, None if any(method in _PREDICTING for method, _, _ in calls) else untried


def _check_inputs(run: str, step: str) -> None:
    """A step that runs again loads its inputs: refuse those that are not what was stored."""
    for name, giver in project.load_pipeline(run).producers[step].items():
        if artifact := models.stored(run, giver, name):
            trusted_bytes(store.object_path(artifact), artifact["sha256"])


def _training(model: Model, run: str, estimator: Any) -> dict[str, Any] | None:
    """What the model was fitted on, where it is stored: by name, or as the nearest table with the features it knows."""
    named = getattr(estimator, "feature_names_in_", None)
    features = named.tolist() if named is not None else None
    places = [model.fitted_on] if model.fitted_on else _tables_with(features, model, run) if features else []
    for step, name in places:
        if artifact := models.stored(run, step, name):
            value = trusted_value(store.object_path(artifact), artifact, name)
            value = value[features] if features and hasattr(value, "columns") else value
            told = {"step": step, "name": name, "rows": _shape(value)[0], "columns": _shape(value)[1]}
            return {"value": value, **told, "sha256": artifact["sha256"], "certain": model.fitted_on is not None}
    return None


def _fitted(model: Model, calls: Sequence[Call]) -> dict[str, Any] | None:
    """What the model was fitted on when its step was run again."""
    given = next((given for method, given, _ in calls if method == "fit" and hasattr(given, "shape")), None)
    if given is None:
        return None
    told = {"step": model.step, "name": None, "rows": _shape(given)[0], "columns": _shape(given)[1], "sha256": None}
    return {"value": given, **told, "certain": True}


def _shape(value: Any) -> tuple[int, int]:
    """Rows and columns; sparse matrices have no length."""
    shape = tuple(getattr(value, "shape", None) or (len(value),))
    return shape[0], shape[1] if len(shape) > 1 else 1


def _tables_with(features: list[Any], model: Model, run: str) -> list[tuple[str, str]]:
    names = list(project.load_table().steps)
    found = []
    for step in reversed(names[: names.index(model.step) + 1]):
        for artifact in (store.read_from_run(run, step) or {}).get("artifacts", ()):
            for name, statistics in artifact.get("statistics", {}).items():
                columns = [column["name"] for column in statistics.get("measured", ())]
                if {str(each) for each in features} <= set(columns):
                    found.append((step, name))
    return found


def _settings(estimator: Any) -> dict[str, str]:
    """What the model was made with, as text."""
    try:
        return {name: repr(value)[:200] for name, value in estimator.get_params(deep=False).items()}
    except Exception:  # noqa: BLE001 - not every model says so
        return {}


def _stamp(model: Model, files: Mapping[str, Record]) -> str:
    """Changes when the description may."""
    row = [
        model.name,
        model.variable,
        model.step,
        list(model.used_in),
        model.fitted_on,
        model.table,
        sorted(model.values.items()),
    ]
    row.append(sorted(model.columns.items()))
    parts = [SCHEMA_VERSION, row, list(model.parameters), {name: each["sha256"] for name, each in files.items()}]
    return hashlib.sha256(json.dumps([*parts, code_of_features()]).encode()).hexdigest()
