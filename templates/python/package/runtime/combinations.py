"""Combinations of parameters, as `--matrix country=US,DE --matrix alpha=0.1,1` asks for them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from pydantic import BaseModel

from .parameters import patched_params
from .problems import PipelineError

_LONGEST_NAME = 80


@dataclass(frozen=True)
class Combination:
    """Parameters of one run, and those among them by which it differs from the others.

    Attributes:
        name: made of the values; part of the name of the run.
    """

    name: str
    values: Mapping[str, Any]
    parameters: BaseModel

    @property
    def label(self) -> str:
        """The values, to be read."""
        return ", ".join(f"{name}={value}" for name, value in self.values.items())


def combinations(choices: Sequence[str], patches: Sequence[str]) -> list[Combination]:
    """Every combination of `name=value,value` choices, each read like a patch, on top of patches that hold for all."""
    texts = [_choice(choice) for choice in choices]
    names = [name for name, _ in texts]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise PipelineError(f"Parameter '{twice[0]}' has values in several options. Write them in one.")
    found: list[Combination] = []
    for chosen in itertools.product(*(values for _, values in texts)):
        own = [f"{name}={text}" for name, text in zip(names, chosen, strict=True)]
        parameters = patched_params([*patches, *own])
        plain = parameters.model_dump(mode="json")
        stem = re.sub(r"[^\w.+-]+", "_", "-".join(own).replace("=", "-"))[:_LONGEST_NAME].strip("_")
        taken = {each.name for each in found}
        name = next(each for each in itertools.chain([stem], _numbered(stem)) if each not in taken)
        found.append(Combination(name, {each: reduce(_field, each.split("."), plain) for each in names}, parameters))
    return found


def _choice(choice: str) -> tuple[str, list[str]]:
    name, equals, text = choice.partition("=")
    values = split_values(text)
    if not name or not equals or not all(values):
        raise PipelineError(f"Values to combine read NAME=VALUE,VALUE, not '{choice}'.")
    return name, values


def split_values(text: str) -> list[str]:
    """The parts between commas; commas in brackets, and in quotes in brackets, belong to a value."""
    parts, depth, quoted = [""], 0, False
    for at, sign in enumerate(text):
        if depth and sign == '"' and text[at - 1] != "\\":
            quoted = not quoted
        elif not quoted:
            depth += (sign in "[{") - (sign in "]}")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _field(values: Any, name: str) -> Any:
    return values[name]


def _numbered(stem: str):
    return (f"{stem}-{number}" for number in itertools.count(2))
