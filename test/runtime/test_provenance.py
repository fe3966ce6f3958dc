"""What a run tells of the tables of the catalog: where they lay, in which version, and what others call them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from conftest import Project
from jsonschema import Draft202012Validator
from test_manifest import SCHEMA

TABLE = """
Step("load", sources=["prices"], outputs=["df"]),
Step("sums", inputs=["df"], outputs=["total"], sinks={"totals": "total"}),
"""
FILES = {
    "params.py": "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    name: str = 'prices'\n",
    "steps/load.py": "def load(prices):\n    return prices\n",
    "steps/sums.py": "def sums(df):\n    return df.groupby('kind', as_index=False).sum()\n",
}
PRICES = "kind,value\na,2\nb,3\na,4\n"
TOTALS = "kind,value\na,6\nb,3\n"


@pytest.fixture
def project(make_project) -> Project:
    made = make_project(TABLE, FILES)
    (made.root / "files" / "prices.csv").write_text(PRICES)
    configure(made, "base", '"{name}.csv"', "out/totals.csv")
    return made


def configure(project: Project, env: str, prices: str, totals: str, **options: str) -> None:
    path = project.root / "conf" / f"{env}.yaml"
    path.parent.mkdir(exist_ok=True)
    kind = options.pop("format", "csv")
    given = ", ".join(f"{name}: {json.dumps(value)}" for name, value in options.items())
    path.write_text(
        f"catalog:\n  prices: {{format: {kind}, location: {prices}, options: {{{given}}}}}\n"
        f"  totals: {{format: csv, location: {totals}, options: {{index: false}}}}\n"
    )


def tables(project: Project, run: str | None = None) -> dict[str, dict]:
    """What the manifest says of each table, after it was found to follow its schema."""
    manifest = project.manifest(run)
    Draft202012Validator(SCHEMA).validate(manifest)
    return {each["table"]: each for step in manifest["steps"] for each in step["catalog"]}


def digest(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def test_files_inside_and_outside_of_the_project(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "delivered.csv"
    configure(project, "base", '"{name}.csv"', str(outside))
    project.run("run", "--run-id", "one")
    found = tables(project)
    prices = project.root / "files" / "prices.csv"
    assert found["prices"] | {"modified": None} == {
        "table": "prices",
        "access": "read",
        "format": "csv",
        "location": "prices.csv",
        "namespace": "file",
        "dataset": prices.as_posix(),
        "query": None,
        "rows": 3,
        "bytes": len(PRICES),
        "modified": None,
        "etag": None,
        "sha256": digest(PRICES),
        "values": None,
    }
    assert found["prices"]["modified"].endswith("+00:00")
    written = found["totals"]
    assert (written["access"], written["location"], written["dataset"]) == ("written", str(outside), str(outside))
    assert (written["rows"], written["sha256"]) == (2, digest(TOTALS))
    shown = [line.split() for line in project.run("runs", "show", "one").stdout.splitlines()]
    assert ["load", "read", "prices", "csv", "prices.csv", "3", digest(PRICES)] in shown
    assert ["sums", "written", "totals", "csv", str(outside), "2", digest(TOTALS)] in shown


def test_a_difference_tells_which_input_changed(project: Project, tmp_path: Path) -> None:
    project.run("run", "--run-id", "one")
    prices = project.root / "files" / "prices.csv"
    prices.write_text(PRICES + "c,9\n")
    project.run("run", "--run-id", "two")
    outside = tmp_path / "prices.csv"
    outside.write_text(prices.read_text())
    configure(project, "dev", str(outside), "out/totals.csv")
    project.run("run", "--run-id", "three", "--env", "dev")

    def data(before: str, after: str) -> dict:
        return json.loads(project.run("runs", "diff", before, after, "--json").stdout)["data"]

    assert data("one", "two") == {"load<-prices": [digest(PRICES), digest(PRICES + "c,9\n")]}
    assert data("two", "three") == {"load<-prices location": ["prices.csv", str(outside)]}


def test_a_stored_result_tells_where_its_tables_lie_in_this_run(project: Project) -> None:
    project.run("run")
    (project.root / "files" / "others.csv").write_text(PRICES)
    project.run("run", "--patch", "name=others")
    assert project.statuses()["load"] == "cached"
    found = tables(project)["prices"]
    assert (found["location"], found["sha256"], found["modified"]) == ("others.csv", digest(PRICES), None)
    assert found["dataset"].endswith("/files/others.csv")


def test_a_folder_of_files_is_one_version(project: Project) -> None:
    folder = project.root / "files" / "prices.parquet"
    write = f"import pandas as pd; pd.DataFrame({{'kind': ['a'], 'value': [1]}}).to_parquet({str(folder)!r} + '/NAME')"
    folder.mkdir()
    project.python(write.replace("NAME", "1.parquet"))
    configure(project, "base", "prices.parquet", "out/totals.csv", format="parquet")
    project.run("run")
    first = tables(project)["prices"]["sha256"]
    project.run("run")
    assert project.statuses()["load"] == "cached"
    project.python(write.replace("NAME", "2.parquet"))
    project.run("run")
    found = tables(project)["prices"]
    assert (project.statuses()["load"], found["rows"]) == ("done", 2)
    assert first and found["sha256"] not in (None, first)


def test_queries_of_databases(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "prices.db"
    monkeypatch.setenv("DATABASE", f"sqlite:///{path}")

    def fill(*rows: tuple[str, int]) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute("drop table if exists prices")
            connection.execute("create table prices (kind text, value integer)")
            connection.executemany("insert into prices values (?, ?)", rows)

    query = "select kind, value from prices"
    configure(project, "base", '"${DATABASE}"', "out/totals.csv", format="sql", query=query)
    fill(("a", 1), ("b", 2))
    project.run("run")
    first = tables(project)["prices"]
    assert (first["query"], first["rows"], first["sha256"]) == (query, 2, None)
    assert (first["namespace"], first["dataset"]) == (f"sqlite://{path}", "prices")
    fill(("b", 2), ("a", 1))
    project.run("run")
    assert tables(project)["prices"]["values"] == first["values"]
    fill(("b", 2), ("a", 5))
    project.run("run")
    changed = tables(project)["prices"]["values"]
    diff = json.loads(project.run("runs", "diff", "--json").stdout)["data"]
    assert diff == {"load<-prices": [first["values"], changed]} and changed != first["values"]


def test_what_a_store_says_of_an_object(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text(PRICES)
    configure(project, "base", f"file://{path}", "out/totals.csv")
    project.run("run")
    found = tables(project)["prices"]
    assert (found["location"], found["dataset"], found["bytes"]) == (f"file://{path}", str(path), len(PRICES))
    assert found["modified"].endswith("+00:00") and found["values"] is None
    shown = project.run("runs", "show", "latest").stdout
    assert f"{found['modified']} {len(PRICES)}" in shown


def test_a_table_that_changes_while_it_is_read_has_no_version(project: Project) -> None:
    path = project.root / "files" / "prices.pkl"
    project.python(
        f"""
        import os, pickle
        class Touch:
            def __reduce__(self):
                return os.utime, ({str(path)!r}, (1, 1))
        open({str(path)!r}, "wb").write(pickle.dumps([Touch()]))
        """
    )
    configure(project, "base", "prices.pkl", "out/totals.csv", format="pickle")
    project.run("run", "--to", "load")
    assert project.manifest()["warnings"] == [
        "load: Table 'prices' changed while it was read: which version it was is not known."
    ]
    found = tables(project)["prices"]
    assert [found[name] for name in ("sha256", "bytes", "modified", "values")] == [None] * 4


def test_secrets_stay_out_of_records(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "hidden-token"
    folder.mkdir()
    (folder / "prices.csv").write_text(PRICES)
    monkeypatch.setenv("DATA_TOKEN", "hidden-token")
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    configure(project, "base", '"${DATA_FOLDER}/${DATA_TOKEN}/prices.csv"', "out/totals.csv")
    project.run("run", "--track", "openlineage")
    assert tables(project)["prices"]["location"] == f"{tmp_path}/${{DATA_TOKEN}}/prices.csv"
    kept = [path for path in project.runs[-1].rglob("*") if path.is_file()]
    assert kept and not [path.name for path in kept if b"hidden-token" in path.read_bytes()]


def test_openlineage(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "delivered.csv"
    configure(project, "base", '"{name}.csv"', str(outside))
    project.run("run", "--track", "openlineage")
    events = [json.loads(line) for line in (project.runs[-1] / "openlineage.jsonl").read_text().splitlines()]
    load, sums, whole = (event for event in events if event["eventType"] == "COMPLETE")
    (taken,) = load["inputs"]
    assert (taken["namespace"], taken["name"]) == ("file", f"{project.root}/files/prices.csv")
    assert taken["facets"]["version"]["datasetVersion"] == digest(PRICES)
    assert [field["name"] for field in taken["facets"]["schema"]["fields"]] == ["kind", "value"]
    assert taken["inputFacets"]["inputStatistics"]["rowCount"] == 3
    given = next(each for each in sums["outputs"] if each["namespace"] == "file")
    assert (given["name"], given["facets"]["storage"]["fileFormat"]) == (str(outside), "csv")
    assert (given["outputFacets"]["outputStatistics"]["rowCount"]) == 2
    assert [each["name"] for each in whole["inputs"]] == [taken["name"]]
    assert [each["name"] for each in whole["outputs"]] == [given["name"]]


def test_openlineage_has_queries(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "prices.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table prices (kind text, value integer)")
    query = "select kind, value from prices"
    configure(project, "base", f"sqlite:///{path}", "out/totals.csv", format="sql", query=query)
    project.run("run", "--track", "openlineage", "--to", "load")
    events = [json.loads(line) for line in (project.runs[-1] / "openlineage.jsonl").read_text().splitlines()]
    load = next(event for event in events if event["eventType"] == "COMPLETE")
    assert load["job"]["facets"]["sql"]["query"] == query
    assert [(each["namespace"], each["name"]) for each in load["inputs"]] == [(f"sqlite://{path}", "prices")]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("s3://lake/a/prices.parquet", ("s3://lake", "a/prices.parquet")),
        ("s3a://lake/prices.parquet", ("s3://lake", "prices.parquet")),
        ("gcs://lake/prices.parquet", ("gs://lake", "prices.parquet")),
        ("zip://a.csv::s3://lake/b.zip", ("s3://lake", "b.zip")),
        ("abfss://box@acme.dfs.core.windows.net/a.csv", ("abfss://box@acme.dfs.core.windows.net", "a.csv")),
        ("az://box/a.csv", ("abfss://box@here.dfs.core.windows.net", "a.csv")),
        ("hdfs://node:8020/a/b.csv", ("hdfs://node:8020", "/a/b.csv")),
        ("https://example.org/a.csv", ("https://example.org", "/a.csv")),
        ("/data/../a.csv", ("file", "/a.csv")),
    ],
)
def test_names_of_files(runtime, monkeypatch: pytest.MonkeyPatch, location: str, expected: tuple[str, str]) -> None:
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "here")
    assert runtime("dataset_names").file_dataset(location) == expected


@pytest.mark.parametrize(
    ("location", "options", "expected"),
    [
        ("postgresql+psycopg2://me:hidden@db/shop", {}, ("postgres://db:5432", "shop.public.orders")),
        ("postgresql://db:5433/shop", {"schema": "sales"}, ("postgres://db:5433", "shop.sales.orders")),
        ("mysql+pymysql://me:hidden@db/shop", {}, ("mysql://db:3306", "shop.orders")),
        ("mssql+pyodbc://me:hidden@db/shop", {}, ("mssql://db:1433", "shop.dbo.orders")),
        ("snowflake://me:hidden@acme-eu/shop/sales", {}, ("snowflake://acme-eu", "shop.sales.orders")),
        ("bigquery://acme/shop", {}, ("bigquery", "acme.shop.orders")),
        ("trino://me@db:8443/hive/shop", {}, ("trino://db:8443", "hive.shop.orders")),
        ("clickhouse://db/shop", {}, ("clickhouse://db", "shop.orders")),
        ("sqlite:////data/shop.db", {}, ("sqlite:///data/shop.db", "orders")),
    ],
)
def test_names_of_tables_of_databases(runtime, location: str, options: dict, expected: tuple[str, str]) -> None:
    assert runtime("dataset_names").sql_dataset(location, {"table": "orders", **options}, "entry") == expected
    name = runtime("dataset_names").sql_dataset(location, {"query": "select 1"}, "entry")[1]
    assert name.rpartition(".")[2] == "entry"


def test_addresses_are_shown_without_what_is_secret(runtime) -> None:
    shown = runtime("remote").shown_address
    assert shown("postgresql://me:hidden@db/x?sslkey=hidden") == "postgresql://db/x"
    assert shown("postgresql+psycopg://me:hid/den@x?y@db/x") == "postgresql+psycopg://db/x"
    assert shown("https://example.org/@me/a.csv") == "https://example.org/@me/a.csv"
    assert shown("data/a@b.csv") == "data/a@b.csv"
    assert shown("https://hidden@example.org/a.csv?sig=hidden#x") == "https://example.org/a.csv"
    assert (
        shown("abfss://box@acme.dfs.core.windows.net/a.csv?sig=hidden") == "abfss://box@acme.dfs.core.windows.net/a.csv"
    )


def test_times_are_told_in_one_way(runtime) -> None:
    text = runtime("provenance")._text
    assert text("Sun, 22 Nov 2026 12:58:13 GMT") == "2026-11-22T12:58:13.000+00:00"
    assert text(0.5) == "1970-01-01T00:00:00.500+00:00"
    assert (text('"abc"'), text(None)) == ("abc", None)


def test_tables_of_files_are_told_once(runtime) -> None:
    read = {"access": "read", "location": "./a.csv", "table": "a"}
    other = {"access": "read", "location": "s3://lake/b.csv", "table": "b"}
    written = {"access": "written", "location": "s3://lake/c.csv", "table": "c"}
    back = {**written, "access": "read"}
    steps = [{"reads": {"a.csv": None}, "catalog": [read, other, written]}, {"reads": {}, "catalog": [other, back]}]
    assert runtime("provenance").taken_outside_of_files(steps) == {"b": other}
