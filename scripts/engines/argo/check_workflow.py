"""Checks a workflow of Argo (a file of JSON): its form by hera's models, and its names by what they refer to.

Prints what is wrong, a line for each. The models ignore fields that they do not know; those are found by their absence
from what the models give back.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hera.workflows.models import Workflow
from pydantic import ValidationError


def problems(workflow: dict[str, Any]) -> Iterator[str]:
    """What Argo would refuse or not understand."""
    try:
        known = Workflow.model_validate(workflow).model_dump(mode="json", by_alias=True, exclude_unset=True)
    except ValidationError as error:
        yield from (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        return
    yield from unknown_fields(workflow, known, "workflow")
    yield from dangling_names(workflow)


def unknown_fields(given: Any, known: Any, place: str) -> Iterator[str]:
    """Fields that the models dropped."""
    if isinstance(given, dict):
        for name, value in given.items():
            if name not in known:
                yield f"{place} has no field {name}"
            else:
                yield from unknown_fields(value, known[name], f"{place}.{name}")
    elif isinstance(given, list):
        for number, (value, other) in enumerate(zip(given, known, strict=True)):
            yield from unknown_fields(value, other, f"{place}[{number}]")
    elif given != known:
        yield f"{place} is {given!r}, read as {known!r}"


def dangling_names(workflow: dict[str, Any]) -> Iterator[str]:
    """Templates, dependencies and parameters that are named but not there, or there twice."""
    spec = workflow["spec"]
    templates = [template["name"] for template in spec["templates"]]
    yield from twice("template", templates)
    if spec["entrypoint"] not in templates:
        yield f"there is no template {spec['entrypoint']}"
    for template in spec["templates"]:
        tasks = template.get("dag", {}).get("tasks", [])
        names = [task["name"] for task in tasks]
        yield from twice("task", names)
        for task in tasks:
            yield from (f"there is no task {each}" for each in task.get("dependencies", ()) if each not in names)
            if task["template"] not in templates:
                yield f"there is no template {task['template']}"
    parameters = [parameter["name"] for parameter in spec["arguments"]["parameters"]]
    yield from twice("parameter", parameters)
    used = set(re.findall(r"\{\{workflow\.parameters\.([^}]+)\}\}", json.dumps(workflow)))
    yield from (f"there is no parameter {name}" for name in sorted(used - set(parameters)))
    for name in (*templates, *parameters):
        if not re.fullmatch(r"[a-zA-Z0-9]([-_a-zA-Z0-9]*[a-zA-Z0-9])?", name) or len(name) > 128:
            yield f"{name} is no name"


def twice(kind: str, names: list[str]) -> Iterator[str]:
    """Names that stand more than once."""
    yield from (f"there are two of {kind} {name}" for name in sorted({n for n in names if names.count(n) > 1}))


if __name__ == "__main__":
    found = list(problems(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
    print("\n".join(found))
    sys.exit(1 if found else 0)
