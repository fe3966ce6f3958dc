"""part 1"""

# Generated.
import os
from typing import Any, NamedTuple

from notebook.runtime.terminal import run_shell, shell_lines


class Part1Result(NamedTuple):
    folder: str
    total: Any


def part_1() -> Part1Result:
    os.environ["SIZE"] = "3"
    print("env: SIZE=3")
    files = shell_lines("ls")
    folder = "data"
    if files:
        run_shell(f"mkdir -p {folder}")

    total = 0
    for name in files:
        total += len(name)
    return Part1Result(folder, total)
