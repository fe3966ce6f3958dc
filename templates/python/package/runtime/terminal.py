"""Shell commands and files as cells of a notebook run and write them.

Jupyter's kernel runs `!command` in a terminal of 80 columns, which programs notice: `ls` writes columns, others use
colours. Its output, both streams as one, is what the cell prints. Where there are no such terminals, as on Windows, the
command writes to a pipe.
"""

from __future__ import annotations

import codecs
import contextlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

_ROWS, _COLUMNS = 24, 80
_CHUNK = 65536
_PATIENCE = 0.1  # seconds to wait for more output, before asking whether the command has ended


def run_shell(command: str) -> None:
    """Run a command of the system and print what it writes, as it comes; whether it fails does not matter."""
    if command.rstrip().endswith("&"):
        raise OSError("Background processes not supported.")
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for chunk in _from_terminal(command) if hasattr(os, "openpty") else _from_pipe(command):
        sys.stdout.write(decoder.decode(chunk))
    sys.stdout.write(decoder.decode(b"", final=True))


def shell_lines(command: str) -> list[str]:
    """The lines that a command writes, both streams as one; a list as IPython has it, where that is installed."""
    written = subprocess.run(
        command, shell=True, executable=_shell(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    ).stdout
    lines = written.decode("utf-8", "replace").splitlines()
    if importlib.util.find_spec("IPython"):
        return importlib.import_module("IPython.utils.text").SList(lines)
    return lines


def write_file(path: str, text: str, *, append: bool = False) -> None:
    """Write a text to a file and say so."""
    name = os.path.expanduser(path)
    print(f"{('Appending to' if append else 'Overwriting') if os.path.exists(name) else 'Writing'} {name}")
    with open(name, "a" if append else "w", encoding="utf-8") as file:
        file.write(text)


def _shell() -> str | None:
    """The user's own shell, as in a notebook; None for that of the system."""
    return shutil.which(os.environ.get("SHELL") or "sh") if os.name == "posix" else None


def _from_terminal(command: str) -> Iterator[bytes]:
    import fcntl
    import select
    import struct
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    try:
        process = subprocess.Popen(command, shell=True, executable=_shell(), stdin=theirs, stdout=theirs, stderr=theirs)
    finally:
        os.close(theirs)
    try:
        while True:
            ended = process.poll() is not None  # asked first: what it wrote before is read below
            if select.select([ours], [], [], 0 if ended else _PATIENCE)[0]:
                chunk = _read(ours)
                if chunk:
                    yield chunk
                    continue
                break
            if ended:
                break
        process.wait()
    finally:
        os.close(ours)
        if process.poll() is None:
            process.kill()


def _read(file: int) -> bytes:
    with contextlib.suppress(OSError):  # how Linux says that nobody has the other end any more
        return os.read(file, _CHUNK)
    return b""


def _from_pipe(command: str) -> Iterator[bytes]:
    with subprocess.Popen(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        while process.stdout and (chunk := os.read(process.stdout.fileno(), _CHUNK)):
            yield chunk
