"""What the runner knows of many steps is what it knew when it looked at all of them each time."""

from __future__ import annotations

import json
import random


def table_of(runtime, count: int):
    """Steps with inputs, orders and files at random, the same each time."""
    choose = random.Random(7)
    step = runtime("table").Step
    steps = []
    for at in range(count):
        before = [f"s{choose.randrange(at)}" for _ in range(min(at, choose.randrange(3)))]
        files = [f"f{choose.randrange(30)}.csv" for _ in range(choose.randrange(3))]
        steps.append(
            step(
                f"s{at}",
                inputs=[f"v{name[1:]}" for name in before[:1]],
                after=before[1:],
                outputs=[f"v{at}"],
                reads=files[:1],
                writes=files[1:],
            )
        )
    return steps


def test_files_order_the_steps_that_use_them(runtime) -> None:
    steps = table_of(runtime, 80)
    pipeline = runtime("table").wire(steps)
    for at, step in enumerate(steps):
        expected = {*pipeline.producers[step.name].values(), *step.after}
        for other in steps[:at]:
            if {*step.reads, *step.writes} & set(other.writes) or set(step.writes) & {*other.reads, *other.writes}:
                expected.add(other.name)
        assert pipeline.needs[step.name] == expected
    assert sum(map(len, pipeline.needs.values())) > 100


def test_all_that_must_be_over_before_a_step(runtime) -> None:
    pipeline = runtime("table").wire(table_of(runtime, 80))
    for name in pipeline.steps:
        expected = {name}
        while new := {need for each in expected for need in pipeline.needs[each]} - expected:
            expected |= new
        assert pipeline.upstream(name) == expected


def test_manifest_is_put_off_and_written_in_time(runtime) -> None:
    manifests, store = runtime("manifest"), runtime("store")
    pipeline = runtime("table").wire(table_of(runtime, 50))
    store.new_run("many", {})
    manifest, path = manifests.RunManifest(pipeline, "many"), store.run_folder("many") / "manifest.json"
    state = {"status": "running", "started": "2024-01-01T00:00:00.000+00:00", "running": []}
    manifest.write(state)
    assert manifest.seconds_left() is None
    manifest.update({**state, "running": ["s3"]})
    left = manifest.seconds_left()
    assert left is not None and 0 < left < 20
    assert json.loads(path.read_text())["steps"][3]["status"] == "not run"
    manifest.write({**state, "running": ["s3"]})
    assert manifest.seconds_left() is None
    assert json.loads(path.read_text())["steps"][3]["status"] == "running"


def test_a_run_is_named_by_what_decides_its_results(make_project) -> None:
    files = {
        "params.py": "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    SEED: int = 1\n",
        "steps/one.py": "def one():\n    return 1\n",
        "files/data.csv": "1\n",
    }
    project = make_project('Step("one", outputs=["a"]),', files)
    ask = "from small.runtime.run_content import run_id_of_content; print(run_id_of_content('dvc', {}))"
    names = [project.python(ask), project.python(ask)]
    assert names[0] == names[1] and names[0].startswith("dvc-")
    names.append(project.python(ask.replace("{}", "{'SEED': 5}")))
    project.edit("steps/one.py", "return 1", "return 2")
    names.append(project.python(ask))
    (project.root / "files" / "data.csv").write_text("2\n")
    names.append(project.python(ask))
    project.run("run")
    assert project.python(ask) == names[-1]
    assert len(set(names)) == 4


ASK = "from small.runtime.run_content import run_id_of_content; print(run_id_of_content('dvc', {}))"


def test_a_run_is_named_by_its_configuration_and_by_tables_from_elsewhere(make_project, tmp_path) -> None:
    table = """
    Step("one", sources=["prices", "lake", "base"], parameters=["SEED"], outputs=["a"], sinks={"sums": "a"}),
    Step("two", sources=["sums", "again"], outputs=["b"]),
    """
    params = (
        "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    SEED: int = 1\n    where: str = 'prices'\n"
    )
    project = make_project(table, {"params.py": params})
    (conf := project.root / "conf").mkdir()
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "prices.csv").write_text("a\n1\n")
    base = f"""
    catalog:
      prices: {{format: csv, location: "{outside}/{{where}}.csv"}}
      lake: {{format: sql, location: "sqlite:///${{NO_SUCH_VARIABLE}}.db", options: {{table: x}}}}
      base: {{format: sql, location: "sqlite:///base.db", options: {{table: x}}}}
      sums: {{format: csv, location: "{outside}/sums.csv"}}
      again: {{format: csv, location: "{outside}/sums.csv"}}
    """
    (conf / "base.yaml").write_text(base)
    (conf / "dev.yaml").write_text("")
    (conf / "prod.yaml").write_text("")

    def ask(env: str) -> str:
        return project.python(f"import os; os.environ['PIPELINE_ENV'] = '{env}'; {ASK}")

    names = [ask("dev")]
    (outside / "sums.csv").write_text("what a step wrote\n")
    assert ask("dev") == names[0]
    names.append(ask("prod"))
    (conf / "prod.yaml").write_text("parameters: {SEED: 2}\n")
    names.append(ask("prod"))
    (conf / "prod.yaml").write_text("parameters: {SEED: 2}\nsteps: {one: {retries: 2}}\n")
    names.append(ask("prod"))
    (outside / "prices.csv").write_text("a\n1\n2\n")
    names.append(ask("prod"))
    (conf / "base.yaml").write_text(base.replace("prices: {", "prices: {options: {nrows: 1}, "))
    names.append(ask("prod"))
    assert ask("prod") == names[-1]
    assert len(set(names)) == 6


def test_naming_a_run_loads_none_of_the_libraries_of_steps(make_project) -> None:
    project = make_project('Step("one", outputs=["a"]),', {})
    assert project.python(f"import sys; {ASK}; print('pandas' in sys.modules)").endswith("\nFalse")
