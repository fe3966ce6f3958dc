"""The files of the configuration: `conf/base.yaml`, `conf/<environment>.yaml`, and those that are named.

PIPELINE_ENV names the environment (`--env`). PIPELINE_CONFIG names further files, separated by commas (`--config`): paths,
or addresses such as `s3://bucket/x.yaml`. What a file says stays text with its place, for whoever knows its type to read.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import project, remote
from .problems import PipelineError
from .yaml_values import Value, read_yaml

FOLDER = project.ROOT / "conf"
SECTIONS = ("parameters", "steps", "catalog")


@dataclass(frozen=True)
class ConfigFile:
    """A file of the configuration.

    Attributes:
        name: as messages call it; of an address only the part without user names and keys.
        sections: its values below each of `SECTIONS`.
    """

    name: str
    sha256: str
    sections: dict[str, Value]


@dataclass(frozen=True)
class ConfigFiles:
    """All files of the configuration, those that count more after the others, with what is wrong with them.

    Attributes:
        env: the environment; None for a project without the folder `conf`.
    """

    env: str | None
    files: tuple[ConfigFile, ...]
    problems: tuple[str, ...]

    def sections(self, name: str) -> list[Value]:
        """What the files say in one section, where they do."""
        return [file.sections[name] for file in self.files if name in file.sections]


def choose(env: str | None, files: Sequence[str]) -> None:
    """Take the environment and files from the command line, for this process and those that it starts."""
    if env and not FOLDER.is_dir():
        raise PipelineError(f"There is no environment '{env}', for the project has no folder 'conf'.")
    if env:
        os.environ["PIPELINE_ENV"] = env
    if files:
        os.environ["PIPELINE_CONFIG"] = ",".join(files)


def config_files() -> ConfigFiles:
    """The files as the environment variables choose them, each read once in a process."""
    return _read_all(os.environ.get("PIPELINE_ENV", ""), os.environ.get("PIPELINE_CONFIG", ""))


def environments() -> list[str]:
    """The environments that have a file."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "base")


@functools.cache
def _read_all(env: str, more: str) -> ConfigFiles:
    problems: list[str] = []
    files: list[ConfigFile] = []
    chosen = (env or "local") if FOLDER.is_dir() else None
    names = [] if chosen is None else _files_of(chosen, bool(env), problems)
    for name in [*names, *filter(None, map(str.strip, more.split(",")))]:
        try:
            files.append(_read(name, problems))
        except PipelineError as error:
            problems.append(str(error))
    return ConfigFiles(chosen, tuple(files), tuple(problems))


def _files_of(env: str, is_named: bool, problems: list[str]) -> list[str]:
    """The files in `conf`. Of an environment that nobody named there need not be one."""
    known = environments()
    if is_named and env not in known:
        others = f"The environments are: {', '.join(known)}" if known else "A file conf/NAME.yaml makes one"
        problems.append(f"There is no environment '{env}'. {others}.")
    paths = [FOLDER / "base.yaml", *([FOLDER / f"{env}.yaml"] if env in known else [])]
    return [os.fspath(path) for path in paths if path.is_file()]


def _read(name: str, problems: list[str]) -> ConfigFile:
    shown = _shown(name)
    if "://" in name:
        content = remote.read_file(name, shown)
    else:
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            raise PipelineError(f"The file {shown} of the configuration cannot be read: {error.strerror}.") from None
    root = read_yaml(content, shown, problems)
    sections = root.content if isinstance(root.content, dict) else {}
    if root.content and not sections:
        problems.append(f"{root.place}: a file of the configuration has the sections {', '.join(SECTIONS)}.")
    for section, value in sections.items():
        if section not in SECTIONS:
            text = f"there is no section '{section}'. The sections are: {', '.join(SECTIONS)}."
            problems.append(f"{value.place}: {text}")
        elif value.content and not isinstance(value.content, dict):
            problems.append(f"{value.place}: '{section}' takes names with values.")
    sections = {section: value for section, value in sections.items() if isinstance(value.content, dict)}
    return ConfigFile(shown, hashlib.sha256(content).hexdigest(), sections)


def _shown(name: str) -> str:
    """A file as messages and manifests call it; addresses may hold passwords and keys."""
    if "://" in name:
        return remote.shown_address(name)
    path = Path(name)
    return path.relative_to(project.ROOT).as_posix() if path.is_relative_to(project.ROOT) else name
