"""Printed text and written files: what counts, and what does not."""

import json
import pickle

import pandas
import pytest
from notebook_proof.compare_values import EXACT
from notebook_proof.normal_text import first_difference, record_lines
from notebook_proof.written_files import compare_files, snapshot, written

TEXTS = [
    ("a digit", "AUC 0.912", "AUC 0.913", False),
    ("a letter", "Total: 5", "total: 5", False),
    ("a line more", "a\nb", "a\nb\nc", False),
    ("lines swapped", "a\nb", "b\na", False),
    ("a blank within a line", "a b", "a  b", False),
    ("blanks at the end of a line", "a", "a  ", True),
    ("an empty line", "a\n\nb", "a\nb", True),
    ("an address", "<Foo at 0x7f0011223344>", "<Foo at 0x7f0011223355>", True),
    ("the module of a class", "<__main__.Foo object>", "<project.functions.Foo object>", True),
    ("the module of a class in a step", "<class '__main__.Foo'>", "<class 'project.steps.load.Foo'>", True),
    ("a class within a class", "__main__.Foo.Bar", "project.other_functions.Foo.Bar", True),
    ("a file named like the package", "read project.csv", "read project.csv", True),
    ("an attribute of such a name", "project.steps.a project.a.b", "project.steps.a project.a.b", True),
    ("a time", "Wall time: 1.2 s", "Wall time: 3 ms", True),
    ("a progress bar", " 50%|#####     | 5/10", "100%|##########| 10/10", True),
]


@pytest.mark.parametrize(("what", "left", "right", "same"), TEXTS, ids=[case[0] for case in TEXTS])
def test_text(what, left, right, same):
    lines = [
        [(1, line) for line in record_lines([{"kind": "stdout", "text": text}], package)]
        for text, package in ((left, ""), (right, "project"))
    ]
    assert (first_difference(*lines) is None) is same


BORDERS = [
    ("one cell, then another", [(1, "a"), (2, "b")], ["ab"], None),
    ("three cells", [(1, "a"), (2, "b"), (3, "c")], ["abc"], None),
    ("lines of one cell", [(1, "a"), (1, "b")], ["ab"], 0),
    ("another text", [(1, "a"), (2, "b")], ["ac"], 0),
    ("more lines", [(1, "a"), (2, "b"), (2, "c")], ["ab", "c"], None),
    ("a line less", [(1, "a"), (2, "b"), (2, "c")], ["ab"], 2),
    ("a line more", [(1, "a")], ["a", "b"], 1),
]


@pytest.mark.parametrize(("what", "left", "right", "index"), BORDERS, ids=[case[0] for case in BORDERS])
def test_cells_that_end_within_a_line(what, left, right, index):
    found = first_difference(left, [("step", line) for line in right])
    assert (found and found[0]) == index


def test_error_output_and_pictures_are_no_text():
    shown = [{"kind": "stderr", "text": "warning"}, {"kind": "display", "text": "<Figure>", "image": "a.png"}]
    assert record_lines(shown) == []


TABLE = pandas.DataFrame({"a": [1, 2], "b": ["x", "y"]})
FILES = [
    ("table.csv", b"a,b\n1,x\n2,y\n", b"a,b\n1,x\n2,z\n", "line 3, column b"),
    ("table.csv", b"a,b\n1,x\n", b"a,b\r\n1,x\r\n", None),
    ("table.csv", b"a,b\n1,x\n2,y\n", b"a,b\n1,x\n", "rows"),
    ("data.json", b'{"a": [1, 2]}', b'{\n "a": [1, 2]\n}', None),
    ("data.json", b'{"a": [1, 2]}', b'{"a": [1, 3]}', '["a"][1]'),
    ("log.txt", b"one\ntwo\n", b"one\nTwo\n", "[1]"),
    ("blob.bin", b"\xff\x00", b"\xff\x01", ""),
    ("frame.pkl", pickle.dumps(TABLE), pickle.dumps(TABLE.assign(a=[1, 3])), "['a'][1]"),
    ("frame.pkl", pickle.dumps(TABLE, protocol=4), pickle.dumps(TABLE, protocol=5), None),
]


@pytest.mark.parametrize(("name", "left", "right", "path"), FILES)
def test_files(name, left, right, path, tmp_path):
    sides = []
    for folder, content in (("left", left), ("right", right)):
        (tmp_path / folder).mkdir()
        sides.append(tmp_path / folder / name)
        sides[-1].write_bytes(content)
    found = compare_files(*sides, EXACT)
    assert (found["status"], found["path"]) == (("equal", "") if path is None else ("different", path))


def test_parquet_is_compared_by_content(tmp_path):
    one, other, third = (tmp_path / f"{name}.parquet" for name in "abc")
    TABLE.to_parquet(one, compression="snappy")
    TABLE.to_parquet(other, compression=None)
    TABLE.assign(b=["x", "z"]).to_parquet(third)
    assert compare_files(one, other, EXACT)["status"] == "equal"
    assert compare_files(one, third, EXACT)["path"] == "['b'][1]"


def test_a_missing_file_is_told(tmp_path):
    (tmp_path / "a").write_text("x")
    found = compare_files(tmp_path / "a", tmp_path / "b", EXACT)
    assert (found["left"], found["right"]) == ("written", "not written")


def test_what_was_written_is_seen(tmp_path):
    for name in ("kept", "changed", "removed"):
        (tmp_path / name).write_text("x")
    before = snapshot(tmp_path)
    (tmp_path / "changed").write_text(json.dumps([1, 2]))
    (tmp_path / "removed").unlink()
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("x")
    (tmp_path / "new").write_text("x")
    assert written(before, snapshot(tmp_path)) == (["changed", "new"], ["removed"])
