"""How `describe_values` writes values that have no parts worth a path of their own."""

import datetime
import decimal
import enum
import fractions
import hashlib
import io
import itertools
import pathlib
import re
import types
import uuid
import weakref

from . import describe_libraries

PLAIN_LEAVES = (
    datetime.date,
    datetime.time,
    datetime.timedelta,
    datetime.tzinfo,
    decimal.Decimal,
    fractions.Fraction,
    uuid.UUID,
    pathlib.PurePath,
    range,
    slice,
)
# Whatever stands in for them: a kernel and a step have streams of their own.
STANDARD_STREAMS = ("stdout", "stderr", "<stdout>", "<stderr>")
OPAQUE = (
    types.FrameType,
    types.TracebackType,
    types.CodeType,
    types.GeneratorType,
    types.CoroutineType,
    types.AsyncGeneratorType,
    weakref.ref,
    weakref.ProxyType,
    weakref.CallableProxyType,
    property,
    staticmethod,
    classmethod,
    types.GetSetDescriptorType,
    types.MemberDescriptorType,
    itertools._tee,
    zip,
    map,
    filter,
    enumerate,
    reversed,
)
BUILTIN_CALLABLES = (
    types.BuiltinFunctionType,
    types.MethodWrapperType,
    types.WrapperDescriptorType,
    types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
)


def leaf(describer, value):
    """The string for a value that has no parts worth a path of its own, or None."""
    kind = type(value)
    if value is None or kind is bool or value is Ellipsis or value is NotImplemented:
        return str(value)
    if kind in (int, float, complex):
        return f"{kind.__name__} {value!r}"
    if kind is str:
        return f"str {describer.text(value)}"
    if kind in (bytes, bytearray):
        return f"{kind.__name__} #{hashlib.sha1(value).hexdigest()} {len(value)} {bytes(value[:20])!r}"
    if isinstance(value, enum.Enum):
        return f"enum {describer.type_name(kind)}.{value._name_}"
    if isinstance(value, types.ModuleType):
        return f"module {value.__name__}"
    if isinstance(value, BUILTIN_CALLABLES) and isinstance(
        getattr(value, "__self__", None), (type(None), types.ModuleType)
    ):
        return f"function {getattr(value, '__qualname__', value)}"
    if isinstance(value, types.FunctionType) and not describer.is_own(value.__module__):
        return f"function {value.__module__}.{value.__qualname__}"
    if isinstance(value, type) and not describer.is_own(getattr(value, "__module__", None)):
        return f"class {describer.type_name(value)}"
    if isinstance(value, PLAIN_LEAVES):
        return f"{describer.type_name(kind)} {describer.scrub(repr(value))}"
    if isinstance(value, io.TextIOBase) and getattr(value, "name", None) in STANDARD_STREAMS:
        return f"stream {value.name.strip('<>')}"
    if isinstance(value, re.Match):
        return f"{value!r}"
    if isinstance(value, re.Pattern):
        return f"pattern {value.pattern!r} {int(value.flags)}"
    if isinstance(value, OPAQUE) or kind.__module__ == "_thread":
        return f"opaque {describer.type_name(kind)}"
    return describe_libraries.leaf(describer, value)
