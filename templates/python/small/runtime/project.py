"""Where things are, and the small files that say what a run did."""

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..pipeline import WORKDIR

PACKAGE = __name__.rpartition(".runtime")[0]
SOURCE = Path(__file__).resolve().parents[1]
ROOT = SOURCE.parents[1]
RUNS = ROOT / "runs"

Record = dict[str, Any]


def enter_working_directory() -> None:
    """Work where the notebook worked; modules that lie there can be imported."""
    folder = ROOT / WORKDIR
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    sys.path.insert(0, str(folder))


def file_hashes(paths: Iterable[str | Path]) -> dict[str, str | None]:
    """A hash of each file; None for one that is not there."""
    found = [Path(path) for path in paths]
    return {str(each): hashlib.sha256(each.read_bytes()).hexdigest() if each.is_file() else None for each in found}


def read_json(path: Path) -> Any:
    """What a file holds; None when it is not there."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def write_json(path: Path, value: Any) -> None:
    """Write a file as a whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.write_text(json.dumps(value, indent=1), encoding="utf-8")
    new.replace(path)
