"""How `describe_values` takes objects apart that are no containers: attributes, classes, functions."""

import contextlib
import enum
import functools
import types

from . import describe_libraries

# What `functools.update_wrapper` copies from the wrapped function, beside names.
WRAPPER_NOISE = {"__module__", "__doc__", "__qualname__", "__annotations__", "__type_params__", "__annotate__"}
CLASS_NOISE = {"__module__", "__doc__", "__dict__", "__weakref__", "__annotations__", "_abc_impl", "__qualname__"}


def state_parts(describer, value):
    """Attributes of an object, from its `__dict__` and slots, by name."""
    parts = {}
    with contextlib.suppress(AttributeError):
        own = object.__getattribute__(value, "__dict__")
        for name in sorted(own, key=str):
            if name not in WRAPPER_NOISE and not describe_libraries.is_cache(type(value), name):
                parts[f".{name}"] = describer.child(describe_libraries.meaning(value, name, own[name]))
    for base in type(value).__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            mangled = (
                f"_{base.__name__.lstrip('_')}{name}" if name.startswith("__") and not name.endswith("__") else name
            )
            if name in ("__dict__", "__weakref__") or describe_libraries.is_cache(type(value), name):
                continue
            with contextlib.suppress(AttributeError):
                parts[f".{name}"] = describer.child(object.__getattribute__(value, mangled))
    return parts


def reduced_parts(describer, value):
    """What pickling would store of an object that shows no attributes."""
    if type(value) is object:
        return {}
    if (
        type(value).__reduce_ex__ is object.__reduce_ex__
        and type(value).__reduce__ is object.__reduce__
        and (type(value).__flags__ & 0x200)
    ):  # a plain Python class without state
        return {}
    reduced = value.__reduce_ex__(4)
    if isinstance(reduced, str):
        return {".reduced": f"str {describer.text(reduced)}"}
    labels = (".constructor", ".arguments", ".state")
    return {label: describer.child(part) for label, part in zip(labels, reduced, strict=False) if part is not None}


def class_node(describer, value):
    """A class of the notebook: its name, and the data that it holds itself."""
    parts = {}
    for name, item in vars(value).items():
        is_code = isinstance(
            item, (types.FunctionType, property, staticmethod, classmethod, functools.cached_property)
        ) or hasattr(item, "__get__")
        if name not in CLASS_NOISE and not is_code and not (name.startswith("__") and name.endswith("__")):
            parts[f".{name}"] = describer.child(item)
    if issubclass(value, enum.Enum):
        parts = {f".{name}": describer.child(member.value) for name, member in value.__members__.items()}
    return {"t": f"class {describer.type_name(value)}", "c": parts}


def function_node(describer, value):
    """A function of the notebook: its name, defaults and the variables that it closes over, by name."""
    parts = {}
    code = inner_function(value).__code__
    for name, cell in zip(code.co_freevars, inner_function(value).__closure__ or (), strict=False):
        with contextlib.suppress(ValueError):  # a cell that is still empty
            parts[f".closure[{name}]"] = describer.child(cell.cell_contents)
    names = code.co_varnames[: code.co_argcount]
    defaults = inner_function(value).__defaults__ or ()
    for name, item in zip(names[len(names) - len(defaults) :], defaults, strict=True):
        parts[f".default[{name}]"] = describer.child(item)
    for name, item in (inner_function(value).__kwdefaults__ or {}).items():
        parts[f".default[{name}]"] = describer.child(item)
    for name, item in vars(value).items():
        if name != "__wrapped__":
            parts[f".{name}"] = describer.child(item)
    return {"t": "function", "name": value.__qualname__.rpartition("<locals>.")[2], "c": parts}


def inner_function(value):
    """The function behind decorators that say what they wrap."""
    while isinstance(getattr(value, "__wrapped__", None), types.FunctionType):
        value = value.__wrapped__
    return value
