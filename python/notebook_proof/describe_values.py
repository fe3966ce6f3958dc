"""Describes Python values as plain data, so that two runs in two processes can be compared value by value.

A description is a graph: `nodes` is a list, a child is either the number of a node or a string (a leaf such as
`int 3`). Cycles and shared objects therefore cost nothing. Numeric arrays go to a sidecar `.npz` under their hash, so
that a comparison can name the first differing element. Only libraries that are already loaded are ever touched.

What is left out on purpose: memory addresses, the module of code that a conversion moves (`__main__`, the project's
package), values that a library caches, and the name space of the caller that some formula objects keep.
"""

import collections
import functools
import hashlib
import io
import json
import re
import sys
import types

from . import describe_leaves, describe_libraries, describe_objects

# Part of the key of stored references: raise it when a description changes.
DESCRIPTION_VERSION = 3
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{5,}")
NODE_LIMIT = 60_000
LONG_TEXT = 300
LONG_LIST = 2_000
CHUNK = 500
ARRAY_BYTES_LIMIT = 192_000_000
SMALL_ARRAY_BYTES = 65_536

CONTAINERS = (list, tuple, dict, set, frozenset, collections.deque, collections.defaultdict, collections.OrderedDict)
CHANGEABLE = (list, dict, set, bytearray, collections.deque, collections.defaultdict, collections.OrderedDict)
CHANGEABLE_TYPES = {
    "numpy.ndarray",
    "pandas.DataFrame",
    "pandas.core.frame.DataFrame",
    "pandas.core.series.Series",
    "pandas.Series",
}
CODE = (types.FunctionType, types.MethodType, functools.partial)


def items_of(mapping):
    """The items, as no subclass of the notebook changes them; an OrderedDict has an order of its own."""
    return (collections.OrderedDict if isinstance(mapping, collections.OrderedDict) else dict).items(mapping)


class Describer:
    """Collects the nodes of all values given to it. `package` is the project's own package, `texts` are
    (old, new) pairs replaced in every string (the working directory, for one), `node_limit` is how many nodes one
    value may have.

    A node that the program itself can reach and change (through variables, builtin containers, closures and objects of
    its own classes; not through what a library keeps) is marked `own`: that two places hold the same one is part of
    the program's state.
    """

    def __init__(self, package="", texts=(), node_limit=NODE_LIMIT):
        self.package, self.node_limit = package, node_limit
        self.texts = [pair for pair in texts if pair[0]]
        self.nodes = []
        self.numbers = {}
        self.alive = []
        self.pending = collections.deque()
        self.arrays = {}
        self.array_bytes = 0
        self.own = set()
        self.is_within_own = True

    def describe(self, value):
        """The child for a value, with all that hangs on it described, within limits of size and time."""
        start = len(self.nodes)
        self.is_within_own = True
        root = self.child(value)
        while self.pending:
            number, item = self.pending.popleft()
            if len(self.nodes) - start > self.node_limit:
                self.nodes[number] = {"t": self.type_name(type(item)), "limit": True}
                continue
            self.is_within_own = number in self.own and self.hands_on(item)
            try:
                self.nodes[number] = self.expand(item)
                if number in self.own and self.is_changeable(item):
                    self.nodes[number]["own"] = True
            except TimeoutError:
                self.pending.clear()
                raise
            except Exception as error:  # any library may refuse to be looked at; that is said, not hidden
                self.nodes[number] = {
                    "t": self.type_name(type(item)),
                    "opaque": f"{type(error).__name__}: {error}"[:200],
                }
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
        if self.is_within_own:
            self.own.add(number)
        return number

    def hands_on(self, value):
        """True when the program reaches what this value holds."""
        kind = type(value)
        return kind in CONTAINERS or isinstance(value, CODE) or self.is_own(getattr(kind, "__module__", None))

    def is_changeable(self, value):
        """True for what can be changed in place, as far as that is certain."""
        kind = type(value)
        if kind in CHANGEABLE or self.type_name(kind) in CHANGEABLE_TYPES:
            return True
        return (
            kind.__module__ != "builtins"
            and self.is_own(kind.__module__)
            and not issubclass(kind, (tuple, str, int, float))
        )

    def state_parts(self, value):
        """See `describe_objects`."""
        return describe_objects.state_parts(self, value)

    def keep_array(self, digest, array):
        """Keeps an array for the sidecar: every small one, large ones up to a limit in total."""
        if array.nbytes > SMALL_ARRAY_BYTES:
            if self.array_bytes + array.nbytes > ARRAY_BYTES_LIMIT:
                return
            self.array_bytes += array.nbytes
        self.arrays[digest] = array

    def keep_leaves(self, leaves):
        """Keeps a long run of leaves for the sidecar, so that a difference in it can be found."""
        if "numpy" not in sys.modules:
            return {}
        numpy = sys.modules["numpy"]
        content = "\n".join(leaf.replace("\n", "\\n") for leaf in leaves).encode("utf-8", "surrogatepass")
        digest = f"leaves-{hashlib.sha1(content).hexdigest()}"
        if digest not in self.arrays:
            self.keep_array(digest, numpy.frombuffer(content, dtype=numpy.uint8))
        return {"leaves": digest}

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
            self.package != "" and (module == self.package or module.startswith(self.package + "."))
        )

    def type_name(self, kind):
        name = getattr(kind, "__qualname__", str(kind)).rpartition("<locals>.")[2]
        module = getattr(kind, "__module__", None)
        if not isinstance(module, str):
            module = None
        return name if module == "builtins" or self.is_own(module) else f"{module}.{name}"

    def leaf(self, value):
        """See `describe_leaves`."""
        return describe_leaves.leaf(self, value)

    def expand(self, value):
        """The node of a value: its type `t` and its parts by path suffix."""
        kind = type(value)
        node = describe_libraries.expand(self, value)
        if node is not None:
            return node
        if isinstance(value, type):
            return describe_objects.class_node(self, value)
        if isinstance(value, types.FunctionType):
            return describe_objects.function_node(self, value)
        if isinstance(value, types.MethodType):
            return {
                "t": "method",
                "c": {".__self__": self.child(value.__self__), ".__func__": self.child(value.__func__)},
            }
        if isinstance(value, functools.partial):
            return {
                "t": "partial",
                "c": {
                    ".func": self.child(value.func),
                    ".args": self.child(value.args),
                    ".keywords": self.child(value.keywords),
                },
            }
        if isinstance(value, io.IOBase) and not isinstance(value, (io.StringIO, io.BytesIO)):
            return {"t": self.type_name(kind), "c": {".closed": str(value.closed)}, "opaque": "file"}
        parts = self.container_parts(value)
        if isinstance(parts, dict) and "chunks" in parts:
            return {"t": self.type_name(kind), **parts}
        state = describe_objects.state_parts(self, value)
        if parts is None and not state:
            if hasattr(kind, "__next__"):
                return {"t": self.type_name(kind), "opaque": "iterator"}
            state = describe_objects.reduced_parts(self, value)
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
        for position, (key, item) in enumerate(items_of(value)):
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
                digests = [
                    hashlib.sha1("\n".join(leaves[at : at + CHUNK]).encode()).hexdigest()
                    for at in range(0, len(leaves), CHUNK)
                ]
                return {"chunks": digests, "size": CHUNK, "length": len(items), **self.keep_leaves(leaves)}
        return {f"[{index}]": self.child(item) for index, item in enumerate(items)}
