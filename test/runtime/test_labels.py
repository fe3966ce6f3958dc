"""Tables that have the very same labels go on doing so from step to step: a name that these get shows in all of them."""

from __future__ import annotations

import json

TABLE = """
    Step("make", outputs=["table", "double", "copy"]),
    Step("fill", inputs=["table"], outputs=["table"]),
    Step("name", inputs=["table", "double"], outputs=["table", "double"]),
    Step("again", inputs=["double", "copy"], outputs=["half", "copy"]),
    Step("look", inputs=["table", "double", "half", "copy"], outputs=["names", "same"]),
"""

FILES = {
    "steps/make.py": "import pandas as pd\n\ndef make():\n    table = pd.DataFrame({'a': [1, 2]}, index=list('xy'))\n"
    "    return table, table['a'] * 2, table.copy()\n",
    "steps/fill.py": "def fill(table):\n    table['b'] = [3, 4]\n    return table\n",
    "steps/name.py": "def name(table, double):\n    table.index.name = 'id'\n    return table, double\n",
    "steps/again.py": "def again(double, copy):\n    copy.columns.name = 'kind'\n    return double / 2, copy\n",
    "steps/look.py": "def look(table, double, half, copy):\n    index = table.index\n"
    "    names = [each.index.name for each in (table, double, half, copy)]\n"
    "    return names, [index is double.index, index is half.index, index is copy.index]\n",
}


def test_a_name_shows_in_all_tables_with_the_same_labels(make_project) -> None:
    project = make_project(TABLE, FILES)
    project.run("run")
    assert project.load("names") == "['id', 'id', 'id', None]"
    assert project.load("same") == "[True, True, False]"


def test_the_record_says_which_labels_are_the_same(make_project) -> None:
    project = make_project(TABLE, FILES)
    project.run("run")
    paths = project.root.glob("runs/*/steps/*.json")
    records = {record["step"]: record for record in (json.loads(path.read_text()) for path in paths)}
    labels = {
        step: {name: called for each in record["artifacts"] for name, called in each.get("labels", {}).items()}
        for step, record in records.items()
    }
    assert labels["make"] == {"double": {"index": "make.table.index"}}
    assert labels["fill"] == {"table": {"index": "make.table.index"}}
    assert labels["name"]["double"] == {"index": "name.table.index"}
    assert "index" in labels["again"]["half"]


OWN = """
    Step("make", outputs=["table", "rows", "index"]),
    Step("name", inputs=["table", "rows", "index"], outputs=["table", "rows", "index"]),
    Step("again", inputs=["rows", "table"], outputs=["rows", "table"]),
    Step("look", inputs=["index", "rows", "table"], outputs=["names"]),
"""


def test_a_name_shows_in_variables_that_are_the_labels(make_project) -> None:
    project = make_project(
        OWN,
        {
            "steps/make.py": "import pandas as pd\n\ndef make():\n    index = pd.Index(['x', 'y'])\n"
            "    table = pd.DataFrame({'a': [1, 2]}, index=index)\n    return table, index, index\n",
            "steps/name.py": "def name(table, rows, index):\n    rows.name = 'id'\n    return table, rows, index\n",
            "steps/again.py": "def again(rows, table):\n    names = table.index.name, rows.name\n"
            "    table.index.name = f'{names[0]} {names[1]}'\n    return rows, table\n",
            "steps/look.py": "def look(index, rows, table):\n    return index.name, rows.name, table.index.name\n",
        },
    )
    project.run("run")
    assert project.load("names") == "('id', 'id id', 'id id')"
