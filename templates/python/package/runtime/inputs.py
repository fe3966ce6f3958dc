"""The inputs of a step as they were loaded, and which of them the step changed although others still need them."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import artifacts
from .atoms import ATOMS
from .comparison import Comparison
from .contents import contents_of
from .labels import Labels
from .module_state import Snapshot, class_places
from .problems import LiveValueError
from .store import Record

Version = tuple[str, str]  # a step, and a variable that it gave


@dataclass(frozen=True)
class Change:
    """A loaded value that is not as it was; `place` says where in it, as far as that is known."""

    version: Version
    place: str


@dataclass(frozen=True)
class _File:
    """A file of inputs, with those of its values that others need: by version, their digest, and state of classes."""

    artifact: Record
    needed: dict[Version, Any]
    digest: bytes | None
    classes: Snapshot | None


class LoadedInputs:
    """Inputs, and all else in their files that others need: what is stored together shares data and may change together.

    Attributes:
        values: the inputs by name.
        needed: what others need, each with the step that takes it, if one does.
        versions: all that lies in the files.
        labels: those of the tables in them.
    """

    def __init__(
        self, sources: Mapping[str, Record], in_memory: Mapping[str, Any], needed: Mapping[Version, str | None]
    ) -> None:
        self.values = dict(in_memory)
        self.needed = needed
        self.versions: set[Version] = set()
        self.labels = Labels()
        self._files: list[_File] = []
        for artifact, step, names in _files(sources):
            self.versions.update((step, name) for name in artifact["names"])
            wanted = [name for name in names if name not in in_memory]
            if wanted:
                loaded = artifacts.load_file(artifact)
                self.labels.join(step, artifact.get("labels", {}), loaded)
                self.values |= {name: loaded[name] for name in wanted}
                watched = {(step, name): value for name, value in loaded.items() if (step, name) in needed}
                if watched := {version: value for version, value in watched.items() if _may_change(value)}:
                    self._files.append(_File(artifact, watched, _digest(watched), _class_state(artifact, loaded)))

    def changes(self) -> Iterator[Change]:
        """The needed values that changed; those that may have are compared with what is stored, file by file."""
        for file in self._files:
            if file.classes and (changed := file.classes.changes()):
                yield Change(next(iter(file.needed)), f": {changed[0]}")
            if file.digest and file.digest == _digest(file.needed):
                continue
            comparison, again = Comparison(), artifacts.load_file(file.artifact)
            for version, value in file.needed.items():
                place = comparison.difference(again.pop(version[1]), value)
                if place is not None:
                    yield Change(version, place)


def _files(sources: Mapping[str, Record]) -> Iterator[tuple[Record, str, list[str]]]:
    """Each file that holds inputs, the step that gave it, and the inputs in it."""
    for record in {each["step"]: each for each in sources.values()}.values():
        for artifact in record["artifacts"]:
            given = [name for name in artifact["names"] if name in sources]
            if names := [name for name in given if sources[name]["step"] == record["step"]]:
                yield artifact, record["step"], names


def _may_change(value: Any) -> bool:
    return type(value) not in ATOMS and Comparison().knows(type(value))


def _digest(value: Any) -> bytes | None:
    """A hash of what would be stored: equal when nothing changed, and seldom otherwise. None for code."""
    digest = hashlib.sha1(usedforsecurity=False)

    class Sink(io.RawIOBase):
        def write(self, data: Any, /) -> int:
            digest.update(data)
            return memoryview(data).nbytes  # large ones come as a PickleBuffer, which has no length

    try:
        pickle.Pickler(Sink(), 5, buffer_callback=lambda buffer: digest.update(buffer.raw())).dump(value)
    except Exception:  # noqa: BLE001 - then the value is compared
        return None
    return digest.digest()


def _class_state(artifact: Record, values: dict[str, Any]) -> Snapshot | None:
    """The state of classes that are stored with their code: to load such a class again would set its state back."""
    if artifact["format"] != "cloudpickle":
        return None
    try:
        found = contents_of(values, "", "").mutable.values()
    except LiveValueError:  # too deep for the stack as it is here
        return None
    classes = [each for each in found if isinstance(each, type)]
    return Snapshot(lambda: (place for each in classes for place in class_places(each.__qualname__, each)))
