"""Stored values that are loaded only if their bytes are those that a record names by hash.

A pickle runs code when it is loaded. So its bytes are read once, hashed, and loaded from memory: nobody can put another
file in its place between the check and the load.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

from . import formats
from .problems import PipelineError
from .store import Record


def trusted_bytes(path: Path, digest: str) -> bytes:
    """The content of a file; raises PipelineError when it is not the content with this SHA-256."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PipelineError(f"{path.name} cannot be read ({error.strerror}), so there is no model to load.") from None
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        raise PipelineError(
            f"{path.name} is not the file that was stored: its SHA-256 is {found[:12]}…, the record says {digest[:12]}…. "
            "It was not loaded."
        )
    return content


def trusted_value(path: Path, artifact: Record, name: str) -> Any:
    """One variable of a stored file, whose format, names and hash the record of a run says."""
    content = trusted_bytes(path, artifact["sha256"])
    value = formats.read_from(io.BytesIO(content), artifact["format"], artifact["details"])
    return value[name] if len(artifact["names"]) > 1 else value
