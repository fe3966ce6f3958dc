"""Who made a run, where, and from which commit: asked once, when the run begins, and kept beside its parameters."""

from __future__ import annotations

import getpass
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

from . import project, store

_GIT_SECONDS = 1.0  # a run does not wait longer for git


def begin(run: str) -> dict[str, Any]:
    """Gather the metadata of a run that begins, and keep it."""
    metadata = {
        "user": _user(),
        "host": platform.node(),
        "platform": platform.platform(),
        "cpus": os.cpu_count(),
        "git": git_state(),
    }
    store.write_record(_file(run), metadata)
    return metadata


def of_run(run: str) -> dict[str, Any]:
    """The metadata of a run, gathered now if nobody has yet."""
    return store.read_record(_file(run)) or begin(run)


def git_state() -> dict[str, Any] | None:
    """Commit and branch of the project, and whether its files differ from the commit; None outside a repository.

    What git does not say in time is None.
    """
    top = next((folder for folder in (project.ROOT, *project.ROOT.parents) if (folder / ".git").exists()), None)
    if top is None:
        return None
    status = _git("status", "--porcelain=v2", "-z", "--branch", "--untracked-files=normal", "--", ".")
    if status is None:
        commit = _git("rev-parse", "HEAD")
        return {"commit": commit.strip(), "branch": None, "dirty": None} if commit else None
    entries = [entry for entry in status.split("\0") if entry]
    heads = dict(entry[len("# branch.") :].split(" ", 1) for entry in entries if entry.startswith("# branch."))
    source = project.SOURCE.relative_to(top.resolve()).as_posix()
    return {
        "commit": None if heads["oid"] == "(initial)" else heads["oid"],
        "branch": None if heads["head"] == "(detached)" else heads["head"],
        "dirty": any(_is_change(entry, source) for entry in entries),
    }


def _is_change(entry: str, source: str) -> bool:
    """A change of a file that git knows, or code that it does not know."""
    kind, _, path = entry.partition(" ")
    if kind == "?":
        return f"{path.rstrip('/')}/".startswith(f"{source}/") or f"{source}/".startswith(f"{path.rstrip('/')}/")
    return kind in ("1", "2", "u")


def _git(*arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=project.ROOT,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a container may run as a user without a name
        return None


def _file(run: str) -> Path:
    return store.run_folder(run) / "metadata.json"
