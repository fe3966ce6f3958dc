"""Compares two descriptions made by `describe_values` and names the first path at which they differ."""

import collections
import math
import re
from dataclasses import dataclass, field

from .compare_arrays import first_unequal
from .descriptions import Description, leaf_text
from .table_places import inner_place

__all__ = ["EXACT", "ROUNDED", "Description", "Rules", "Verdict", "compare", "compare_variable"]

# Readings of the clock: seconds since 1970, and dates with a time.
CLOCK_LEAF = re.compile(r"(?:float|float64) 1[6-9]\d{8}(?:\.\d+)?$|.*\b(?:datetime|Timestamp)\b.*\d", re.ASCII)
PRIVATE_OR_TIME = re.compile(r"\._[A-Za-z]|time(stamp)?_?(\b|_?'\])[^.]*$")
LAST_PRIVATE = re.compile(r"^(.*\._[A-Za-z]\w*).*$")
LAST_INDEX = re.compile(r"\[[\d, :]+\]$")
FLOAT_LEAF = re.compile(r"(\w+) (-?(?:[\d.]+(?:e[-+]?\d+)?|inf|nan))$")
# What IPython's own classes hold is in plain ones outside of IPython: the parts that both must have.
STAND_INS = {"IPython.utils.text.SList": "list"}
# What objects of a library remember of how they were last used, or count in the order of their making, by the start of
# the name of their class: no result.
REMEMBERED = {
    "statsmodels.base.data.": {".predict_dates", ".predict_start", ".predict_end"},
    "sympy.": {"._assumptions"},
    "symfit.": {"._assumptions", "._argument_index"},
}
LONGEST_SHOWN = 120


@dataclass(frozen=True)
class Rules:
    """How close floats must be. `exact`: also the sign of a zero counts, and stand-ins of IPython's classes do not."""

    relative: float = 0.0
    absolute: float = 0.0
    exact: bool = True


EXACT = Rules()
# Two floats this close are `close`, not `equal`: the order of a sum can differ with the layout of a stored table.
ROUNDED = Rules(1e-9, 1e-12, exact=False)


@dataclass
class Verdict:
    """`status`: equal, close (floats within the tolerance) or different. `shallow`: some part could not be looked into.
    `private`: an object has a private attribute, or something within one an attribute, on one side only, as caches
    and what pickling leaves out have.
    `noise`: paths at which two runs of one notebook differ in what is no result (see `is_noise`).
    `column`, `row`, `label`: the cell of a table that differs, its row by position and by label.
    `pairs`: the nodes that were found to be alike, with the path of the first place.
    """

    status: str = "equal"
    path: str = ""
    left: str = ""
    right: str = ""
    what: str = ""
    column: str | None = None
    row: int | None = None
    label: str | None = None
    shallow: bool = False
    private: bool = False
    other_code: bool = False
    collects_noise: bool = False
    rules: Rules = ROUNDED
    noise: set = field(default_factory=set)
    pairs: dict = field(default_factory=dict, repr=False)

    def differ(self, path, left, right, what="", place=None):
        """Something differs at `path`; `what` says which property of the value there."""
        if self.collects_noise and is_noise(path, str(left), str(right)):
            self.noise.add(LAST_INDEX.sub("", LAST_PRIVATE.sub(r"\1", path)))
            return
        self.set("different", path, left, right, what, place)

    def close(self, path, left, right, place=None):
        """Two floats agree within the tolerance; the first such place is kept."""
        if self.status == "equal":
            self.set("close", path, left, right, "", place)

    def set(self, status, path, left, right, what, place):
        self.status, self.path, self.what = status, f"{path} ({what})" if what else path, what
        self.left, self.right = str(left)[:LONGEST_SHOWN], str(right)[:LONGEST_SHOWN]
        self.column, self.row, self.label = place.cell() if place else (None, None, None)


def is_noise(path, left, right):
    """True for what differs between two runs of one program without being a result: readings of the clock, and private
    attributes of objects (generators that a library seeds itself, memory it has not written yet, caches)."""
    return (CLOCK_LEAF.match(left) and CLOCK_LEAF.match(right)) or PRIVATE_OR_TIME.search(path) is not None


def compare(left, left_child, right, right_child, name, noise=None, rules=ROUNDED):
    """Verdict on one value; the shortest differing path is the one reported. Paths in `noise` are not looked at;
    without it (two runs of one notebook) noise is collected."""
    verdict = Verdict(collects_noise=noise is None, rules=rules)
    pending, skipped = collections.deque([(left_child, right_child, name, None)]), set()
    while pending and verdict.status != "different":
        one, other, path, place = pending.popleft()
        if noise is not None and path in noise:
            verdict.shallow = True
            skipped.add(one)
        elif isinstance(one, int) and one in skipped:  # the same object at another path
            continue
        elif isinstance(one, str) or isinstance(other, str):
            compare_leaves(verdict, (left, one), (right, other), path, place)
        elif (one, other) not in verdict.pairs:
            verdict.pairs[one, other] = path
            pending.extend(compare_nodes(verdict, (left, left.nodes[one]), (right, right.nodes[other]), path, place))
    return verdict


def compare_variable(left, left_child, right, right_child, name, noise=None, rules=ROUNDED):
    """As `compare`, for a variable of the program; but a function or class in it is compared by its name only: a
    project keeps the versions that are used, each process has its own, and what that changes shows in the values and
    the text. A function that closes over values in both is compared with them. Another name (`other_code`) is no
    verdict: a later definition that nothing uses is left out of a project."""
    children = ((left, left_child), (right, right_child))
    nodes = [graph.nodes[child] if isinstance(child, int) else {} for graph, child in children]
    is_code = all(node.get("t", "").startswith(("function", "class ")) for node in nodes)
    if not is_code or all(any(label.startswith(".closure") for label in node["c"]) for node in nodes):
        return compare(left, left_child, right, right_child, name, noise, rules)
    names = [node.get("name") or node["t"] for node in nodes]
    verdict = Verdict(shallow=True, rules=rules)
    verdict.other_code = not same_function_name(*names)
    return verdict


def compare_leaves(verdict, one, other, path, place):
    """Compares two children of which one at least is a leaf; each is (description, child)."""
    if one[1] == other[1]:
        verdict.shallow |= one[1].startswith("opaque ")
        return
    shown = [child if isinstance(child, str) else graph.nodes[child]["t"] for graph, child in (one, other)]
    floats = [FLOAT_LEAF.match(text) for text in shown]
    if all(floats) and floats[0][1] == floats[1][1] and floats[0][1].startswith(("float", "complex")):
        rules = verdict.rules
        near = math.isclose(float(floats[0][2]), float(floats[1][2]), rel_tol=rules.relative, abs_tol=rules.absolute)
        if near and not is_signed_zero(rules, shown):
            return verdict.close(path, *shown, place)
    verdict.differ(path, *shown, place=place)


def is_signed_zero(rules, shown):
    """Two zeros of another sign: equal as numbers, and not as results, where exactness is asked for."""
    return rules.exact and rules.absolute == 0 and all(float(text.partition(" ")[2]) == 0 for text in shown)


def compare_nodes(verdict, one, other, path, place):
    """Compares two nodes, each (description, node), and gives the pairs of their parts still to compare."""
    (left, node), (right, other_node) = one, other
    verdict.shallow |= any(key in each for each in (node, other_node) for key in ("opaque", "limit"))
    for key, label in (("t", "type"), ("dtype", "dtype"), ("shape", "shape"), ("length", "length")):
        values = [each.get(key) for each in (node, other_node)]
        if values[0] == values[1] or (key == "shape" and None in values and "hash" not in node):
            continue
        if key == "t" and verdict.rules.exact and STAND_INS.get(values[0]) == values[1]:
            continue
        verdict.differ(path, *map(plain, values), label, place)
        return []
    if node["t"] == "function" and not same_function_name(node["name"], other_node["name"]):
        verdict.differ(path, node["name"], other_node["name"], "name", place)
        return []
    if "limit" in node or "limit" in other_node:
        return []
    if node.get("hash") != other_node.get("hash"):
        compare_array_nodes(verdict, left.array(node["hash"]), right.array(other_node["hash"]), path, place)
    if node.get("chunks") != other_node.get("chunks") and "chunks" in node and "chunks" in other_node:
        compare_long_runs(verdict, one, other, path, place)
        return []
    if (
        node["t"] in ("set", "frozenset")
        and verdict.rules.exact
        and compare_elements(verdict, node, other_node, path, place)
    ):
        return []
    parts = compare_parts(verdict, node, other_node, path, place)
    return [
        (child, other_child, path + label, inner_place(left, node, label, place)) for label, child, other_child in parts
    ]


def compare_elements(verdict, one, other, path, place):
    """Names what one set has and the other has not; True when there is such an element and it can be named."""
    sides = [set(map(str, node.get("c", {}).values())) for node in (one, other)]
    if not all(isinstance(child, str) for node in (one, other) for child in node.get("c", {}).values()):
        return False
    missing, added = sorted(sides[0] - sides[1]), sorted(sides[1] - sides[0])
    if not missing and not added:
        return False
    shown = [f"has {leaf_text(found[0])}" if found else "has no other" for found in (missing, added)]
    verdict.differ(path, *shown, "elements", place)
    return True


def plain(value):
    """Shapes as people write them."""
    return f"({', '.join(map(str, value))})" if isinstance(value, list) else value


def compare_long_runs(verdict, one, other, path, place):
    """Finds the first differing leaf of two long runs of one length; the range of it, when the leaves were not kept."""
    (left, node), (right, other_node) = one, other
    leaves, other_leaves = left.leaves(node), right.leaves(other_node)
    for index, (digest, other_digest) in enumerate(zip(node["chunks"], other_node["chunks"], strict=False)):
        if digest == other_digest:
            continue
        start, end = index * node["size"], min((index + 1) * node["size"], node["length"])
        if leaves is None or other_leaves is None:
            verdict.differ(f"{path}[{start}:{end}]", digest, other_digest)
            return
        for at in range(start, end):
            if leaves[at] != other_leaves[at]:
                inner = place.at(at) if place else None
                compare_leaves(verdict, (left, leaves[at]), (right, other_leaves[at]), f"{path}[{at}]", inner)
                if verdict.status == "different":
                    return


def compare_parts(verdict, one, other, path, place):
    """Compares the labels of the parts of two nodes; gives the parts that both have, as (label, child, other child)."""
    parts, other_parts = one.get("c", {}), other.get("c", {})
    if one["t"] == "function":  # a lifted function may close over more than it did
        other_parts = {label: other_parts[label] for label in parts if label in other_parts}
    remembered = {label for start, labels in REMEMBERED.items() if one["t"].startswith(start) for label in labels}
    parts, other_parts = (
        {label: child for label, child in side.items() if label not in remembered} for side in (parts, other_parts)
    )
    missing = [label for label in parts if label not in other_parts]
    added = [label for label in other_parts if label not in parts]
    if all(label.startswith("._") or (label.startswith(".") and "._" in path) for label in missing + added):
        verdict.private |= bool(missing or added)
        unpaired = missing + added
        parts, other_parts = (
            {label: side[label] for label in side if label not in unpaired} for side in (parts, other_parts)
        )
    else:
        label = (missing or added)[0]
        sides = (f"has {label}", "absent") if missing else ("absent", f"has {label}")
        verdict.differ(
            path, *(sides if verdict.rules.exact else (side.replace("has ", "") for side in sides)), "part", place
        )
        return []
    if list(parts) != list(other_parts):
        verdict.differ(path, list(parts)[:5], list(other_parts)[:5], "order", place)
        return []
    return [(label, child, other_parts[label]) for label, child in parts.items()]


def same_function_name(one, other):
    """Lambdas get names and versions of one name get numbers when they are lifted."""
    plain_names = [re.sub(r"_\d+$", "", name) for name in (one, other)]
    return plain_names[0] == plain_names[1] or one == "<lambda>"


def compare_array_nodes(verdict, one, other, path, place):
    """Compares the elements of two arrays of one type and shape."""
    if one is None or other is None:
        verdict.differ(f"{path}[...]", "array", "other array, too big to keep")
        return
    found, near = first_unequal(one, other, verdict.rules)
    if found is None:
        if not verdict.rules.exact:  # signed zeros, padding bytes
            verdict.close(f"{path}[...]", "array", "array of other bytes")
        return
    where = f"{path}[{', '.join(map(str, found))}]" if found else path
    inner = place.at(found[0]) if place and found else place
    shown = leaf_text(str(one[found])), leaf_text(str(other[found]))
    if near:
        verdict.close(where, *shown, inner)
    else:
        verdict.differ(where, *shown, place=inner)
