"""How objects of HoloViews look, which a pickle leaves out: the library keeps that apart, under a number of the process."""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the library)

from __future__ import annotations

import sys
from typing import Any

_State = tuple[Any, dict[str, Any]]


def reduced(obj: Any) -> Any:
    """How to pickle such an object together with its options; None for all else."""
    library = sys.modules.get("holoviews.core.dimension")
    if library is None or not isinstance(obj, library.LabelledData) or obj.id is None:
        return None
    known = _store()._custom_options
    options = {backend: trees[obj.id] for backend, trees in known.items() if obj.id in trees}
    if not options:
        return None
    make, arguments, state, *items = obj.__reduce_ex__(5)
    return (make, arguments, (state, options), *[*items, None, None][:2], _set_state)


def _set_state(obj: Any, state: _State) -> None:
    own, options = state
    obj.__setstate__(own)
    obj.id = _number_of(options)


def _number_of(options: dict[str, Any]) -> int:
    """The number under which this process keeps these options: objects that shared them go on doing so."""
    known = _store()._custom_options
    for number, tree in known.get(next(iter(options)), {}).items():
        if tree is next(iter(options.values())):
            return number
    number = 1 + max((number for trees in known.values() for number in trees), default=-1)
    for backend, tree in options.items():
        known.setdefault(backend, {})[number] = tree
    return number


def _store() -> Any:
    from holoviews.core.options import Store

    return Store
