"""The state of the global random generators, which steps that draw hand on: `draws=True` in the step table."""

import importlib
import pickle
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .table import RANDOM_STATE


@contextmanager
def hand_on(inputs: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Take the state out of the inputs of a step; what is given has it as the step left it, in the end."""
    given: dict[str, Any] = {}
    handed = inputs.pop(RANDOM_STATE, {})
    _set(handed)
    before = _states()
    yield given
    changed = {name: state for name, state in _states().items() if state != before.get(name)}
    given[RANDOM_STATE] = handed | changed


@contextmanager
def random_state_kept() -> Iterator[None]:
    """What a block seeds and draws leaves the generators as they were: set-up of an earlier step that also seeds."""
    states = _states()
    try:
        yield
    finally:
        _set(states)


def _set(states: Mapping[str, bytes]) -> None:
    if "random" in states:
        random.setstate(pickle.loads(states["random"]))
    if "numpy" in states:
        importlib.import_module("numpy").random.set_state(pickle.loads(states["numpy"]))


def _states() -> dict[str, bytes]:
    states = {"random": pickle.dumps(random.getstate())}
    numpy = sys.modules.get("numpy")
    return states | {"numpy": pickle.dumps(numpy.random.get_state())} if numpy else states
