"""Compares two descriptions made by `describe_values` and names the first path at which they differ."""
import collections
import json
import math
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy

# Two floats this close are `close`, not `equal`: the order of a sum can differ with the layout of a stored table.
RELATIVE_TOLERANCE = 1e-9
ABSOLUTE_TOLERANCE = 1e-12
# Readings of the clock: seconds since 1970, and dates with a time.
CLOCK_LEAF = re.compile(r"(?:float|float64) 1[6-9]\d{8}(?:\.\d+)?$|.*\b(?:datetime|Timestamp)\b.*\d", re.ASCII)
PRIVATE_OR_TIME = re.compile(r"\._[A-Za-z]|time(stamp)?_?(\b|_?'\])[^.]*$")
LAST_PRIVATE = re.compile(r"^(.*\._[A-Za-z]\w*).*$")
LAST_INDEX = re.compile(r"\[[\d,:]+\]$")
FLOAT_LEAF = re.compile(r"(\w+) (-?(?:[\d.]+(?:e[-+]?\d+)?|inf|nan))$")


class Description:
    """A stored description; arrays are read from the sidecar when asked for."""

    def __init__(self, path):
        self.path = Path(path)
        content = json.loads(self.path.read_text(encoding="utf-8", errors="surrogatepass"))
        self.nodes, self.names, self.failed = content["nodes"], content["names"], content["failed"]
        self._arrays = None

    def array(self, digest):
        """The array with this hash, or None when it was too big to keep."""
        if self._arrays is None:
            sidecar = Path(f"{self.path}.npz")
            self._arrays = numpy.load(sidecar, allow_pickle=False) if sidecar.exists() else {}
        return self._arrays[digest] if digest in self._arrays else None


@dataclass
class Verdict:
    """`status`: equal, close (floats within the tolerance) or different. `shallow`: some part could not be looked into.
    `private`: an object has a private attribute, or something within one an attribute, on one side only, as caches
    and what pickling leaves out have.
    `noise`: paths at which two runs of one notebook differ in what is no result (see `is_noise`).
    """

    status: str = "equal"
    path: str = ""
    left: str = ""
    right: str = ""
    shallow: bool = False
    private: bool = False
    other_code: bool = False
    collects_noise: bool = False
    noise: set = field(default_factory=set)
    pairs: set = field(default_factory=set, repr=False)

    def differ(self, path, left, right, what=""):
        """Something differs at `path`; `what` says which property of the value there."""
        if self.collects_noise and is_noise(path, str(left), str(right)):
            self.noise.add(LAST_INDEX.sub("", LAST_PRIVATE.sub(r"\1", path)))
            return
        self.status, self.path = "different", f"{path} ({what})" if what else path
        self.left, self.right = str(left)[:120], str(right)[:120]

    def close(self, path, left, right):
        if self.status == "equal":
            self.status, self.path, self.left, self.right = "close", path, str(left)[:120], str(right)[:120]


def is_noise(path, left, right):
    """True for what differs between two runs of one program without being a result: readings of the clock, and private
    attributes of objects (generators that a library seeds itself, memory it has not written yet, caches)."""
    return (CLOCK_LEAF.match(left) and CLOCK_LEAF.match(right)) or PRIVATE_OR_TIME.search(path) is not None


def compare(left, left_child, right, right_child, name, noise=None):
    """Verdict on one value; the shortest differing path is the one reported. Paths in `noise` are not looked at; without
    it (two runs of one notebook) noise is collected."""
    verdict = Verdict(collects_noise=noise is None)
    pending, skipped = collections.deque([(left_child, right_child, name)]), set()
    while pending and verdict.status != "different":
        one, other, path = pending.popleft()
        if noise is not None and path in noise:
            verdict.shallow = True
            skipped.add(one)
        elif isinstance(one, int) and one in skipped:  # the same object at another path
            continue
        elif isinstance(one, str) or isinstance(other, str):
            compare_leaves(verdict, one, other, path, left, right)
        elif (one, other) not in verdict.pairs:
            verdict.pairs.add((one, other))
            pending.extend(compare_nodes(verdict, left, left.nodes[one], right, right.nodes[other], path))
    return verdict


def compare_variable(left, left_child, right, right_child, name, noise=None):
    """As `compare`, for a variable of the program; but a function or class in it is compared by its name only: a project
    keeps the versions that are used, each process has its own, and what that changes shows in the values and the text.
    A function that closes over values in both is compared with them. Another name (`other_code`) is no verdict: a later
    definition that nothing uses is left out of a project."""
    nodes = [graph.nodes[child] if isinstance(child, int) else {} for graph, child in ((left, left_child), (right, right_child))]
    is_code = all(node.get("t", "").startswith(("function", "class ")) for node in nodes)
    if not is_code or all(any(label.startswith(".closure") for label in node["c"]) for node in nodes):
        return compare(left, left_child, right, right_child, name, noise)
    names = [node.get("name") or node["t"] for node in nodes]
    verdict = Verdict(shallow=True)
    verdict.other_code = not same_function_name(*names)
    return verdict


def compare_leaves(verdict, one, other, path, left, right):
    if one == other:
        verdict.shallow |= one.startswith("opaque ")
        return
    shown = [child if isinstance(child, str) else graph.nodes[child]["t"] for child, graph in ((one, left), (other, right))]
    floats = [FLOAT_LEAF.match(text) for text in shown]
    if all(floats) and floats[0][1] == floats[1][1] and floats[0][1].startswith(("float", "complex")):
        if math.isclose(float(floats[0][2]), float(floats[1][2]), rel_tol=RELATIVE_TOLERANCE, abs_tol=ABSOLUTE_TOLERANCE):
            return verdict.close(path, *shown)
    verdict.differ(path, *shown)


def compare_nodes(verdict, left, one, right, other, path):
    """Compares two nodes and gives the pairs of their parts still to compare."""
    verdict.shallow |= any(key in node for node in (one, other) for key in ("opaque", "limit"))
    for key, label in (("t", "type"), ("dtype", "dtype"), ("shape", "shape"), ("length", "length")):
        if one.get(key) != other.get(key):
            verdict.differ(path, one.get(key), other.get(key), label)
            return []
    if one["t"] == "function" and not same_function_name(one["name"], other["name"]):
        verdict.differ(path, one["name"], other["name"], "name")
        return []
    if "limit" in one or "limit" in other:
        return []
    if one.get("hash") != other.get("hash"):
        compare_arrays(verdict, left.array(one["hash"]), right.array(other["hash"]), path)
    for index, (digest, other_digest) in enumerate(zip(one.get("chunks", ()), other.get("chunks", ()))):
        if digest != other_digest:
            verdict.differ(f"{path}[{index * one['size']}:{(index + 1) * one['size']}]", digest, other_digest)
            return []
    return compare_parts(verdict, one, other, path)


def compare_parts(verdict, one, other, path):
    parts, other_parts = one.get("c", {}), other.get("c", {})
    if one["t"] == "function":  # a lifted function may close over more than it did
        other_parts = {label: other_parts[label] for label in parts if label in other_parts}
    missing = [label for label in parts if label not in other_parts]
    added = [label for label in other_parts if label not in parts]
    if all(label.startswith("._") or (label.startswith(".") and "._" in path) for label in missing + added):
        verdict.private |= bool(missing or added)
        parts, other_parts = ({label: side[label] for label in side if label not in missing + added} for side in (parts, other_parts))
    else:
        label = (missing or added)[0]
        verdict.differ(path, label, "absent", "part") if missing else verdict.differ(path, "absent", label, "part")
        return []
    if list(parts) != list(other_parts):
        verdict.differ(path, list(parts)[:5], list(other_parts)[:5], "order")
        return []
    return [(child, other_parts[label], path + label) for label, child in parts.items()]


def same_function_name(one, other):
    """Lambdas get names and versions of one name get numbers when they are lifted."""
    plain = [re.sub(r"_\d+$", "", name) for name in (one, other)]
    return plain[0] == plain[1] or one == "<lambda>"


def compare_arrays(verdict, one, other, path):
    if one is None or other is None:
        verdict.differ(f"{path}[...]", "array", "other array, too big to keep")
        return
    if one.dtype.kind in "fc":
        unequal = ~((one == other) | (numpy.isnan(one) & numpy.isnan(other)))
        with numpy.errstate(all="ignore"):
            near = numpy.isclose(one, other, rtol=RELATIVE_TOLERANCE, atol=ABSOLUTE_TOLERANCE, equal_nan=True).all()
    else:
        unequal, near = numpy.asarray(one != other), False
    places = numpy.argwhere(unequal) if unequal.ndim else numpy.zeros((int(bool(unequal)), 0), dtype=int)
    if not len(places):  # signed zeros, padding bytes
        return verdict.close(f"{path}[...]", "array", "array of other bytes")
    at = tuple(int(index) for index in places[0])
    where = f"{path}[{','.join(map(str, at))}]" if at else path
    (verdict.close if near else verdict.differ)(where, one[at], other[at])
