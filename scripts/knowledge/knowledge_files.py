"""Reads the knowledge files and answers questions about them, without importing the libraries that they speak of."""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "src" / "languages" / "python" / "knowledge"


@dataclass
class Knowledge:
    """All knowledge files as one table."""

    libraries: dict[str, dict[str, Any]] = field(default_factory=dict)
    functions: dict[str, dict[str, Any]] = field(default_factory=dict)
    types: dict[str, dict[str, Any]] = field(default_factory=dict)
    synonyms: dict[str, str] = field(default_factory=dict)

    def canonical(self, path: str) -> str:
        """The dotted path by which the knowledge files call `path`."""
        for _ in range(4):
            parts = path.split(".")
            prefixes = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
            known = next((prefix for prefix in prefixes if prefix in self.synonyms), None)
            if known is None:
                return path
            path = self.synonyms[known] + path[len(known) :]
        return path

    def bases(self, name: str) -> list[str]:
        """`name` and all its bases, nearest first."""
        found = [name]
        for current in found:
            found += [base for base in self.types.get(current, {}).get("bases", []) if base not in found]
        return found

    def method(self, type_name: str, method: str) -> tuple[str, dict[str, Any] | None]:
        """How the method is known (`listed`, `pure`, `unknown`), and the entry."""
        for name in self.bases(type_name):
            entry = self.types.get(name, {}).get("methods", {}).get(method)
            if entry is not None:
                return "listed", entry
        own = self.types.get(type_name, {}).get("unlisted")
        inherited = next(
            (self.types[n]["unlisted"] for n in self.bases(type_name) if self.types.get(n, {}).get("unlisted")), None
        )
        return ("pure", {}) if (own or inherited) == "pure" else ("unknown", None)

    def function(self, path: str) -> tuple[str, dict[str, Any] | None]:
        """How the function at this path is known, and the entry."""
        if path in self.functions:
            return "listed", self.functions[path]
        parts = path.split(".")
        for count in range(len(parts) - 1, 0, -1):
            entry = self.functions.get(".".join(parts[:count]) + ".*")
            if entry is not None:
                return "listed", entry
        pure = any(parts[0] in lib["modules"] and lib.get("unlisted") == "pure" for lib in self.libraries.values())
        return ("pure", {}) if pure else ("unknown", None)


def load_knowledge(folder: Path = FOLDER) -> Knowledge:
    """Reads every knowledge file of the folder."""
    knowledge = Knowledge()
    for file in sorted(folder.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        knowledge.libraries[file.stem] = data
        knowledge.functions.update(data["functions"])
        knowledge.types.update(data["types"])
        knowledge.synonyms.update(data.get("synonyms", {}))
    return knowledge


def resolve(path: str) -> Any:
    """The object at a dotted path. Raises ImportError without its package, AttributeError when it is not in it."""
    parts = path.split(".")
    if parts[0] == "builtins":
        value: Any = importlib.import_module("builtins")
        rest = parts[1:]
    else:
        value, rest = importlib.import_module(parts[0]), parts[1:]
    for index, part in enumerate(rest):
        try:
            value = getattr(value, part)
        except AttributeError:
            try:
                value = importlib.import_module(".".join(parts[: index + 2]))
            except ImportError:
                raise AttributeError(path) from None
    return value


def is_installed(module: str) -> bool:
    """True when the top-level module can be imported here."""
    try:
        importlib.import_module(module)
    except Exception:  # a broken installation is as good as none
        return False
    return True
