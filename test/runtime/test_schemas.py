"""Tables are checked against `schemas.py`: when they are read, and before anything of a step is stored or written."""

from __future__ import annotations

import pytest

from conftest import Project

TABLE = """
Step("load", sources=["prices"], outputs=["df", "note"]),
Step("sums", inputs=["df"], outputs=["total"], sinks={"totals": "total"}),
"""
FILES = {
    "steps/load.py": "def load(prices):\n    return prices.assign(tax=prices['value'] * 0.2), 'a note'\n",
    "steps/sums.py": "def sums(df):\n    return df.groupby('kind')['value'].sum()\n",
    "schemas.py": """
        from pandera.pandas import Check, Column, DataFrameSchema, Index, SeriesSchema

        prices = DataFrameSchema(
            {
                "id": Column("int64", Check.ge(0), unique=True),
                "kind": Column("str", Check.isin(["a", "b"])),
                "value": Column("float64", Check.in_range(0, 100), nullable=True),
            },
        )
        CATALOG = {"prices": prices}
        OUTPUTS = {
            "load.df": DataFrameSchema({"tax": Column("float64", Check.in_range(0, 20), nullable=True)}),
            "sums.total": SeriesSchema("float64", Check.le(150), name="value", index=Index("str", name="kind")),
        }
    """,
}
BASE = """
catalog:
  prices: {format: csv, location: prices.csv}
  totals: {format: csv, location: out/totals.csv}
"""
GOOD = "id,kind,value\n1,a,2.5\n2,b,3\n3,a,\n"


@pytest.fixture
def project(make_project) -> Project:
    made = make_project(TABLE, FILES)
    (made.root / "conf").mkdir()
    (made.root / "conf" / "base.yaml").write_text(BASE)
    give(made, GOOD)
    return made


def give(project: Project, text: str) -> None:
    (project.root / "files" / "prices.csv").write_text(text)


def test_tables_that_are_right_pass(project: Project) -> None:
    project.run("run")
    assert list(project.statuses().values()) == ["done", "done"]
    assert (project.root / "files" / "out" / "totals.csv").is_file()
    assert list(project.root.glob("runs/**/*.parquet"))


def test_a_bad_file_stops_the_run_and_all_that_is_wrong_is_told(project: Project) -> None:
    give(project, "id,kind,value\n1,a,-1\n1,c,3\n-3,a,200\n4,c,101\n5,c,-7\n6,c,-8.5\n")
    failed = project.run("run", code=1)
    assert (
        "Table 'prices' of the catalog, which step 'load' takes, breaks its schema (src/small/schemas.py):\n"
        "  column 'id', field_uniqueness: 2 of 6 rows, first: row 0 = 1, row 1 = 1\n"
        "  column 'id', greater_than_or_equal_to(0): 1 of 6 rows, first: row 2 = -3\n"
        "  column 'kind', isin(['a', 'b']): 4 of 6 rows, first: row 1 = 'c', row 3 = 'c', row 4 = 'c', ...\n"
        "  column 'value', in_range(0, 100): 5 of 6 rows, first: row 0 = -1.0, row 2 = 200.0, row 3 = 101.0, ...\n"
    ) in failed.stdout + failed.stderr
    assert project.statuses() == {"load": "failed", "sums": "not run"}
    assert project.manifest()["artifacts"] == []
    assert not list(project.root.glob("runs/**/*.parquet"))
    assert not (project.root / "files" / "out").exists()
    assert "Traceback" not in failed.stdout + failed.stderr


def test_missing_columns_types_and_empty_values_are_told(project: Project) -> None:
    give(project, "id,value\n1,x\n,y\n")
    failed = project.run("run", code=1)
    assert (
        "(src/small/schemas.py):\n"
        "  column 'kind' is missing\n"
        "  column 'id', not_nullable: 1 of 2 rows, first: row 1 = nan\n"
        "  column 'id' is float64, not int64: 1 of 2 rows, first: row 1 = nan\n"
        "  column 'value' is object, not float64: 2 of 2 rows, first: row 0 = 'x', row 1 = 'y'\n"
    ) in failed.stdout + failed.stderr


def test_what_a_step_gives_is_checked_before_it_is_stored_or_written(project: Project) -> None:
    give(project, "id,kind,value\n1,a,99\n2,a,98\n3,b,1\n")
    failed = project.run("run", code=1)
    assert (
        "Step 'sums' gave a table 'total' that breaks its schema (src/small/schemas.py):\n"
        "  values, less_than_or_equal_to(150): 1 of 2 rows, first: row a = 197\n"
    ) in failed.stdout + failed.stderr
    assert project.statuses() == {"load": "done", "sums": "failed"}
    assert not (project.root / "files" / "out").exists()


def test_types_that_only_say_which_values_are_there_pass(project: Project) -> None:
    code = """
        import pandas as pd
        from small.runtime import project, quality
        step = project.load_table().step("load")
        for values in ([1, 2], [None, None], [], ["x"], [True]):
            table = pd.DataFrame({"tax": values})
            try:
                quality.check_outputs(step, {"df": table})
                print("passes")
            except Exception as error:
                print(str(error).splitlines()[1].strip())
    """
    assert project.python(code).splitlines() == [
        *["passes"] * 3,
        "column 'tax' is object, not float64: 1 of 1 rows, first: row 0 = 'x'",
        "column 'tax' is bool, not float64",
    ]


def test_what_is_no_table_at_all_is_told(project: Project) -> None:
    project.edit("steps/sums.py", "return df", "return len(df) or df")
    failed = project.run("run", code=1)
    assert (
        "gave a table 'total' that breaks its schema (src/small/schemas.py): it is no table, but int." in failed.stdout
    )


def test_a_failed_check_is_not_tried_again(project: Project) -> None:
    project.edit("pipeline.py", 'outputs=["df", "note"]', 'outputs=["df", "note"], retries=3')
    give(project, "id,kind,value\n1,c,1\n")
    project.run("run", code=1)
    assert project.manifest()["steps"][0]["attempts"] == 1


def test_checks_can_be_turned_off_for_a_step(project: Project) -> None:
    give(project, "id,kind,value\n1,c,1.5\n")
    (project.root / "conf" / "base.yaml").write_text(f"{BASE}steps:\n  load: {{check_tables: false}}\n")
    project.run("run")
    (project.root / "conf" / "base.yaml").write_text(BASE)
    failed = project.run("run", code=1)
    assert "column 'kind', isin(['a', 'b']): 1 of 1 rows, first: row 0 = 'c'" in failed.stdout


def test_a_changed_schema_runs_nothing_again_that_still_passes(project: Project) -> None:
    project.run("run")
    project.edit("schemas.py", "Check.le(150)", "Check.le(120)")
    project.run("run")
    assert list(project.statuses().values()) == ["cached", "cached"]


def test_a_stored_result_that_breaks_a_changed_schema_is_not_used(project: Project) -> None:
    project.run("run")
    project.edit("schemas.py", "Check.le(150)", "Check.le(2)")
    failed = project.run("run", code=1)
    assert project.statuses() == {"load": "cached", "sums": "failed"}
    assert "values, less_than_or_equal_to(2): 2 of 2 rows, first: row a = 2.5, row b = 3.0" in failed.stdout
    project.edit("schemas.py", "Check.in_range(0, 100)", "Check.in_range(50, 100)")
    project.run("run", code=1)
    assert project.statuses() == {"load": "failed", "sums": "not run"}


def test_a_comment_in_the_schemas_changes_nothing(project: Project, runtime) -> None:
    project.run("run")
    before = (project.root / "runs").stat().st_mtime_ns
    project.edit("schemas.py", "prices = ", "# what we buy\nprices = ")
    records = {path: path.stat().st_mtime_ns for path in project.root.glob("runs/.store/results/*/*.json")}
    project.run("run")
    assert before and records == {path: path.stat().st_mtime_ns for path in records}


def test_a_schema_that_changes_what_it_checks_leaves_the_value_alone(project: Project) -> None:
    project.edit("schemas.py", '"float64", Check.in_range(0, 20), nullable=True', '"str", coerce=True')
    give(project, "id,kind,value\n1,a,2.5\n")
    project.run("run")
    assert project.python("from small import artifacts; print(artifacts.load('df')['tax'].dtype)") == "float64"


def test_a_schema_that_cannot_be_asked_is_told(project: Project) -> None:
    project.edit("schemas.py", "Check.le(150)", "Check.le('x')")
    failed = project.run("run", code=1)
    assert "Step 'sums' gave a table 'total' that breaks its schema (src/small/schemas.py):" in failed.stdout
    assert "Traceback" not in failed.stdout + failed.stderr


def test_schemas_that_cannot_be_loaded_are_told(project: Project) -> None:
    project.edit("schemas.py", "CATALOG", "CATALOGUE = wrong\nCATALOG")
    failed = project.run("run", code=1)
    assert "src/small/schemas.py cannot be loaded. NameError: name 'wrong' is not defined\n" in failed.stdout
    project.edit("schemas.py", "CATALOGUE = wrong\n", "")
    (project.source.parent / "pandera.py").write_text("raise ModuleNotFoundError('No pandera', name='pandera')\n")
    failed = project.run("run", code=1)
    assert "ModuleNotFoundError: No pandera Run `uv sync`, or install pandera." in failed.stdout


def test_runs_are_compared_by_what_is_in_their_tables(project: Project) -> None:
    project.run("run", "--run", "one")
    give(project, "id,kind,value\n1,a,2.5\n2,b,30\n3,a,\n4,a,\n")
    project.run("run", "--run", "two")
    told = project.run("runs", "diff", "one", "two").stdout
    lines = {" ".join(line.split()) for line in told.splitlines()}
    assert {
        "load<-prices rows 3 4 +1 (+33.33%)",
        "load<-prices[value] nulls 1 2 +1 (+100.00%)",
        "load<-prices[value] max 3 30 +27 (+900.00%)",
        "load<-prices[value] mean 2.75 16.25 +13.5 (+490.91%)",
        "load<-prices[id] distinct 3 4 +1 (+33.33%)",
        "load.df rows 3 4 +1 (+33.33%)",
        "load.df[value] max 3 30 +27 (+900.00%)",
    } <= lines
