"""What is written down of small notebooks that run for real."""

import os
import sys

import pytest

TABLE = "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2, 3], 'b': list('xyz')})"


def test_changes_in_place_are_told_apart_from_new_values(traced):
    run = traced(
        TABLE,
        "df['c'] = 1\nother = df.assign(d=2)\ndf.head()\ndf = df.dropna()",
        "n = 1\nn += 1\nitems = [1]\nitems += [2]\nitems.append(3)",
    )
    assert run.told("bound") == [["pd"], ["df"], [], ["other"], [], ["df"], ["n"], ["n"], ["items"], [], []]
    assert run.told("changed") == [[], [], ["df"], [], [], [], [], [], [], ["items"], ["items"]]


def test_a_version_says_where_its_value_was_the_same(traced):
    run = traced("x = [1]", "y = len(x)\nz = sorted(x)", "x.append(2)")
    first, second = run.versions("x")
    assert (first["how"], first["made"], first["first"], first["last"]) == ("bound", 0, 0, 2)
    assert (second["how"], second["since"], second["made"], second["first"]) == ("changed", 3, 3, 3)
    assert first["fingerprint"] != second["fingerprint"] and first["whole"]


@pytest.mark.parametrize(
    ("before", "change", "expected"),
    [
        ("a = [1]\nb = a", "b.append(2)", ["a", "b"]),
        ("a = [1]\nb = {'k': a}", "b['k'].append(2)", ["a", "b"]),
        ("import numpy as np\na = np.arange(6)\nb = a[::2]", "b[0] = 9", ["a", "b"]),
        ("a = [1]\ndef grow():\n    a.append(2)", "grow()", ["a"]),
        ("a = [1]\nclass Grower:\n    def grow(self): a.append(2)\ng = Grower()", "g.grow()", ["a"]),
        ("a = [1]\nf = lambda: a.append(2)\ng = {'f': f}", "g['f']()", ["a"]),
        ("a = [1]", "exec('a.append(2)')", ["a"]),
        ("a = {3, 1}", "a.discard(3)", ["a"]),
        (f"{TABLE}\nv = df['a']", "df.loc[0, 'b'] = 'w'", ["df"]),
        ("import numpy as np\na = np.array(['x', 'y'], dtype=object)", "a[0] = 'z'", ["a"]),
        ("a = [[1]] * 3000", "a[2999].append(2)", ["a"]),
    ],
)
def test_changes_through_other_names_and_code(traced, before, change, expected):
    run = traced(before, change)
    assert run.statements[-1].get("changed", []) == expected


def test_what_a_run_shows_of_values(traced):
    run = traced(
        TABLE,
        "import numpy as np\narray = np.zeros((2, 3))\ntext = 'abc'\nrows = (n for n in range(3))\nnothing = None",
        "class Own:\n    pass\nown = Own()\nhandle = open('made.txt', 'w')\nplain = [1, {'a': 2.5}]\nshape = (1, 2)",
    )
    table = run.last("df")
    assert (table["type"], table["public"], table["shape"]) == ("pandas.DataFrame", True, [3, 2])
    assert [column["name"] for column in table["columns"]] == ["a", "b"]
    assert table["columns"][0]["dtype"] == "int64"
    array = run.last("array")
    assert (array["type"], array["shape"], array["dtype"], array["bytes"]) == ("numpy.ndarray", [2, 3], "float64", 48)
    assert run.last("text")["length"] == 3
    assert (run.last("own")["type"], run.last("own")["public"]) == ("__main__.Own", False)
    stored = {name: run.last(name)["storable"]["as"] for name in ("df", "array", "text", "own", "plain", "shape")}
    assert stored == {
        "df": "parquet",
        "array": "npy",
        "text": "json",
        "own": "cloudpickle",
        "plain": "json",
        "shape": "pickle",
    }
    for name in ("rows", "handle"):
        assert run.last(name)["storable"]["as"] == "no"
    assert "sample" not in table


def test_looking_leaves_no_mark(traced):
    run = traced(
        "import sys\nrows = (n for n in range(4))\nbefore = sorted(dir())",
        "after = sorted(set(dir()) - {'before'}); taken = next(rows)",
        "import numpy as np\na = np.arange(4)\na.resize(8)\nmodules = [p for p in sys.path if 'notebook_probe' in p]",
        "print(taken, a.size, modules, [n for n in after if n not in before and n != '_i2' and not n.startswith('_')])",
    )
    assert run.result["failure"] is None
    assert run.cells[3]["printed"] == len("0 8 [] []\n")


def test_random_state_and_settings(traced):
    run = traced(
        "import random, numpy as np, warnings, os, logging\nnp.random.rand()\nrandom.random()\nlen('x')",
        "np.set_printoptions(precision=3)\nos.environ['KEY'] = 'secret'\nwarnings.simplefilter('ignore')\n"
        "logging.getLogger('own').setLevel(10)\nos.chdir('/')",
    )
    assert [[each["generator"] for each in told] for told in run.told("random")][1:4] == [["numpy"], ["python"], []]
    assert [[each["of"] for each in told] for told in run.told("settings")][4:] == [
        ["numpy"],
        ["environment"],
        ["warnings"],
        ["logging"],
        ["folder"],
    ]
    assert run.told("settings")[5][0]["names"] == ["KEY"]
    assert "secret" not in str(run.result)


def test_files_are_those_of_the_notebook(traced):
    run = traced(
        "text = open('data.csv').read()\nimport json, helper\nwith open('out.txt', 'w') as file:\n    file.write(text)",
        "import os\nos.remove('out.txt')\nopen('/dev/null').close()",
        files={"data.csv": "1,2\n", "helper.py": "x = 1\n"},
    )
    assert run.told("reads") == [["data.csv"], [], [], [], [], []]
    assert run.told("writes") == [[], [], ["out.txt"], [], ["out.txt"], []]


def test_lines_are_those_of_the_cell(traced):
    run = traced("\n\nx = 1\n\ny = [\n    2,\n]", "%%time\nz = 3\nx = 4", "@staticmethod\ndef f():\n    pass\nx; y")
    assert [each["lines"] for each in run.statements] == [[3, 3], [5, 7], [1, 3], [1, 3], [4, 4], [4, 4]]
    assert run.told("bound")[2] == ["x", "z"]


def test_sharing_at_the_end_of_a_cell(traced):
    run = traced("import numpy as np\na = np.arange(4)\nb = a[1:]\nc = [a]\nd = a.copy()\ne = f = []", "e = 1")
    assert [cell["sharing"] for cell in run.cells] == [[["a", "b", "c"], ["e", "f"]], [["a", "b", "c"]]]


def test_an_error_ends_the_run_and_what_was_seen_stays(traced):
    run = traced("x = [1]", "x.append(2)\n1 / 0\nx.append(3)", "y = 1")
    assert run.result["failure"] == {"kind": "error", "cell": 1, "text": "ZeroDivisionError: division by zero"}
    assert [cell["error"] for cell in run.cells] == [None, "ZeroDivisionError"]
    assert run.told("changed") == [[], ["x"], []]


def test_a_killed_kernel_leaves_what_it_wrote(traced):
    run = traced("x = 1", "import os\nos._exit(3)")
    assert run.result["failure"]["kind"] == "died"
    assert run.last("x")["type"] == "builtins.int"


def test_large_values_are_said_to_be_left_out(traced):
    run = traced("big = [[n] for n in range(50_000)]", "big[0].append(1)")
    assert run.told("notLookedAt") == [["big"], ["big"]]
    assert run.last("big")["last"] is None


def test_samples_are_short_and_only_there_when_asked_for(traced):
    run = traced(TABLE, "text = 'long' * 100", samples=True)
    assert run.last("df")["sample"][0] == ["1", "'x'"]
    assert len(run.last("text")["sample"][0][0]) <= 80


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of memory hold on Linux")
def test_memory_is_limited(traced):
    run = traced("x = len(bytearray(3_000_000_000))", memory=2_000_000_000)
    assert "MemoryError" in run.result["failure"]["text"]


def test_nothing_is_left_running(traced):
    traced("import subprocess\nsubprocess.Popen(['sleep', '986'], start_new_session=True)")
    assert "sleep 986" not in os.popen("ps -eo args").read()


HOSTILE = """
class Hostile:
    def __getattr__(self, name): raise RuntimeError(name)
    def __eq__(self, other): raise RuntimeError('eq')
    def __repr__(self): raise RuntimeError('repr')
    def __len__(self): raise RuntimeError('len')
    def __reduce_ex__(self, protocol): raise RuntimeError('reduce')
    __hash__ = None
class Meta(type):
    def __getattribute__(cls, name): raise RuntimeError(name)
class Strange(metaclass=Meta): pass
"""


def test_values_that_do_not_want_to_be_looked_at(traced):
    run = traced(HOSTILE, "a = Hostile()\nb = [Strange(), a]\nx = 1", "c = {1: a}\nprint(x)", samples=True)
    assert run.result["failure"] is None
    assert run.cells[2]["printed"] == 2
    assert [len(cell["statements"]) for cell in run.cells] == [3, 3, 2]


LOUD = """
import warnings
class Loud:
    def __reduce_ex__(self, protocol):
        warnings.warn('loud')
        return (int, ())
"""


def test_warnings_of_looking_are_not_shown_and_filters_stay(traced):
    run = traced(
        LOUD,
        "loud = Loud()",
        "before = list(warnings.filters)",
        "assert before == list(warnings.filters)",
    )
    assert run.result["failure"] is None
    assert not any(each.get("settings") for each in run.statements[1:])
