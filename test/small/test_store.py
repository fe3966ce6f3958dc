"""Values come back as they were, and what shared data shares it again."""

import pytest

VALUES = """
    import collections
    import datetime
    import numpy as np
    import pandas as pd
    from sklearn.linear_model import LinearRegression

    frame = pd.DataFrame({"a": [1, 2], "b": [0.1, None], "t": pd.to_datetime(["2024-01-01", "2024-01-02"])})
    series = pd.Series([1.5, 2.5], name="x")
    values = {
        "number": 0.1 + 0.2,
        "flag": True,
        "nothing": None,
        "text": "\\u00e4 \\U0001f600",
        "large": np.arange(100_000.0),
        "matrix": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        "objects": np.array([{1}, None], dtype=object),
        "frame": frame,
        "indexed": frame.copy().set_index("t"),
        "odd": pd.DataFrame({0: [1], "x": [2]}),
        "lists": pd.DataFrame({"l": [[1], [2]]}),
        "series": series,
        "levels": pd.DataFrame({"a": [1, 2]}, index=pd.MultiIndex.from_tuples([("x", 1), ("y", 2)])),
        "kinds": pd.DataFrame({"a": pd.Categorical(["x", "y"])}),
        "when": datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc),
        "counts": collections.Counter("aab"),
        "model": LinearRegression().fit([[0.0], [1.0]], [0.0, 2.0]),
        "function": lambda x: x + 1,
    }
"""


def test_values_come_back_as_they_were(make_project) -> None:
    project = make_project("")
    project.python(
        VALUES
        + """
    import pathlib, tempfile
    from wells.runtime import store
    store.folder_of = lambda step, key: folder
    folder = pathlib.Path(tempfile.mkdtemp())
    records = store.save(values, folder / "values.pkl")
    back = store.load_values({"step": "", "key": "", "artifacts": records})
    assert list(back) == list(values) or set(back) == set(values)
    for name, value in values.items():
        found = back[name]
        assert type(found) is type(value), name
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(found, value, check_exact=True)
            assert found.index.equals(value.index) and found.index.freq == value.index.freq if name == "indexed" else True
        elif isinstance(value, pd.Series):
            pd.testing.assert_series_equal(found, value, check_exact=True)
        elif isinstance(value, np.ndarray):
            assert (found == value).all() and found.dtype == value.dtype and found.flags.f_contiguous == value.flags.f_contiguous
        elif name == "model":
            assert (found.coef_ == value.coef_).all()
        elif name == "function":
            assert found(1) == 2
        else:
            assert found == value, name
    """
    )


LAZY = "import pandas as pd; pd.options.mode.copy_on_write = True"


@pytest.mark.parametrize(
    ("give", "change", "seen"),
    [
        ("x = [1]; y = [x]", "x.append(2)", "y == [[1, 2]]"),
        ("x = {'a': 1}; y = type('Box', (), {})(); y.inner = x", "x['a'] = 2", "y.inner == {'a': 2}"),
        ("import numpy as np; x = np.zeros(4); y = x[1:3]", "x[1] = 5", "y.tolist() == [5, 0]"),
        ("import numpy as np; b = np.zeros((3, 2), order='F'); x = b[1:]; y = b.T", "x[0, 0] = 5", "y[0, 1] == 5"),
        ("import numpy as np; x = np.zeros(3); y = {'v': x.reshape(3, 1)}", "x[2] = 7", "y['v'][2, 0] == 7"),
        ("import numpy as np; x = np.zeros(3); y = np.broadcast_to(x, (2, 3))[0]", "x[2] = 7", "y[2] == 7 and not y.flags.writeable"),
        ("import pandas as pd; x = pd.Series([1, 2]).to_numpy(); y = 1", "y = x.flags.writeable", "not y"),
        ("import pandas as pd; x = pd.DataFrame({'a': [1]}); y = x", "x['b'] = 2", "list(y) == ['a', 'b']"),
        ("import pandas as pd; x = pd.DataFrame({'a': [1, 2]}); y = x['a']", "x.loc[0, 'a'] = 9", "y[0] == 9"),
        ("import pandas as pd; x = pd.DataFrame({'a': [1, 2]}); y = x.values", "x.iloc[0, 0] = 9", "y[0, 0] == 9"),
        (f"{LAZY}; x = pd.DataFrame({{'a': [1, 2]}}); y = x['a']", f"{LAZY}; y.iloc[0] = 9", "y[0] == 9 and x.loc[0, 'a'] == 1"),
        (f"{LAZY}; x = pd.DataFrame({{'a': [1, 2]}}); y = x['a']", f"{LAZY}; x.iloc[0, 0] = 9", "y[0] == 1"),
        (f"{LAZY}; x = pd.DataFrame({{'a': [1, 2]}}); y = x.to_numpy()", f"{LAZY}; x.iloc[0, 0] = 9", "y[0, 0] == 9"),
        (f"{LAZY}; x = pd.DataFrame({{'a': [1, 2]}}); y = [pd.Index(x['a']), x.a.to_numpy()]", f"{LAZY}; x.iloc[0, 0] = 9", "y[0][0] == 1"),
        (f"{LAZY}; x = pd.array([1, 2]); y = pd.Series(x, copy=False)", "x[0] = 9", "y[0] == 9"),
    ],
)
def test_shared_data_is_as_in_one_process(make_project, give: str, change: str, seen: str) -> None:
    project = make_project(
        "Step('give', outputs=['x', 'y']), Step('change', inputs=['x', 'y'], outputs=['good'])",
        give=f"def give():\n    {give}\n    return x, y\n",
        change=f"def change(x, y):\n    {change}\n    return bool({seen})\n",
    )
    project.run()
    assert project.load("good") == project.python(f"{give}\n{change}\nprint(bool({seen}))")


@pytest.mark.parametrize(
    "give",
    [
        "w = np.lib.stride_tricks.sliding_window_view(np.arange(6.0), 3); x, y = w, w[1:]",
        "a = np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2).copy(order='K'); x, y = a, a[1:, :, ::2]",
        "f = np.asfortranarray(np.arange(12).reshape(3, 4)); x, y = f[::-1], f.T[1:, 1]",
        "r = np.array([(1, 2.5), (3, 4.5)], dtype=[('a', 'i8'), ('b', 'f4')]); x, y = r, r['b']",
        "x = np.arange(6); y = x[:0]",
    ],
)
def test_views_of_arrays_hold_what_they_held(make_project, give: str) -> None:
    project = make_project(
        "Step('give', outputs=['x', 'y']), Step('look', inputs=['x', 'y'], outputs=['seen'])",
        give=f"import numpy as np\n\ndef give():\n    {give}\n    return x, y\n",
        look="def look(x, y):\n    return x.tolist(), y.tolist(), y.dtype.str, y.shape\n",
    )
    project.run()
    told = f"import numpy as np\n{give}\nprint((x.tolist(), y.tolist(), y.dtype.str, y.shape))"
    assert project.load("seen") == project.python(told)


def test_what_is_not_a_number_is_found_again(make_project) -> None:
    project = make_project(
        "Step('give', outputs=['x', 'y']), Step('look', inputs=['x', 'y'], outputs=['seen'])",
        give="""
            import math
            import numpy as np

            def give():
                own = float("nan")
                return [np.nan, math.nan, own], {np.nan: 1, own: 2, float("nan"): 3}
        """,
        look="""
            import math
            import numpy as np

            def look(x, y):
                return [np.nan in x, math.nan in x, y[np.nan], y[x[2]], float("nan") in x, len(y)]
        """,
    )
    project.run()
    assert project.load("seen") == "[True, True, 1, 2, False, 3]"


def test_part_of_an_array_is_stored_without_the_rest(make_project) -> None:
    project = make_project(
        "Step('give', outputs=['x', 'top'])",
        give="""
            import numpy as np
            import pandas as pd

            def give():
                return np.zeros(1_000_000)[:3], pd.DataFrame({"a": np.arange(1e6), "b": 1.5}).head()
        """,
    )
    project.run()
    [stored] = project.root.glob("runs/store/give/*/*.pkl")
    assert stored.stat().st_size < 10_000
    assert project.load("x") == "array([0., 0., 0.])" and "4  4.0  1.5" in project.load("top")


def test_each_run_keeps_its_own_values(make_project) -> None:
    project = make_project("Step('draw', outputs=['x'])", draw="import os\n\ndef draw():\n    return os.urandom(8)\n")
    project.run("--run-id", "a")
    before = project.load("x")
    project.run("--run-id", "b", "--fresh")
    assert project.load("x") != before
    assert project.python("from wells import artifacts; print(artifacts.load('x', run='a'))") == before


def test_what_cannot_be_stored_is_named(make_project) -> None:
    give = "def give():\n    return 1, (line for line in 'ab')\n"
    rows = "Step('give', outputs=['x', 'lines']), Step('take', inputs=['lines'])"
    project = make_project(rows, give=give, take="def take(lines):\n    pass\n")
    done = project.run(code=1)
    assert "'lines' cannot be stored, and so no other step can take it" in done.stderr
    assert not list(project.root.glob("runs/store/give/*/step.json"))


def test_what_cannot_be_stored_and_no_step_takes_is_left_out(make_project) -> None:
    give = "def give():\n    return 1, (line for line in 'ab')\n"
    project = make_project("Step('give', outputs=['x', 'lines'])", give=give)
    project.run()
    assert project.load("x") == "1"
    assert "there is no 'lines'" in project.start("-c", "from wells import artifacts; artifacts.load('lines')").stderr
