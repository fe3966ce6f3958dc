"""Registries of units (pint), and what belongs to one: a pickle of a quantity has the registry of the process that loads it.

Each registry has types of its own (`registry.Quantity`), which no module has.
"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the library)

from __future__ import annotations

import sys
import weakref
from typing import Any

_CACHES = ("_cache", "_caches", "_base_units_cache")


def reduced(obj: Any) -> Any:
    """How to pickle a registry, one of its types, or an instance of one; None for all else."""
    library = sys.modules.get("pint")
    if library is None:
        return None
    if type(obj) is weakref.WeakValueDictionary:
        return weakref.WeakValueDictionary, (dict(obj),)
    if isinstance(obj, library.UnitRegistry):
        return _reduced_registry(obj, library)
    if isinstance(obj, type):
        registry = vars(obj).get("_REGISTRY")
        return (getattr, (registry, obj.__name__)) if _is_registered(registry, obj) else None
    kind = type(obj)
    if not _is_registered(vars(kind).get("_REGISTRY"), kind):
        return None
    state = {name: value for name, value in _attributes(obj).items() if name not in ("_hash", "_dimensionality")}
    return object.__new__, (kind,), state, None, None, _set_attributes


def _is_registered(registry: Any, kind: type) -> bool:
    return registry is not None and getattr(registry, kind.__name__, None) is kind


def _reduced_registry(registry: Any, library: Any) -> Any:
    own = {name for name, value in vars(registry).items() if isinstance(value, type) and value.__name__ == name}
    state = {name: value for name, value in vars(registry).items() if name not in own and name not in _CACHES}
    is_application = library.application_registry.get() is registry
    return _registry, (type(registry), is_application), state, None, None, _set_attributes


def _registry(kind: Any, is_application: bool) -> Any:
    made = kind(None)
    if is_application:
        sys.modules["pint"].set_application_registry(made)
    return made


def _attributes(obj: Any) -> dict[str, Any]:
    slots = {name for base in type(obj).__mro__ for name in getattr(base, "__slots__", ())}
    names = (slots | vars(obj).keys() if hasattr(obj, "__dict__") else slots) - {"__dict__", "__weakref__"}
    return {name: getattr(obj, name) for name in sorted(names) if hasattr(obj, name)}


def _set_attributes(obj: Any, attributes: dict[str, Any]) -> None:
    for name, value in attributes.items():
        object.__setattr__(obj, name, value)
