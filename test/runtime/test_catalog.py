"""Tables by name: read before a step, written after it, where the configuration says."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from conftest import Project

TABLE = """
Step("load", sources=["prices"], parameters=["scale"], outputs=["df"]),
Step("sums", inputs=["df"], outputs=["total"], sinks={"totals": "total"}),
"""
FILES = {
    "params.py": "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    scale: int = 1\n    name: str = 'prices'\n",
    "steps/load.py": "def load(prices, scale):\n    prices['value'] *= scale\n    return prices\n",
    "steps/sums.py": "def sums(df):\n    return df.groupby('kind', as_index=False).sum()\n",
}
BASE = """
catalog:
  prices:
    format: csv
    location: "{name}.csv"
    options: {sep: ";", index_col: 0}
  totals:
    format: csv
    location: out/totals.csv
    options: {index: false}
"""
PRICES = "id;kind;value\n1;a;2\n2;b;3\n3;a;4\n"


def with_prices(made: Project) -> Project:
    """A project with the table of prices in its catalog, and nothing else."""
    (made.root / "files" / "prices.csv").write_text(PRICES)
    write(made, "base", 'catalog: {prices: {format: csv, location: prices.csv, options: {sep: ";"}}}\n')
    return made


@pytest.fixture
def project(make_project) -> Project:
    made = make_project(TABLE, FILES)
    (made.root / "files" / "prices.csv").write_text(PRICES)
    write(made, "base", BASE)
    return made


def write(project: Project, name: str, text: str) -> None:
    path = project.root / "conf" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def test_steps_take_and_give_tables(project: Project) -> None:
    project.run("run", "--patch", "scale=10")
    out = project.root / "files" / "out" / "totals.csv"
    assert out.read_text() == "kind,value\na,60\nb,30\n"
    assert [path.name for path in out.parent.iterdir()] == ["totals.csv"]


def test_what_changed_runs_again(project: Project) -> None:
    project.run("run")
    project.run("run")
    assert list(project.statuses().values()) == ["cached", "cached"]
    (project.root / "files" / "out" / "totals.csv").unlink()
    project.run("run")
    assert project.statuses() == {"load": "cached", "sums": "done"}
    (project.root / "files" / "prices.csv").write_text(PRICES + "4;c;9\n")
    project.run("run")
    assert project.statuses() == {"load": "done", "sums": "done"}
    write(project, "local", 'catalog: {totals: {options: {sep: "|"}}}\n')
    project.run("run")
    assert project.statuses() == {"load": "cached", "sums": "done"}
    assert (project.root / "files" / "out" / "totals.csv").read_text().startswith("kind|value\n")


def test_each_run_of_a_matrix_writes_its_own_table(project: Project) -> None:
    (project.root / "files" / "others.csv").write_text(PRICES)
    write(project, "local", 'catalog: {totals: {location: "out/{name}.csv"}}\n')
    project.run("run", "--matrix", "name=prices,others", "--jobs", "2")
    out = project.root / "files" / "out"
    assert {path.name: path.read_text() for path in out.iterdir()} == {
        "others.csv": "kind,value\na,6\nb,3\n",
        "prices.csv": "kind,value\na,6\nb,3\n",
    }


def test_runs_of_a_matrix_do_not_overwrite_tables(project: Project) -> None:
    said = project.run("run", "--matrix", "scale=1,2", code=2).stderr
    assert "conf/base.yaml:9: the runs would overwrite each other's table 'totals' at out/totals.csv." in said
    assert "Put `{scale}` into its location, or choose an environment (--env) in which that is so." in said
    assert project.runs == []
    assert "Put `{name}` into" in project.run("run", "--sweep", "name=prices,others", code=2).stderr
    project.run("run", "--matrix", "scale=1,2", "--to", "load")
    project.edit("pipeline.py", "STEPS = [", 'STEPS = [\n    Step("alone", outputs=["part"], sinks={"parts": "part"}),')
    (project.source / "steps" / "alone.py").write_text(
        "import pandas as pd\n\n\ndef alone():\n    return pd.DataFrame({'a': [1]})\n"
    )
    places = "catalog: {totals: {location: '{scale}.csv'}, parts: {format: csv, location: parts.csv}}\n"
    write(project, "local", places)
    project.run("run", "--matrix", "scale=1,2")
    assert {"1.csv", "2.csv", "parts.csv"} <= {path.name for path in (project.root / "files").iterdir()}


def test_each_environment_has_its_places(project: Project, tmp_path: Path) -> None:
    database = tmp_path / "prices.parquet"
    project.python(f"import pandas as pd; pd.DataFrame({{'kind': ['z'], 'value': [5]}}).to_parquet({str(database)!r})")
    prod = f"""
catalog:
  prices: {{format: parquet, location: {database}}}
  totals: {{format: json, location: "{{project}}/delivered.json", options: {{orient: records}}}}
"""
    write(project, "prod", prod)
    project.run("run", "--env", "prod")
    assert json.loads((project.root / "delivered.json").read_text()) == [{"kind": "z", "value": 5}]


def test_what_is_wrong_is_said_with_its_place(project: Project) -> None:
    write(
        project,
        "bad",
        "catalog:\n  prices: {format: cvs}\n  totals:\n    place: x\n    location: [a]\n  tutals: {format: csv}\n",
    )
    said = project.run("run", "--env", "bad", code=2).stderr
    assert "conf/bad.yaml:2: there is no format 'cvs'. The formats are: csv, dynamicio, excel" in said
    assert (
        "conf/bad.yaml:4: a table has no 'place'. It has: format, location, options, read_options, write_options."
        in said
    )
    assert "conf/bad.yaml:5: the location of 'totals' is a text." in said
    assert "conf/bad.yaml:6: no step takes or gives a table 'tutals'. The tables are: prices, totals." in said
    write(project, "base", "catalog: {prices: {format: csv}}\n")
    assert "conf/base.yaml:1: table 'prices' has no location." in project.run("run", code=2).stderr


def test_tables_are_shown_with_their_places(project: Project) -> None:
    prod = 'catalog: {totals: {format: sql, location: "postgresql://me:hidden@db/x", options: {table: totals}}}\n'
    write(project, "prod", prod)
    shown = project.run("config", "show", "--env", "prod").stdout
    lines = [line.split() for line in shown.split("\n\n")[-1].splitlines()]
    assert lines == [
        ["table", "format", "location", "from"],
        ["prices", "csv", "{name}.csv", "conf/base.yaml:5"],
        ["totals", "sql", "postgresql://db/x", "conf/prod.yaml:1"],
    ]
    found = json.loads(project.run("config", "show", "--env", "prod", "--json").stdout)["catalog"]
    assert found[0] == {"name": "prices", "format": "csv", "location": "{name}.csv", "from": "conf/base.yaml:5"}


def test_missing_files_parameters_and_variables(project: Project) -> None:
    (project.root / "files" / "prices.csv").unlink()
    said = project.run("run", code=1)
    assert "Table 'prices' is not there: prices.csv (conf/base.yaml:5)." in said.stdout + said.stderr
    write(project, "dev", 'catalog: {prices: {location: "{nmae}.csv"}}\n')
    assert "there is no parameter 'nmae'" in project.run("run", "--env", "dev", code=2).stderr
    write(project, "dev", 'catalog: {prices: {location: "${NOT_SET_HERE}/x.csv"}}\n')
    assert "'prices' needs NOT_SET_HERE in the environment" in project.run("run", "--env", "dev", code=2).stderr


def test_what_tables_need_is_checked_before_the_first_step(project: Project) -> None:
    text = """
catalog:
  prices: {format: parquet, location: "${NOT_SET_HERE}/${NOR_THIS}.parquet"}
  totals: {format: parquet, location: "gs://bucket/totals.parquet"}
"""
    write(project, "dev", text)
    said = project.run("run", "--env", "dev", code=2).stderr
    assert "There are 3 problems" in said
    assert "conf/dev.yaml:3: 'prices' needs NOT_SET_HERE in the environment." in said
    assert "conf/dev.yaml:3: 'prices' needs NOR_THIS in the environment." in said
    assert (
        "conf/dev.yaml:4: table 'totals' needs the package gcsfs. Install it, for example with `uv add gcsfs`." in said
    )
    write(project, "dev", 'catalog: {totals: {format: sql, location: "mysql://db/x", options: {table: totals}}}\n')
    assert "needs the package mysqlclient." in project.run("run", "--env", "dev", code=2).stderr
    write(project, "dev", "catalog: {totals: {format: excel, location: totals.xlsx}}\n")
    assert "needs the package openpyxl." in project.run("run", "--env", "dev", code=2).stderr
    assert project.runs == []
    project.run("run", "--env", "dev", "--to", "load")


def test_a_run_that_is_given_up_has_failed(project: Project) -> None:
    project.edit("pipeline.py", 'inputs=["df"]', 'inputs=["df"], sources=["kinds"]')
    project.edit("steps/sums.py", "sums(df)", "sums(df, kinds)")
    write(project, "local", "catalog: {kinds: {format: csv, location: 'ftp://127.0.0.1:1/kinds.csv'}}\n")
    said = project.run("run", code=2).stderr
    assert "Table 'kinds' cannot be found at ftp://127.0.0.1:1/kinds.csv (conf/local.yaml:1): " in said
    assert (project.manifest()["status"], project.statuses()) == ("failed", {"load": "done", "sums": "not run"})
    assert "The run was given up: Table 'kinds' cannot be found" in project.manifest()["warnings"][0]


def test_a_failed_step_writes_nothing(project: Project) -> None:
    (project.source / "steps" / "sums.py").write_text("def sums(df):\n    return 1\n")
    project.run("run", code=1)
    assert not (project.root / "files" / "out" / "totals.csv").exists()


def test_engines_carry_what_is_written(project: Project) -> None:
    for step in ("load", "sums"):
        project.run("step", step, "--run", "night")
    record = json.loads((project.root / "runs" / "night" / "steps" / "sums.json").read_text())
    assert [each["name"] for each in record["files"]] == ["out/totals.csv"]
    assert not (project.root / "files" / "out").exists()


def test_databases(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "prices.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table prices (kind text, value integer)")
        connection.execute("insert into prices values ('a', 7)")
    text = """
catalog:
  prices: {format: sql, location: "${DATABASE}", options: {query: select * from prices}}
  totals: {format: sql, location: "${DATABASE}", options: {table: totals, index: false, if_exists: replace}}
"""
    write(project, "prod", text)
    monkeypatch.setenv("DATABASE", f"sqlite:///{path}")
    project.run("run", "--env", "prod")
    with sqlite3.connect(path) as connection:
        assert connection.execute("select kind, value from totals").fetchall() == [("a", 7)]


def test_samples_need_no_outside_system(project: Project) -> None:
    rows = "".join(f"{number};k{number % 2};{number}\n" for number in range(500))
    (project.root / "files" / "prices.csv").write_text("id;kind;value\n" + rows)
    assert "samples/prices.parquet" in project.run("sample", "--rows", "4").stdout
    (project.root / "files" / "prices.csv").unlink()
    project.run("run", "--env", "sample")
    assert (project.root / "samples" / "out" / "totals.csv").read_text() == "kind,value\nk0,2\nk1,4\n"
    (project.root / "files" / "prices.csv").write_text(PRICES)
    project.run("sample")
    write(project, "sample", "catalog: {}\n")
    assert "was not written by this command" in project.run("sample", code=2).stderr


def test_samples_are_stored_all_or_none(project: Project) -> None:
    project.edit("pipeline.py", 'sources=["prices"]', 'sources=["kinds", "prices"]')
    write(project, "local", "catalog: {kinds: {format: csv, location: kinds.csv}}\n")
    (project.root / "files" / "kinds.csv").write_text("kind\na\n")
    prices = (project.root / "files" / "prices.csv").rename(project.root / "prices.csv")
    before = sorted(path.name for path in project.root.iterdir())
    assert "Table 'prices' is not there" in project.run("sample", code=2).stderr
    assert sorted(path.name for path in project.root.iterdir()) == before
    assert not (project.root / "conf" / "sample.yaml").exists()
    prices.rename(project.root / "files" / "prices.csv")
    project.run("sample")
    assert {path.name for path in (project.root / "samples").iterdir()} == {"kinds.parquet", "prices.parquet"}


def test_a_step_that_runs_again_for_a_value_takes_its_tables(make_project) -> None:
    table = 'Step("load", sources=["prices"], outputs=["rows"]),\nStep("use", inputs=["rows"], outputs=["total"]),'
    files = {
        "steps/load.py": "def load(prices):\n    return (value for value in prices['value'])\n",
        "steps/use.py": "def use(rows):\n    return int(sum(rows))\n",
    }
    project = with_prices(make_project(table, files))
    project.run("run")
    assert project.load("total") == "9"


def test_what_a_library_says_of_a_table_is_told_with_its_place(project: Project, tmp_path: Path) -> None:
    (project.root / "files" / "prices.csv").write_bytes(b"a;b\n\xff\xfe\n")
    said = project.run("run", code=1).stdout
    assert "Table 'prices' cannot be read from prices.csv (conf/base.yaml:5): 'utf-8' codec can't decode byte" in said
    place = f"sqlite:///{tmp_path / 'prices.db'}"
    write(project, "prod", f'catalog: {{prices: {{format: sql, location: "{place}", options: {{table: nowhere}}}}}}\n')
    said = project.run("run", "--env", "prod", code=1).stdout
    assert "Table 'prices' cannot be read from sqlite://" in said
    assert "(conf/prod.yaml:1): Table nowhere not found" in said


def test_a_table_that_cannot_be_written_is_told_with_its_place_and_tried_again(project: Project) -> None:
    catalog = "catalog: {totals: {format: parquet, location: nowhere://bucket/totals.parquet}}"
    write(project, "dev", f"{catalog}\nsteps: {{sums: {{retries: 1}}}}\n")
    said = project.run("run", "--env", "dev", code=1).stdout
    assert "sums: attempt 1 of 2 failed" in said
    assert "Table 'totals' cannot be written to nowhere://bucket/totals.parquet (conf/dev.yaml:1): Protocol not" in said


SHARED = """
Step("make", notebook="one", parameters=["scale"], outputs=["df"], sinks={"clean": "df"}),
Step("use", notebook="two", sources=["clean"], outputs=["total"]),
"""
SHARED_FILES = {
    "params.py": "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    scale: int = 1\n",
    "steps/make.py": "import pandas as pd\n\n\ndef make(scale):\n    return pd.DataFrame({'a': [1 * scale, 2], 'b': ['x', 'y']})\n",
    "steps/use.py": "def use(clean):\n    return [list(clean.columns), int(clean['a'].sum())]\n",
}
SHARED_BASE = """
catalog:
  clean:
    format: csv
    location: clean.csv
    options: {sep: ";"}
    read_options: {usecols: [a]}
    write_options: {index: false}
"""


@pytest.fixture
def shared(make_project) -> Project:
    made = make_project(SHARED, SHARED_FILES)
    write(made, "base", SHARED_BASE)
    return made


def test_a_table_that_one_step_writes_and_another_reads(shared: Project, tmp_path: Path) -> None:
    shared.run("run")
    assert (shared.root / "files" / "clean.csv").read_text() == "a;b\n1;x\n2;y\n"
    assert shared.load("total") == "[['a'], 3]"
    shared.run("run", "--patch", "scale=5")
    assert shared.statuses() == {"make": "done", "use": "done"}
    assert shared.load("total") == "[['a'], 7]"
    shared.run("run", "--patch", "scale=5")
    assert shared.statuses() == {"make": "cached", "use": "cached"}
    write(shared, "prod", f"catalog: {{clean: {{format: parquet, location: {tmp_path / 'clean.parquet'}}}}}\n")
    shared.run("run", "--patch", "scale=5", "--env", "prod")
    assert shared.load("total") == "[['a', 'b'], 7]"


def test_a_shared_table_in_a_database(shared: Project, tmp_path: Path) -> None:
    place = f"sqlite:///{tmp_path / 'clean.db'}"
    options = "options: {table: clean}, write_options: {if_exists: replace, index: false}, read_options: {columns: [a]}"
    write(shared, "prod", f'catalog: {{clean: {{format: sql, location: "{place}", {options}}}}}\n')
    shared.run("run", "--env", "prod")
    shared.run("run", "--env", "prod")
    assert shared.load("total") == "[['a'], 3]"
    told = {each["table"]: each for step in shared.manifest()["steps"] for each in step["catalog"]}
    assert told["clean"]["dataset"] == "clean"


def test_a_shared_table_is_no_sample(shared: Project) -> None:
    assert "No step takes a table of the catalog from elsewhere" in shared.run("sample", code=2).stderr
    shared.edit("pipeline.py", 'sources=["clean"]', 'sources=["clean", "more"]')
    shared.edit("steps/use.py", "use(clean)", "use(clean, more)")
    write(shared, "local", "catalog: {more: {format: csv, location: more.csv, read_options: {nrows: 3}}}\n")
    (shared.root / "files" / "more.csv").write_text("a\n1\n")
    shared.run("sample")
    shared.run("run", "--env", "sample")
    assert (shared.root / "samples" / "out" / "clean.csv").is_file()
    assert not (shared.root / "files" / "clean.csv").exists()


def test_what_a_shared_table_is_like_is_checked_when_it_is_read(shared: Project) -> None:
    schemas = "from pandera.pandas import Column, DataFrameSchema\n\nCATALOG = {'clean': DataFrameSchema({'a': Column(int)}, strict=True)}\nOUTPUTS = {}\n"
    (shared.source / "schemas.py").write_text(schemas)
    shared.run("run")
    write(shared, "local", "catalog: {clean: {read_options: {usecols: [a, b]}}}\n")
    said = shared.run("run", code=1).stdout
    assert "Table 'clean' of the catalog, which step 'use' takes, breaks its schema" in said


def test_engines_carry_a_shared_table(shared: Project) -> None:
    for step in ("make", "use"):
        shared.run("step", step, "--run", "night")
    assert shared.load("total", run="night") == "[['a'], 3]"
    assert not (shared.root / "files" / "clean.csv").exists()


def test_two_steps_take_one_table_by_names_of_their_own(make_project) -> None:
    table = 'Step("one", sources=["prices"], outputs=["a"]),\nStep("two", sources={"prices": "rows"}, outputs=["b"]),'
    files = {
        "steps/one.py": "def one(prices):\n    return len(prices)\n",
        "steps/two.py": "def two(rows):\n    return int(rows['value'].sum())\n",
    }
    project = with_prices(make_project(table, files))
    project.run("run")
    assert (project.load("a"), project.load("b")) == ("3", "9")
    told = [(step["name"], [each["table"] for each in step["catalog"]]) for step in project.manifest()["steps"]]
    assert told == [("one", ["prices"]), ("two", ["prices"])]
    project.edit("pipeline.py", '{"prices": "rows"}', '{"prices": "others"}')
    project.edit("steps/two.py", "rows", "others")
    project.run("run")
    assert project.statuses() == {"one": "cached", "two": "done"}
    loaded = "from small.runtime import exploring; print(sorted(exploring.inputs('two', 'latest')))"
    assert project.python(loaded) == "['others']"
def test_a_parameter_is_put_in_as_it_is(project: Project) -> None:
    (project.root / "files" / "a${NOBODY}{scale}.csv").write_text(PRICES)
    project.run("run", "--patch", "name=a${NOBODY}{scale}")
    assert (project.root / "files" / "out" / "totals.csv").read_text() == "kind,value\na,6\nb,3\n"
    assert (
        "Table 'prices' is not there: ${GONE}.csv (conf/base.yaml:5)"
        in project.run("run", "--patch", "name=${GONE}", code=1).stdout
    )
