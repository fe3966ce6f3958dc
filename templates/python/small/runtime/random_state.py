"""The state of the global random generators, which steps that draw hand on."""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (numpy is used only in projects that have it)

from __future__ import annotations

import importlib
import pickle
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


def random_states() -> dict[str, bytes]:
    """The state of each generator."""
    numpy = sys.modules.get("numpy")
    own = {"random": pickle.dumps(random.getstate())}
    return {**own, "numpy": pickle.dumps(numpy.random.get_state())} if numpy else own


def set_random_states(states: Mapping[str, bytes]) -> None:
    """Give generators the states that they had."""
    if "random" in states:
        random.setstate(pickle.loads(states["random"]))
    if "numpy" in states:
        importlib.import_module("numpy").random.set_state(pickle.loads(states["numpy"]))


@contextmanager
def random_state_kept() -> Iterator[None]:
    """What a block seeds and draws leaves the generators as they were: set-up of an earlier step that also seeds."""
    states = random_states()
    try:
        yield
    finally:
        set_random_states(states)
