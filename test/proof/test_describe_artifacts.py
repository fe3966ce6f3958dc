"""`tests/describe_artifacts.py` of generated projects: equal values have equal hashes in every process, others do not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "templates" / "python" / "tests" / "describe_artifacts.py"
SETUP = """
import collections, datetime, decimal, json, pathlib, sys
import numpy as np, pandas as pd, scipy.sparse
from sklearn.linear_model import LogisticRegression
sys.path.insert(0, {folder!r})
import describe_artifacts

class Box:
    def __init__(self, **fields):
        self.__dict__.update(fields)

cycle = [1]
cycle.append(cycle)
turned = collections.OrderedDict(a=1, b=2)
turned.move_to_end("a")
table = pd.DataFrame({{"a": [1.0, None, 3.0], "b": ["x", "y", None], "c": pd.Categorical(["u", "v", "u"])}})
fitted = LogisticRegression().fit(np.arange(8.0).reshape(4, 2), [0, 0, 1, 1])
"""
EQUAL = [
    ("{'b', 'a', 'c'}", "{'c', 'b', 'a'}"),
    ("{('b', 1), ('a', 2)}", "{('a', 2), ('b', 1)}"),
    ("table", "table.copy()"),
    ("[1, [2, 3]]", "[1, list((2, 3))]"),
    ("np.arange(4)", "np.arange(8)[:4]"),
    ("fitted", "LogisticRegression().fit(np.arange(8.0).reshape(4, 2), [0, 0, 1, 1])"),
    ("cycle", "cycle"),
    ("turned", "collections.OrderedDict([('b', 2), ('a', 1)])"),
    ("Box(a=1, b=cycle)", "Box(a=1, b=cycle)"),
    ("np.random.default_rng(3)", "np.random.default_rng(3)"),
    ("scipy.sparse.csr_matrix([[0, 1]])", "scipy.sparse.csr_matrix([[0, 1]])"),
]
DIFFERENT = [
    ("1", "1.0"),
    ("1", "True"),
    ("'1'", "1"),
    ("[1, 2]", "(1, 2)"),
    ("[1, 2]", "[2, 1]"),
    ("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}"),
    ("0.1 + 0.2", "0.3"),
    ("np.arange(4)", "np.arange(4.0)"),
    ("np.arange(4)", "np.arange(4).reshape(2, 2)"),
    ("table", "table.astype({'a': 'float32'})"),
    ("table", "table[['b', 'a', 'c']]"),
    ("table", "table.rename(columns={'a': 'd'})"),
    ("table", "table.set_axis([0, 1, 3])"),
    ("table", "table.assign(a=[1.0, None, 3.0000000001])"),
    ("table.c", "table.c.cat.add_categories('w')"),
    ("table.a", "table.a.rename('d')"),
    ("fitted", "LogisticRegression(C=2).fit(np.arange(8.0).reshape(4, 2), [0, 0, 1, 1])"),
    ("Box(a=1)", "Box(a=2)"),
    ("collections.Counter('ab')", "{'a': 1, 'b': 1}"),
    ("datetime.datetime(2024, 1, 1)", "datetime.datetime(2024, 1, 1, 0, 0, 1)"),
    ("decimal.Decimal('1.0')", "decimal.Decimal('1.00')"),
    ("[{'k': [1, 2]}]", "[{'k': [1, 3]}]"),
    ("np.random.default_rng(3)", "np.random.default_rng(4)"),
    ("b'a'", "bytearray(b'a')"),
    ("turned", "collections.OrderedDict(a=1, b=2)"),
]


def described(expressions: list[str], seed: int) -> list[dict]:
    """The descriptions of the values of some expressions, made in a process of its own."""
    code = SETUP.format(folder=str(PROGRAM.parent))
    code += f"print(json.dumps([describe_artifacts.describe(eval(each)) for each in {expressions!r}]))"
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def sides() -> dict[str, dict]:
    """Descriptions of all left and right values, made in two processes with other orders of sets."""
    left, right = zip(*EQUAL, *DIFFERENT, strict=True)
    return {"left": described(list(left), 1), "right": described(list(right), 2)}


@pytest.mark.parametrize("at", range(len(EQUAL)), ids=[one for one, _ in EQUAL])
def test_equal_values_have_equal_descriptions(sides: dict[str, dict], at: int) -> None:
    assert sides["left"][at] == sides["right"][at]


@pytest.mark.parametrize("at", range(len(DIFFERENT)), ids=[" and ".join(pair) for pair in DIFFERENT])
def test_other_values_have_other_hashes(sides: dict[str, dict], at: int) -> None:
    place = len(EQUAL) + at
    assert sides["left"][place]["hash"] != sides["right"][place]["hash"]


def test_samples_are_few_short_and_have_paths() -> None:
    wide, text, nested = described(
        ["pd.DataFrame(np.arange(4000.0).reshape(20, 200))", "['a' * 50, 'b' * 30]", "{'x': [{'y': 2.5}]}"], 0
    )
    assert 20 <= len(wide["samples"]) <= 60
    assert wide["samples"]["[0][0]"] == "0.0"
    assert text["samples"] == {"[1]": repr("b" * 30)}
    assert nested["samples"] == {"['x'][0]['y']": "2.5"}
