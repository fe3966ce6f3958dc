"""What a step changed without giving it back: later steps would go on with the old state, and nobody would notice.

Two things can change that way: an input that is not an output too, and the state of the project's modules and classes.
Both are looked at after each step that ran in a process of its own. A stored result remembers what was not looked at
because no later step took it, so that it is not used once one does.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from . import fingerprint, module_uses, store
from .inputs import Change, LoadedInputs
from .module_state import StateWatch
from .problems import PipelineError
from .store import Record
from .table import Pipeline, Step


class Guard:
    """Watches one step while its function runs.

    Arguments:
        isolated: the step has a process of its own; else all steps share their state, and nothing is refused.
    """

    def __init__(self, pipeline: Pipeline, step: Step, run: str, inputs: LoadedInputs, isolated: bool) -> None:
        self._pipeline = pipeline
        self._step = step
        self._run = run
        self._inputs = inputs
        self.labels = inputs.labels
        self._isolated = isolated
        self._watch = StateWatch(fingerprint.project_modules(step))
        self._state_changes: list[tuple[str, str]] = []

    def function_returned(self) -> None:
        """Look at the modules, before anything else uses them."""
        self._state_changes = self._watch.changes()

    def check(self, record: Record) -> None:
        """Raise PipelineError when a later step would miss a change; note in the record what else there is to know.

        The outputs are stored by then: an input that is loaded again may set the state of its class back.
        """
        unchecked = self._inputs.versions - self._inputs.needed.keys()
        for change in self._inputs.changes():
            if taker := self._inputs.needed[change.version]:
                raise PipelineError(f"Step '{self._step.name}' {_describe(self._step, change, taker)}")
            record["warnings"].append(_describe(self._step, change, None))
            unchecked.add(change.version)
        record["unchecked"] = sorted([giver, name] for giver, name in unchecked if name not in self._step.outputs)
        record["state_changes"] = sorted(map(list, self._state_changes))
        if self._state_changes and self._isolated:
            self._check_state(record)
            record["later_code"] = _later_code(self._pipeline, self._step)

    def _check_state(self, record: Record) -> None:
        modules = {name for step in self._pipeline.steps.values() for name in fingerprint.project_modules(step)}
        for later in self._pipeline.later(self._step.name):
            stored = (self._artifacts(later, name, record) for name in later.inputs)
            values = module_uses.names_in_values((each for found in stored for each in found), modules)
            used = module_uses.reach(module_uses.names_in_code(later) | values)
            for module, place in self._state_changes:
                if used & {(module, "*"), (module, place.partition(".")[0])}:
                    raise PipelineError(_state_refusal(self._step, later, module, place))

    def _artifacts(self, later: Step, name: str, record: Record) -> list[Record]:
        producer = self._pipeline.producers[later.name][name]
        found = record if producer == self._step.name else store.read_from_run(self._run, producer)
        return [each for each in found["artifacts"] if name in each["names"]] if found else []


def is_settled(pipeline: Pipeline, step: Step, record: Record) -> bool:
    """Nothing that a stored result left unchecked matters to a later step by now."""
    if "unchecked" not in record:
        return False
    taken = {version for version, taker in pipeline.still_used(step.name).items() if taker}
    if step.check_inputs and any((giver, name) in taken for giver, name in record["unchecked"]):
        return False
    return not record["state_changes"] or record.get("later_code") == _later_code(pipeline, step)


def _later_code(pipeline: Pipeline, step: Step) -> str:
    """A hash of what later steps do and take."""
    parts: list[Any] = [
        (each.name, each.inputs, each.settings, fingerprint.code_hash(each)) for each in pipeline.later(step.name)
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _describe(step: Step, change: Change, taker: str | None) -> str:
    """What a step changed, who misses that (None: nobody but the reader of results), and what to do."""
    name = change.version[1]
    where = f" ({name}{change.place})" if change.place else ""
    missed = f"step '{taker}' takes it" if taker else "what is stored is how it was before"
    if name in step.inputs:
        what, lists = f"changed its input '{name}' in place{where}", "its outputs"
    else:
        what, lists = f"changed '{name}'{where}, which shares data with its inputs", "its inputs and outputs"
    return f"{what}, but does not give it back, and {missed}. Add '{name}' to {lists} in pipeline.py and return it."


def _state_refusal(step: Step, later: Step, module: str, place: str) -> str:
    return (
        f"Step '{step.name}' changed '{place}' of {module}, which step '{later.name}' uses: the change would be lost, "
        f"for each step has modules of its own. Give both steps the same tag, so that they become one step."
    )
