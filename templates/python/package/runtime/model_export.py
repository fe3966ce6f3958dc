"""A model as a folder that can be carried elsewhere: its files by content hash, `model.json`, and a card for people."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

from . import model_description, models, store
from .files import json_bytes
from .model_card import model_card
from .predictor import MODEL_FILE, predictor_of_folder
from .problems import PipelineError
from .trusted_values import trusted_bytes

CARD_FILE = "MODEL_CARD.md"


def export_model(name: str | None, run: str, target: Path) -> list[Path]:
    """Write a model of a run into a new folder; returns its files. The folder appears when all of it is there."""
    model, run = models.choose(name, run)
    description = model_description.describe(model, run)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PipelineError(f"{target} is there already. Name a folder that is new or empty.")
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=".writing-"))
    try:
        _write(description, folder)
        predictor_of_folder(folder)  # it can be loaded, or it is not there
        os.chmod(folder, 0o755)
        if target.is_dir():
            target.rmdir()
        os.replace(folder, target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return [target / name for name in (MODEL_FILE, CARD_FILE)] + sorted((target / "files").iterdir())


def _write(description: dict, folder: Path) -> None:
    (folder / "files").mkdir()
    told = json.loads(json.dumps(description))
    for artifact in told["files"].values():
        path = store.object_path(artifact)
        artifact["file"] = f"files/{path.name}"
        (folder / artifact["file"]).write_bytes(trusted_bytes(path, artifact["sha256"]))
    (folder / MODEL_FILE).write_bytes(json_bytes(told))
    (folder / CARD_FILE).write_text(model_card(told), encoding="utf-8")
