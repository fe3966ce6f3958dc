"""Stored descriptions (see describe_values), and looking things up in them."""

import json
from pathlib import Path


class Description:
    """A stored description; arrays are read from the sidecar when asked for."""

    def __init__(self, path):
        self.path = Path(path)
        content = json.loads(self.path.read_text(encoding="utf-8", errors="surrogatepass"))
        self.nodes, self.names, self.failed = content["nodes"], content["names"], content["failed"]
        self.views = content.get("views", [])
        self._arrays = None

    def array(self, digest):
        """The array with this hash, or None when it was too big to keep."""
        if self._arrays is None:
            import numpy

            sidecar = Path(f"{self.path}.npz")
            self._arrays = numpy.load(sidecar, allow_pickle=False) if sidecar.exists() else {}
        return self._arrays[digest] if digest in self._arrays else None

    def leaves(self, node):
        """The leaves of a long run, or None when they were not kept."""
        content = self.array(node["leaves"]) if "leaves" in node else None
        return None if content is None else content.tobytes().decode("utf-8", "surrogatepass").split("\n")

    def item(self, child, position):
        """The leaf or element at a position of a sequence, as text; None when it is not known."""
        if not isinstance(child, int):
            return None
        node = self.nodes[child]
        if "hash" in node:
            array = self.array(node["hash"])
            return None if array is None or array.ndim != 1 or position >= len(array) else str(array[position])
        if "chunks" in node:
            leaves = self.leaves(node)
            return None if leaves is None or position >= len(leaves) else leaf_text(leaves[position])
        found = node.get("c", {}).get(f"[{position}]")
        return leaf_text(found) if isinstance(found, str) else None


def leaf_text(leaf):
    """A leaf as people write the value: `str "a"` as `"a"`, `int 3` as `3`."""
    kind, _, rest = leaf.partition(" ")
    return rest if rest and kind in ("str", "int", "float", "bool", "complex", "Timestamp") else leaf


def row_label(description, frame, position):
    """The label of a row of a described table, as text; None when it is not known."""
    child = frame.get("c", {}).get(".index")
    if not isinstance(child, int):
        return None
    parts = description.nodes[child].get("c", {})
    if ".range" in parts:
        start, stop, step = map(int, parts[".range"].split())
        labels = range(start, stop, step)
        return str(labels[position]) if position < len(labels) else None
    if ".values" in parts:
        return description.item(parts[".values"], position)
    found = []
    while f".levels[{len(found)}]" in parts:
        code = description.item(parts[f".codes[{len(found)}]"], position)
        level = description.nodes[parts[f".levels[{len(found)}]"]].get("c", {}).get(".values")
        found.append("?" if code is None or level is None else description.item(level, int(code)) or "?")
    return f"({', '.join(found)})" if found else None
