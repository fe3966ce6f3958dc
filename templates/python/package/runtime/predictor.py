"""A model ready to predict: loaded from a run or from an exported folder, and asked in rows that were checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from . import model_description, models, store
from .model_proof import rows_of
from .model_rows import checked_rows, input_value
from .problems import PipelineError
from .store import Record
from .trusted_values import trusted_value

MODEL_FILE = "model.json"


class Predictor:
    """Predicts with one stored model.

    Attributes:
        description: what is known of the model, as in `model.json`.
    """

    def __init__(self, description: dict[str, Any], place: Callable[[Record], Path]) -> None:
        self.description = description
        files = description["files"]
        values = {name: trusted_value(place(artifact), artifact, name) for name, artifact in files.items()}
        self._model = values[description.get("variable", description["name"])]
        self._features = _features(description, values)

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The columns of a row."""
        return self.description["input"]["columns"]

    def predict_table(self, table: Any) -> list[Any]:
        """A prediction for each row of a pandas table; columns that the model does not take are left out."""
        names = [column["name"] for column in self.columns]
        if missing := [name for name in names if name not in {str(each) for each in table.columns}]:
            raise PipelineError(f"The table has no column {', '.join(missing)}, which the model takes.")
        given = table[[name for name in table.columns if str(name) in names]]
        return self.predict(checked_rows(rows_of(given), self.columns))

    def predict(self, rows: Sequence[dict[str, Any]]) -> list[Any]:
        """A prediction for each checked row."""
        return _plain(self._model.predict(self._input(rows)))

    def probabilities(self, rows: Sequence[dict[str, Any]]) -> list[Any]:
        """For each checked row the probability of each class; raises PipelineError when the model has none."""
        if not self.description["probabilities"]:
            raise PipelineError(f"Model '{self.description['name']}' gives no probabilities.")
        classes = [str(name) for name in self.description["classes"] or []]
        answers = _plain(self._model.predict_proba(self._input(rows)))
        return [dict(zip(classes, row, strict=True)) for row in answers] if classes else answers

    def _input(self, rows: Sequence[dict[str, Any]]) -> Any:
        return self._features(input_value(rows, self.description["input"]))


def predictor_of_run(name: str | None, run: str) -> Predictor:
    """A model of a run, by the hashes that the run's records name."""
    model, run = models.choose(name, run)
    return Predictor(model_description.describe(model, run), store.object_path)


def predictor_of_folder(folder: Path) -> Predictor:
    """An exported model, by the hashes that its `model.json` names."""
    try:
        description = json.loads((folder / MODEL_FILE).read_bytes())
    except (OSError, ValueError):
        raise PipelineError(f"{folder} has no {MODEL_FILE} that can be read. `export` makes such a folder.") from None
    known = isinstance(description, dict) and description.get("schema") == model_description.SCHEMA_VERSION
    if not known or not all(isinstance(each, dict) for each in description["files"].values()):
        raise PipelineError(f"{folder / MODEL_FILE} is of another version. Export the model again.")
    return Predictor(description, lambda artifact: folder / "files" / Path(artifact["file"]).name)


def _features(description: dict[str, Any], values: dict[str, Any]) -> Callable[[Any], Any]:
    if description["features"] is None:
        return lambda value: value
    model = models.all_models().get(description["name"])
    if model is None or model_description.code_of_features() != description["features"]["code"]:
        raise PipelineError(
            "prediction.py or functions.py is not what it was when the model was exported: export the model again."
        )
    return model_description.bound_features(model, values, description["arguments"])


def _plain(values: Any) -> list[Any]:
    plain = (
        values.tolist()
        if hasattr(values, "tolist")
        else values.values.tolist()
        if hasattr(values, "values")
        else values
    )
    return list(plain)
