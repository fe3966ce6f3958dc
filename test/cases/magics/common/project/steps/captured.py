"""Captured"""

# Generated.
import contextlib
import functools
import io
import types
from typing import Any


def captured(text: str, files: Any) -> Any:
    with (
        contextlib.redirect_stdout(io.StringIO()) as _captured_stdout,
        contextlib.redirect_stderr(io.StringIO()) as _captured_stderr,
    ):
        print(text, len(files))
    out = types.SimpleNamespace(
        stdout=_captured_stdout.getvalue(),
        stderr=_captured_stderr.getvalue(),
        outputs=[],
        show=functools.partial(print, _captured_stdout.getvalue(), end=""),
    )
    return out
