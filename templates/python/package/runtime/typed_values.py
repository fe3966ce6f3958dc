"""Texts read by the declared type: `NO` stays a text where a text is declared, `1e3` is a number where a number is.

What has no declared type is read as JSON, and is a text where it is no JSON.
"""

from __future__ import annotations

import collections
import collections.abc
import dataclasses
import json
import types
from typing import Annotated, Any, TypeAlias, TypeGuard, Union, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import BaseModel, PydanticUserError, SecretBytes, SecretStr, TypeAdapter, ValidationError

from .yaml_values import Value

Type: TypeAlias = Any

_NOTHING = ("null", "Null", "NULL", "~")
_NUMBERS = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}
_FLAGS = {"True": True, "TRUE": True, "False": False, "FALSE": False}
_KINDS = {"str": "a text (str)", "int": "a whole number (int)", "float": "a number (float)"}
_KINDS |= {"bool": "true or false (bool)"}
_CONTAINERS = ("list", "dict", "tuple", "set", "frozenset")
_MAPPINGS = (dict, collections.OrderedDict, collections.abc.Mapping, collections.abc.MutableMapping)


class Unreadable(ValueError):
    """A value that does not fit its declared type; the message says why, and begins with a verb.

    Attributes:
        value: what does not fit, which may stand inside what was to be read.
        kind: the type that it should have.
    """

    def __init__(self, value: Value, kind: Type, why: str | None = None) -> None:
        content = value.content
        what = f"'{content}'" if isinstance(content, str) else "a list" if isinstance(content, list) else "a mapping"
        super().__init__(why or f"cannot be {what}: it takes {type_name(kind)}")
        self.value = value
        self.kind = kind


def read_value(kind: Type, value: Value) -> Any:
    """What a file or the command line gives for a declared type; raises Unreadable."""
    kind = _bare(kind)
    if isinstance(value.content, str):
        return _read_text(kind, value)
    arms = get_args(kind) if _is_union(kind) else (kind,)
    for arm in arms:
        try:
            return _read_structure(_bare(arm), value)
        except Unreadable:
            if len(arms) == 1:
                raise
    raise Unreadable(value, kind)


def members_of(kind: Type) -> dict[str, Type] | None:
    """The names and types of the fields of a model, dataclass or typed dictionary; None for all else."""
    if _is_class(kind) and issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    return get_type_hints(kind) if dataclasses.is_dataclass(kind) or is_typeddict(kind) else None


def model_of(kind: Type) -> type[BaseModel] | None:
    """The model that a field holds, also in `Model | None`."""
    found = [arm for arm in (get_args(kind) if _is_union(kind) else (kind,)) if arm is not type(None)]
    only = _bare(found[0]) if len(found) == 1 else None
    return only if _is_class(only) and issubclass(only, BaseModel) else None


def holds_secret(kind: Type, *around: Type) -> bool:
    """Whether values of this type are secrets, or have secrets in them."""
    kind = _bare(kind)
    if _is_class(kind) and issubclass(kind, SecretStr | SecretBytes):
        return True
    inner = [*get_args(kind), *(members_of(kind) or {}).values()]
    return any(holds_secret(each, kind, *around) for each in inner if kind not in around)


def type_name(kind: Type) -> str:
    """A type as a reader of the command line knows it."""
    name = str(kind).replace("typing.", "")
    if _is_class(kind):
        name = kind.__name__
    return _KINDS.get(name, f"a {name}" if name.startswith(_CONTAINERS) else f"the type {name}")


def is_container(kind: Type) -> bool:
    """Whether values of the type are lists or mappings, which are JSON on the command line."""
    return type_name(kind).removeprefix("a ").startswith(_CONTAINERS)


def _read_text(kind: Type, value: Value) -> Any:
    text = str(value.content)
    adapter = _adapter(kind)
    if value.plain and text in _NOTHING and _accepts_none(adapter):
        return None
    if kind is Any:
        return _guess(text) if value.plain else text
    for each in (text, _NUMBERS.get(text)):
        if each is not None:
            try:
                return adapter.validate_strings(each)
            except ValidationError:
                pass  # not a plain value: lists and mappings of the command line are JSON
    try:
        if text not in ("true", "false"):  # JSON would take them for numbers
            return adapter.validate_json(text)
    except ValidationError:
        pass
    if value.plain and not text and _accepts_none(adapter):
        return None
    raise Unreadable(value, kind)


def _read_structure(kind: Type, value: Value) -> Any:
    found: Any
    if isinstance(value.content, list):
        kinds = _kinds_of_items(kind, value)
        found = [read_value(each, item) for each, item in zip(kinds, value.content, strict=True)]
    elif (members := members_of(kind)) is not None:
        for name, item in value.items():
            if name not in members:
                raise Unreadable(item, kind, f"has no '{name}': its names are {', '.join(members)}")
        found = {name: read_value(members[name], item) for name, item in value.items()}
    else:
        key, each = get_args(kind) if len(get_args(kind)) == 2 and _origin(kind) in _MAPPINGS else (Any, Any)
        own = str if key is Any else key
        found = {_read_text(own, Value(name, item.place)): read_value(each, item) for name, item in value.items()}
    try:
        return _adapter(kind).validate_python(found)
    except ValidationError:
        raise Unreadable(value, kind) from None


def _kinds_of_items(kind: Type, value: Value) -> list[Type]:
    count, arguments = len(value.content), get_args(kind)
    if not arguments:
        return [Any] * count
    if _origin(kind) is tuple and arguments[-1] is not Ellipsis:
        if len(arguments) != count:
            raise Unreadable(value, kind)
        return list(arguments)
    return [arguments[0]] * count


def _guess(text: str) -> Any:
    """A plain text without a declared type."""
    if text in _FLAGS or text in _NUMBERS:
        return _FLAGS[text] if text in _FLAGS else float(_NUMBERS[text])
    try:
        return json.loads(text)
    except ValueError:
        return text


def _adapter(kind: Type) -> TypeAdapter[Any]:
    try:
        return TypeAdapter(kind)
    except PydanticUserError:  # a type that only its own model can check
        return TypeAdapter(Any)


def _accepts_none(adapter: TypeAdapter[Any]) -> bool:
    try:
        return adapter.validate_python(None) is None
    except ValidationError:
        return False


def _is_union(kind: Type) -> bool:
    return get_origin(kind) in (Union, types.UnionType)


def _is_class(kind: Type) -> TypeGuard[type]:
    return isinstance(kind, type) and get_origin(kind) is None


def _origin(kind: Type) -> Type:
    return get_origin(kind) or kind


def _bare(kind: Type) -> Type:
    """A type without a name of its own and without annotations."""
    kind = getattr(kind, "__value__", kind)
    return _bare(get_args(kind)[0]) if get_origin(kind) is Annotated else kind
