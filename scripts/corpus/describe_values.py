"""Describes Python values as plain data, so that two runs in two processes can be compared value by value.

A description is a graph: `nodes` is a list, a child is either the number of a node or a string (a leaf such as
`int 3`). Cycles and shared objects therefore cost nothing. Numeric arrays go to a sidecar `.npz` under their hash, so
that a comparison can name the first differing element. Only libraries that are already loaded are ever touched.

What is left out on purpose: memory addresses, the module of code that a conversion moves (`__main__`, the project's
package), values that a library caches, and the name space of the caller that some formula objects keep.
"""
import collections
import contextlib
import datetime
import decimal
import enum
import fractions
import functools
import hashlib
import io
import itertools
import json
import pathlib
import re
import sys
import types
import uuid
import weakref

import describe_libraries

# Part of the key of stored references: raise it when a description changes.
DESCRIPTION_VERSION = 1
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{5,}")
NODE_LIMIT = 60_000
LONG_TEXT = 300
LONG_LIST = 2_000
CHUNK = 500
ARRAY_BYTES_LIMIT = 192_000_000
SMALL_ARRAY_BYTES = 65_536

PLAIN_LEAVES = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, decimal.Decimal, fractions.Fraction,
                uuid.UUID, pathlib.PurePath, range, slice)
OPAQUE = (types.FrameType, types.TracebackType, types.CodeType, types.GeneratorType, types.CoroutineType,
          types.AsyncGeneratorType, weakref.ref, weakref.ProxyType, weakref.CallableProxyType, property, staticmethod,
          classmethod, types.GetSetDescriptorType, types.MemberDescriptorType, itertools._tee, zip, map, filter,
          enumerate, reversed)
BUILTIN_CALLABLES = (types.BuiltinFunctionType, types.MethodWrapperType, types.WrapperDescriptorType,
                     types.MethodDescriptorType, types.ClassMethodDescriptorType)
CLASS_NOISE = {"__module__", "__doc__", "__dict__", "__weakref__", "__annotations__", "_abc_impl", "__qualname__"}


class Describer:
    """Collects the nodes of all values given to it. `package` is the project's own package, `texts` are
    (old, new) pairs replaced in every string (the working directory, for one)."""

    def __init__(self, package="", texts=()):
        self.package = package
        self.texts = [pair for pair in texts if pair[0]]
        self.nodes = []
        self.numbers = {}
        self.alive = []
        self.pending = collections.deque()
        self.arrays = {}
        self.array_bytes = 0

    def describe(self, value):
        """The child for a value, with all that hangs on it described, within limits of size and time."""
        start = len(self.nodes)
        root = self.child(value)
        while self.pending:
            number, item = self.pending.popleft()
            if len(self.nodes) - start > NODE_LIMIT:
                self.nodes[number] = {"t": self.type_name(type(item)), "limit": True}
                continue
            try:
                self.nodes[number] = self.expand(item)
            except TimeoutError:
                self.pending.clear()
                raise
            except Exception as error:  # any library may refuse to be looked at; that is said, not hidden
                self.nodes[number] = {"t": self.type_name(type(item)), "opaque": f"{type(error).__name__}: {error}"[:200]}
        return root

    def child(self, value):
        leaf = self.leaf(value)
        if leaf is not None:
            return leaf
        number = self.numbers.get(id(value))
        if number is None:
            number = self.numbers[id(value)] = len(self.nodes)
            self.nodes.append({"t": self.type_name(type(value)), "limit": True})
            self.alive.append(value)
            self.pending.append((number, value))
        return number

    def keep_array(self, digest, array):
        """Keeps an array for the sidecar: every small one, large ones up to a limit in total."""
        if array.nbytes > SMALL_ARRAY_BYTES:
            if self.array_bytes + array.nbytes > ARRAY_BYTES_LIMIT:
                return
            self.array_bytes += array.nbytes
        self.arrays[digest] = array

    def scrub(self, text):
        for old, new in self.texts:
            text = text.replace(old, new)
        return ADDRESS.sub("0x", text)

    def text(self, text):
        text = self.scrub(text)
        if len(text) <= LONG_TEXT:
            return json.dumps(text)
        return f"#{hashlib.sha1(text.encode('utf-8', 'surrogatepass')).hexdigest()} {len(text)} {json.dumps(text[:60])}"

    def is_own(self, module):
        """True for the module of code that a conversion moves."""
        return module in ("__main__", "__mp_main__", None) or (
            self.package != "" and (module == self.package or module.startswith(self.package + ".")))

    def type_name(self, kind):
        name = getattr(kind, "__qualname__", str(kind)).rpartition("<locals>.")[2]
        module = getattr(kind, "__module__", None)
        if not isinstance(module, str):
            module = None
        return name if module == "builtins" or self.is_own(module) else f"{module}.{name}"

    def leaf(self, value):
        """The string for a value that has no parts worth a path of its own, or None."""
        kind = type(value)
        if value is None or kind is bool or value is Ellipsis or value is NotImplemented:
            return str(value)
        if kind in (int, float, complex):
            return f"{kind.__name__} {value!r}"
        if kind is str:
            return f"str {self.text(value)}"
        if kind in (bytes, bytearray):
            return f"{kind.__name__} #{hashlib.sha1(value).hexdigest()} {len(value)} {bytes(value[:20])!r}"
        if isinstance(value, enum.Enum):
            return f"enum {self.type_name(kind)}.{value._name_}"
        if isinstance(value, types.ModuleType):
            return f"module {value.__name__}"
        if isinstance(value, BUILTIN_CALLABLES) and isinstance(getattr(value, "__self__", None), (type(None), types.ModuleType)):
            return f"function {getattr(value, '__qualname__', value)}"
        if isinstance(value, types.FunctionType) and not self.is_own(value.__module__):
            return f"function {value.__module__}.{value.__qualname__}"
        if isinstance(value, type) and not self.is_own(getattr(value, "__module__", None)):
            return f"class {self.type_name(value)}"
        if isinstance(value, PLAIN_LEAVES):
            return f"{self.type_name(kind)} {self.scrub(repr(value))}"
        if isinstance(value, re.Match):
            return f"{value!r}"
        if isinstance(value, re.Pattern):
            return f"pattern {value.pattern!r} {int(value.flags)}"
        if isinstance(value, OPAQUE) or kind.__module__ == "_thread":
            return f"opaque {self.type_name(kind)}"
        return describe_libraries.leaf(self, value)

    def expand(self, value):
        """The node of a value: its type `t` and its parts by path suffix."""
        kind = type(value)
        node = describe_libraries.expand(self, value)
        if node is not None:
            return node
        if isinstance(value, type):
            return self.class_node(value)
        if isinstance(value, types.FunctionType):
            return self.function_node(value)
        if isinstance(value, types.MethodType):
            return {"t": "method", "c": {".__self__": self.child(value.__self__), ".__func__": self.child(value.__func__)}}
        if isinstance(value, functools.partial):
            return {"t": "partial", "c": {".func": self.child(value.func), ".args": self.child(value.args),
                                          ".keywords": self.child(value.keywords)}}
        if isinstance(value, io.IOBase) and not isinstance(value, (io.StringIO, io.BytesIO)):
            return {"t": self.type_name(kind), "c": {".closed": str(value.closed)}, "opaque": "file"}
        parts = self.container_parts(value)
        if isinstance(parts, dict) and "chunks" in parts:
            return {"t": self.type_name(kind), **parts}
        state = self.state_parts(value)
        if parts is None and not state:
            if hasattr(kind, "__next__"):
                return {"t": self.type_name(kind), "opaque": "iterator"}
            state = self.reduced_parts(value)
        return {"t": self.type_name(kind), "c": {**(parts or {}), **state}}

    def container_parts(self, value):
        """Parts of a builtin container (or a subclass of one), or None for anything else."""
        if isinstance(value, dict):
            if "__builtins__" in value:
                return {".namespace": "opaque namespace"}
            return self.mapping_parts(value)
        if isinstance(value, (list, tuple, collections.deque)):
            return self.sequence_parts(value)
        if isinstance(value, (set, frozenset)):
            return self.sequence_parts(sorted(value, key=lambda item: (str(type(item)), self.scrub(repr(item)))))
        if isinstance(value, (str, bytes, int, float, complex)):
            base = next(base for base in (str, bytes, int, float, complex) if isinstance(value, base))
            return {".value": self.leaf(base.__new__(base, value))}
        if isinstance(value, (io.StringIO, io.BytesIO)) and not value.closed:
            return {".getvalue()": self.leaf(value.getvalue())}
        return None

    def mapping_parts(self, value):
        parts = {}
        for position, (key, item) in enumerate(dict.items(value)):
            child = self.child(key)
            label = f"[{child.partition(' ')[2] or child}]" if isinstance(child, str) else f"[key {position}]"
            if label in parts:
                label = f"[{child!r} at {position}]"
            if not isinstance(child, str):
                parts[f".key({position})"] = child
            parts[label] = self.child(item)
        return parts

    def sequence_parts(self, items):
        """Parts by index; a long run of leaves becomes hashes of chunks, a long run of floats an array."""
        items = list(items)
        if len(items) > LONG_LIST:
            if "numpy" in sys.modules and all(type(item) is float for item in items):
                return {"[:]": self.child(sys.modules["numpy"].array(items))}
            leaves = [self.leaf(item) for item in items]
            if None not in leaves:
                digests = [hashlib.sha1("\n".join(leaves[at:at + CHUNK]).encode()).hexdigest() for at in range(0, len(leaves), CHUNK)]
                return {"chunks": digests, "size": CHUNK, "length": len(items)}
        return {f"[{index}]": self.child(item) for index, item in enumerate(items)}

    def state_parts(self, value):
        """Attributes of an object, from its `__dict__` and slots, by name."""
        parts = {}
        with contextlib.suppress(AttributeError):
            own = object.__getattribute__(value, "__dict__")
            for name in sorted(own, key=str):
                if not describe_libraries.is_cache(type(value), name):
                    parts[f".{name}"] = self.child(own[name])
        for base in type(value).__mro__:
            slots = base.__dict__.get("__slots__", ())
            for name in [slots] if isinstance(slots, str) else slots:
                mangled = f"_{base.__name__.lstrip('_')}{name}" if name.startswith("__") and not name.endswith("__") else name
                if name in ("__dict__", "__weakref__") or describe_libraries.is_cache(type(value), name):
                    continue
                with contextlib.suppress(AttributeError):
                    parts[f".{name}"] = self.child(object.__getattribute__(value, mangled))
        return parts

    def reduced_parts(self, value):
        """What pickling would store of an object that shows no attributes."""
        if type(value) is object:
            return {}
        if type(value).__reduce_ex__ is object.__reduce_ex__ and type(value).__reduce__ is object.__reduce__ and (
                type(value).__flags__ & 0x200):  # a plain Python class without state
            return {}
        reduced = value.__reduce_ex__(4)
        if isinstance(reduced, str):
            return {".reduced": f"str {self.text(reduced)}"}
        labels = (".constructor", ".arguments", ".state")
        return {label: self.child(part) for label, part in zip(labels, reduced) if part is not None}

    def class_node(self, value):
        """A class of the notebook: its name, and the data that it holds itself."""
        parts = {}
        for name, item in vars(value).items():
            is_code = isinstance(item, (types.FunctionType, property, staticmethod, classmethod, functools.cached_property)) or hasattr(item, "__get__")
            if name not in CLASS_NOISE and not is_code and not (name.startswith("__") and name.endswith("__")):
                parts[f".{name}"] = self.child(item)
        if issubclass(value, enum.Enum):
            parts = {f".{name}": self.child(member.value) for name, member in value.__members__.items()}
        return {"t": f"class {self.type_name(value)}", "c": parts}

    def function_node(self, value):
        """A function of the notebook: its name, defaults and the variables that it closes over, by name."""
        parts = {}
        code = inner_function(value).__code__
        for name, cell in zip(code.co_freevars, inner_function(value).__closure__ or ()):
            with contextlib.suppress(ValueError):  # a cell that is still empty
                parts[f".closure[{name}]"] = self.child(cell.cell_contents)
        names = code.co_varnames[:code.co_argcount]
        defaults = inner_function(value).__defaults__ or ()
        for name, item in zip(names[len(names) - len(defaults):], defaults):
            parts[f".default[{name}]"] = self.child(item)
        for name, item in (inner_function(value).__kwdefaults__ or {}).items():
            parts[f".default[{name}]"] = self.child(item)
        return {"t": "function", "name": value.__qualname__.rpartition("<locals>.")[2], "c": parts}


def inner_function(value):
    """The function behind decorators that say what they wrap."""
    while isinstance(getattr(value, "__wrapped__", None), types.FunctionType):
        value = value.__wrapped__
    return value
