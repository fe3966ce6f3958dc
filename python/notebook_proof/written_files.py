"""Which files a program wrote, and whether two of them hold the same."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

from .compare_pictures import compare_pictures
from .compare_values import compare
from .describe_values import Describer

IGNORED = {"__pycache__", ".ipynb_checkpoints", ".git", ".gitkeep", ".venv"}
TABLES = {".csv": ",", ".tsv": "\t"}
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"}
ARCHIVES = {".zip", ".xlsx", ".docx", ".npz"}
# When the file was made, by the office formats.
ARCHIVE_NOISE = {"docProps/core.xml", "docProps/app.xml"}


def snapshot(folder):
    """For each file below a folder what changes when it is written."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        relative = path.relative_to(folder)
        if not IGNORED.intersection(relative.parts) and path.is_file():
            status = path.stat()
            found[relative.as_posix()] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return found


def written(before, after):
    """Names of the files that are new or were written to, and of those that are gone."""
    changed = [name for name, stamp in after.items() if before.get(name) != stamp]
    return changed, [name for name in before if name not in after]


def compare_files(left, right, rules):
    """`{"status", "path", "left", "right"}` of two files: equal by their bytes or by what they hold."""
    if not left.is_file() or not right.is_file():
        sides = ["written" if path.is_file() else "not written" for path in (left, right)]
        return _result("equal" if sides[0] == sides[1] else "different", "", *sides)
    contents = [path.read_bytes() for path in (left, right)]
    if contents[0] == contents[1]:
        return _result("equal")
    try:
        return _by_content(left, right, contents, rules)
    except Exception:
        return _result("different", "", *(_shown(content) for content in contents))


def _by_content(left, right, contents, rules):
    kind = left.suffix.lower()
    if kind in TABLES:
        rows = [list(csv.reader(io.StringIO(text.decode("utf-8")), delimiter=TABLES[kind])) for text in contents]
        return _compare_rows(*rows)
    if kind in PICTURES:
        verdict = compare_pictures(left, right)
        return _result("equal" if verdict.same else "different", verdict.what, "", "")
    if kind in ARCHIVES:
        return _compare_archives(left, right)
    values = [_load(path, content) for path, content in zip((left, right), contents, strict=True)]
    return _compare_loaded(*values, rules)


def _load(path, content):
    kind = path.suffix.lower()
    if kind in (".json", ".ipynb", ".geojson"):
        return json.loads(content)
    if kind in (".parquet", ".feather", ".pkl", ".pickle"):
        import pandas

        reader = {".parquet": pandas.read_parquet, ".feather": pandas.read_feather}.get(kind, pandas.read_pickle)
        return reader(path)
    if kind == ".joblib":
        import joblib

        return joblib.load(path)
    if kind == ".npy":
        import numpy

        return numpy.load(path, allow_pickle=False)
    text = content.decode("utf-8")
    return text.splitlines()


def _compare_loaded(left, right, rules):
    graphs = [_InMemory(Describer()) for _ in range(2)]
    children = [graph.describer.describe(value) for graph, value in zip(graphs, (left, right), strict=True)]
    verdict = compare(graphs[0], children[0], graphs[1], children[1], "", set(), rules)
    status = "equal" if verdict.status == "close" else verdict.status
    return _result(status, verdict.path, verdict.left, verdict.right)


class _InMemory:
    """A description that was not stored."""

    def __init__(self, describer):
        self.describer, self.nodes = describer, describer.nodes

    def array(self, digest):
        return self.describer.arrays.get(digest)

    def leaves(self, node):
        content = self.array(node.get("leaves"))
        return None if content is None else content.tobytes().decode("utf-8", "surrogatepass").split("\n")

    def item(self, child, position):
        return None


def _compare_rows(left, right):
    head = left[0] if left else []
    for row in range(max(len(left), len(right))):
        one, other = (rows[row] if row < len(rows) else None for rows in (left, right))
        if one is None or other is None:
            return _result("different", "rows", len(left), len(right))
        for column in range(max(len(one), len(other))):
            cells = [line[column] if column < len(line) else "<none>" for line in (one, other)]
            if cells[0] != cells[1]:
                name = head[column] if column < len(head) else column
                return _result("different", f"line {row + 1}, column {name}", *cells)
    return _result("equal")


def _compare_archives(left, right):
    members = []
    for path in (left, right):
        with zipfile.ZipFile(path) as archive:
            names = sorted(set(archive.namelist()) - ARCHIVE_NOISE)
            members.append({name: hashlib.sha1(archive.read(name)).hexdigest() for name in names})
    for name in sorted({*members[0], *members[1]}):
        if members[0].get(name) != members[1].get(name):
            return _result("different", name, *(("there" if name in side else "absent") for side in members))
    return _result("equal")


def _shown(content):
    return f"{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()[:12]}"


def _result(status, path="", left="", right=""):
    return {"status": status, "path": path, "left": str(left)[:120], "right": str(right)[:120]}
