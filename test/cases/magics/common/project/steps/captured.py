"""Captured"""

# Generated.
from typing import Any

from IPython.utils.capture import capture_output


def captured(text: str, files: Any) -> Any:
    with capture_output() as out:
        print(text, len(files))
    return out
