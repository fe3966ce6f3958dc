"""A step that changes what it does not give back is stopped, before later steps go on with the old state."""

from __future__ import annotations

import pytest

TABLE = """
    Step("make", outputs=["df", "rows"]),
    Step("change", inputs=["df", "rows"], outputs=["total"]),
    Step("use", inputs=["df", "rows", "total"], outputs=["result"]),
"""

FILES = {
    "steps/make.py": "import pandas as pd\n\ndef make():\n    return pd.DataFrame({'a': [1, 2]}), [[1], [2]]\n",
    "steps/change.py": "def change(df, rows):\n    df['a'] += 1\n    return int(df.a.sum())\n",
    "steps/use.py": "def use(df, rows, total):\n    return [int(df.a.sum()), len(rows), total]\n",
}


def error(project, step: str) -> str:
    return next(each["error"]["message"] for each in project.manifest()["steps"] if each["name"] == step)


def test_a_changed_input_stops_the_run(make_project) -> None:
    project = make_project(TABLE, FILES)
    done = project.run("run", code=1)
    expected = (
        "Step 'change' changed its input 'df' in place (df: column 'a': values), but does not give it back, and step "
        "'use' takes it. Add 'df' to its outputs in pipeline.py and return it."
    )
    assert expected in done.stdout and "Traceback" not in done.stdout
    assert error(project, "change") == expected
    assert project.statuses() == {"make": "done", "change": "failed", "use": "not run"}
    assert not list(project.root.glob("runs/.store/results/change/*.json"))
    assert [each["step"] for each in project.manifest()["artifacts"]] == ["make", "make"]


def test_the_edit_that_the_message_asks_for(make_project) -> None:
    project = make_project(TABLE, FILES)
    project.edit("pipeline.py", 'outputs=["total"]', 'outputs=["total", "df"]')
    project.edit("steps/change.py", "int(df.a.sum())", "int(df.a.sum()), df")
    project.run("run")
    assert project.load("result") == "[5, 2, 5]"


def test_in_process_the_change_is_shared(make_project) -> None:
    project = make_project(TABLE, FILES)
    project.run("run", "--in-process")
    assert project.load("result") == "[5, 2, 5]"
    project.run("run", code=1)  # what that run stored was not checked


def test_the_check_can_be_turned_off(make_project) -> None:
    project = make_project(TABLE, FILES)
    project.edit("pipeline.py", 'outputs=["total"]', 'outputs=["total"], check_inputs=False')
    project.run("run")
    assert project.load("result") == "[3, 2, 5]"
    project.edit("pipeline.py", ", check_inputs=False", "")
    project.run("run", code=1)


def test_engines_are_told_too(make_project) -> None:
    project = make_project(TABLE, FILES)
    project.run("step", "make", "--run", "nightly")
    done = project.run("step", "change", "--run", "nightly", code=1)
    assert "changed its input 'df'" in done.stderr + done.stdout


CHANGES = {
    "nested list": ("rows[1].append(3)", "rows[1]"),
    "through another name": ("first = rows[0]\n    first.clear()", "rows[0]"),
    "in a call": ("(lambda x: x.pop())(rows)", "rows"),
    "column dropped": ("df.drop(columns='a', inplace=True)", "df: shape"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_where_it_changed(make_project, name: str) -> None:
    code, place = CHANGES[name]
    project = make_project(TABLE, {**FILES, "steps/change.py": f"def change(df, rows):\n    {code}\n    return 1\n"})
    project.run("run", code=1)
    assert f"{place}" in error(project, "change")


HARMLESS = {
    "reading": "rows.index([2]), df.describe(), df.a.mean()",
    "a copy": "df = df.copy()\n    df['a'] += 1",
    "an equal element": "rows[0] = [1]",
    "there and back": "rows.append(1)\n    rows.pop()",
    "bound anew": "rows = []",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_no_false_alarm(make_project, name: str) -> None:
    body = f"def change(df, rows):\n    {HARMLESS[name]}\n    return 1\n"
    project = make_project(TABLE, {**FILES, "steps/change.py": body})
    project.run("run")
    assert project.manifest()["warnings"] == []
    project.run("run")
    assert set(project.statuses().values()) == {"cached"}


def test_a_change_that_no_later_step_misses(make_project) -> None:
    table = TABLE.replace('"use", inputs=["df", "rows", "total"]', '"use", inputs=["total"]')
    files = {**FILES, "steps/use.py": "def use(total):\n    return total\n"}
    project = make_project(table, files)
    project.run("run")
    (warning,) = project.manifest()["warnings"]
    assert warning.startswith("change: changed its input 'df' in place (df: column 'a': values), but does not give it")
    assert "what is stored is how it was before" in warning
    project.run("run")
    assert project.statuses()["change"] == "cached"
    project.edit("pipeline.py", '"use", inputs=["total"]', '"use", inputs=["total", "df"]')
    project.edit("steps/use.py", "total)", "total, df)")
    project.run("run", code=1)
    assert "step 'use' takes it" in error(project, "change")


def test_a_change_before_the_variable_is_made_anew(make_project) -> None:
    table = TABLE.replace('outputs=["result"]', 'outputs=["df"]').replace('["df", "rows", "total"]', '["total"]')
    files = {**FILES, "steps/use.py": "def use(total):\n    return total\n"}
    project = make_project(table, files)
    project.run("run")
    assert project.manifest()["warnings"] == []


def test_a_change_of_what_shares_data_with_an_input(make_project) -> None:
    table = """
        Step("make", outputs=["data", "train"]),
        Step("change", inputs=["data"], outputs=["data"]),
        Step("use", inputs=["train"], outputs=["result"]),
    """
    files = {
        "steps/make.py": "def make():\n    train = [1]\n    return {'train': train}, train\n",
        "steps/change.py": "def change(data):\n    data['train'].append(2)\n    return data\n",
        "steps/use.py": "def use(train):\n    return len(train)\n",
    }
    project = make_project(table, files)
    project.run("run", code=1)
    message = error(project, "change")
    assert "changed 'train', which shares data with its inputs" in message
    assert "Add 'train' to its inputs and outputs" in message


def test_a_function_that_remembers(make_project) -> None:
    table = """
        Step("make", outputs=["count"]),
        Step("change", inputs=["count"], outputs=["a"]),
        Step("use", inputs=["count"], outputs=["b"]),
    """
    make = """
        def make():
            calls = 0

            def count():
                nonlocal calls
                calls += 1
                return calls

            return count
    """
    files = {
        "steps/make.py": make,
        "steps/change.py": "def change(count):\n    return count()\n",
        "steps/use.py": "def use(count):\n    return count()\n",
    }
    project = make_project(table, files)
    project.run("run", code=1)
    assert "count.calls" in error(project, "change")


def test_a_class_that_is_stored_with_its_code(make_project) -> None:
    table = """
        Step("make", outputs=["Model"]),
        Step("change", inputs=["Model"], outputs=["a"]),
        Step("use", inputs=["Model"], outputs=["b"]),
    """
    files = {
        "steps/make.py": "def make():\n    class Model:\n        log = []\n    return Model\n",
        "steps/change.py": "def change(Model):\n    Model.log.append(1)\n    return Model()\n",
        "steps/use.py": "def use(Model):\n    return len(Model.log)\n",
    }
    project = make_project(table, files)
    project.run("run", code=1)
    assert "changed its input 'Model' in place" in error(project, "change") and "Model.log" in error(project, "change")
