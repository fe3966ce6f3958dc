"""YAML as texts with their places: nothing is made of a text until its declared type is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .problems import PipelineError

_USUAL = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}


@dataclass(frozen=True)
class Value:
    """A text, a list or a mapping of a YAML file, or a text from the command line.

    Attributes:
        place: where it stands, such as `conf/dev.yaml:2`; the line of its name, if it has one.
        plain: a text without quotes.
    """

    content: str | list[Value] | dict[str, Value]
    place: str
    plain: bool = True

    def items(self) -> list[tuple[str, Value]]:
        """The names and values of a mapping; nothing for others."""
        return list(self.content.items()) if isinstance(self.content, dict) else []


def read_yaml(content: bytes, name: str, problems: list[str]) -> Value:
    """The value of a YAML file; what is wrong with it is added to `problems`."""
    try:
        import yaml
    except ImportError:
        raise PipelineError(f"{name} needs the package PyYAML. Install it, for example with `uv add pyyaml`.") from None
    try:
        node = yaml.compose(content, Loader=yaml.BaseLoader)
        return Value("", f"{name}:1") if node is None else _Reader(name, problems).value(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        place = f"{name}:{mark.line + 1}" if mark else name
        problems.append(f"{place}: this is not YAML: {reason}.")
    except RecursionError:
        problems.append(f"{name}: it is nested too deeply, or has a value that holds itself.")
    return Value("", name)


class _Reader:
    def __init__(self, name: str, problems: list[str]) -> None:
        self._name = name
        self._problems = problems

    def value(self, node: Any, place: str | None = None) -> Value:
        own = self._place(node)
        if node.tag not in _USUAL:
            self._problems.append(f"{own}: the tag '{node.tag}' means nothing here. Leave it out.")
        if node.id == "scalar":
            return Value(node.value, place or own, plain=not node.style)
        if node.id == "sequence":
            return Value([self.value(each) for each in node.value], place or own)
        return Value(self._mapping(node), place or own)

    def _mapping(self, node: Any) -> dict[str, Value]:
        merged: dict[str, Value] = {}
        found: dict[str, Value] = {}
        for key, each in node.value:
            place = self._place(key)
            if key.id != "scalar":
                self._problems.append(f"{place}: a name has to be a text.")
            elif key.value == "<<" and not key.style:
                for source in each.value if each.id == "sequence" else [each]:
                    merged = {**(self._mapping(source) if source.id == "mapping" else {}), **merged}
            elif key.value in found:
                self._problems.append(f"{place}: '{key.value}' is given twice.")
            else:
                found[key.value] = self.value(each, place)
        return {**merged, **found}

    def _place(self, node: Any) -> str:
        return f"{self._name}:{node.start_mark.line + 1}"
