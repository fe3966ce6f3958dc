"""Run ids for engines that start what changed, as `make` does: the same content is the same run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from . import project
from .files import FileHashes
from .store import store_folder


def run_id_of_content(name: str, parameters: Mapping[str, Any]) -> str:
    """`name` with a hash of all that decides what a run gives: code, what it requires, data files and parameters.

    A run under this id is the same whenever it is continued. After a change there is a new run, which takes from the
    store what the change does not concern.
    """
    hashes, data = FileHashes(store_folder() / "hashes.json"), project.data_folder()
    content = [
        hashes.of(project.SOURCE, ["**/*.py"]),
        hashes.of(project.ROOT, ["pyproject.toml", "uv.lock"]),
        hashes.of(data.parent, [data.name]),
        dict(parameters),
    ]
    hashes.save()
    return f"{name}-{hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]}"
