"""Options of steps in the configuration, over those of the step table.

    steps:
      train: {retries: 2, time_limit: 600, resources: {cpu: "2", memory: 4Gi}, environment: {OMP_NUM_THREADS: "2"}}

A run keeps those that it began with. Reading them needs neither the project's libraries nor pydantic, for engines read the
step table too.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from . import project
from .config_files import config_files
from .problems import refuse
from .table import Step
from .yaml_values import Value

RECORD = "config.json"


class _Misfit(Exception):
    """A value that an option cannot have; the message says what it takes."""


@dataclass
class StepOptions:
    """What the configuration says of steps.

    Attributes:
        values: the options by step and name.
        origins: where each was given, by dotted name: `train.resources.cpu`.
        problems: what is wrong in the section, and with nothing else.
    """

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def chosen() -> StepOptions:
    """The options that the files of the configuration give."""
    found, sections = StepOptions(), config_files().sections("steps")
    known = [step.name for step in _table()] if sections else []
    for section in sections:
        for name, step in section.items():
            if name not in known:
                text = f"there is no step '{name}'. The steps are: {', '.join(known)}."
                found.problems.append(f"{step.place}: {text}")
            elif step.content and not isinstance(step.content, dict):
                found.problems.append(f"{step.place}: step '{name}' takes names of options with values.")
            for option, value in step.items():
                _put(found, name, option, value)
    return found


def configured(steps: Iterable[Step], run: str | None = None) -> list[Step]:
    """The rows of the table with the options of the configuration: those of a run that has begun, else today's."""
    values = _stored(run) if run else None
    if values is None:
        options = chosen()
        refuse([*config_files().problems, *options.problems])
        values = options.values
    return [_with_options(step, values.get(step.name, {})) for step in steps]


def run_record() -> dict[str, Any] | None:
    """What a run keeps of the configuration beside its parameters; None when there is none."""
    files = config_files()
    if files.env is None and not files.files:
        return None
    named = [{"file": each.name, "sha256": each.sha256} for each in files.files]
    return {"env": files.env, "files": named, "steps": chosen().values}


def _table() -> list[Step]:
    return importlib.import_module(f"{project.PACKAGE}.pipeline").STEPS


@functools.cache
def _stored(run: str) -> dict[str, dict[str, Any]] | None:
    """The options of a run; none at all if it began without a configuration, None if it did not begin yet."""
    from . import store

    folder = store.run_folder(run)
    record = store.read_record(folder / RECORD)
    if record is not None:
        return record["steps"]
    return {} if store.read_record(folder / "parameters.json") is not None else None


def _put(found: StepOptions, step: str, name: str, value: Value) -> None:
    read = _OPTIONS.get(name)
    problem = f"a step has no option '{name}'. The options are: {', '.join(_OPTIONS)}." if read is None else None
    if read is not None:
        try:
            given = read(value)
        except _Misfit as error:
            problem = f"'{name}' of step '{step}' takes {error}."
        else:
            own = found.values.setdefault(step, {})
            own[name] = {**own.get(name, {}), **given} if isinstance(given, dict) else given
            parts = {f".{key}": each.place for key, each in value.items()} or {"": value.place}
            found.origins |= {f"{step}.{name}{part}": place for part, place in parts.items()}
    if problem:
        found.problems.append(f"{value.place}: {problem}")


def _with_options(step: Step, options: Mapping[str, Any]) -> Step:
    """Mappings are merged; a key without a value takes it out."""
    merged = {
        name: {key: each for key, each in {**getattr(step, name), **value}.items() if each is not None}
        for name, value in options.items()
        if isinstance(value, Mapping)
    }
    return replace(step, **{**options, **merged}) if options else step


def _number(value: Value) -> int:
    if not (isinstance(value.content, str) and value.content.isdecimal()):
        raise _Misfit("a whole number from 0")
    return int(value.content)


def _text(value: Value) -> str:
    if not isinstance(value.content, str):
        raise _Misfit("a text")
    return "" if _is_null(value) else value.content


def _flag(value: Value) -> bool:
    if value.content not in ("true", "false"):
        raise _Misfit("true or false")
    return value.content == "true"


def _mapping(value: Value) -> dict[str, str | None]:
    if value.content and not isinstance(value.content, dict):
        raise _Misfit("names with texts")
    if any(not isinstance(each.content, str) for _, each in value.items()):
        raise _Misfit("names with texts")
    return {name: None if _is_null(each) else str(each.content) for name, each in value.items()}


def _is_null(value: Value) -> bool:
    return value.plain and value.content in ("", "~", "null", "Null", "NULL")


_OPTIONS: dict[str, Callable[[Value], Any]] = {
    "retries": _number,
    "time_limit": _number,
    "resources": _mapping,
    "image": _text,
    "environment": _mapping,
    "secrets": _mapping,
    "labels": _mapping,
    "annotations": _mapping,
    "cache": _flag,
    "check_inputs": _flag,
    "check_tables": _flag,
}
