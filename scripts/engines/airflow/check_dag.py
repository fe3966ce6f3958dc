"""What the DAG file of a project gives Airflow: `check_dag.py PROJECT PACKAGE SCRATCH`, in Airflow's environment.

Looks at the project as it is, at a copy whose steps ask for all that a step may ask for, and at copies with long step
tables. Ends with code 1 and a sentence when something is not as it should be.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

SECONDS_TO_PARSE = 1.0
ASKS = """
from dataclasses import replace

STEPS = [
    replace(
        step,
        retries=2,
        time_limit=30,
        reads=("in.csv", "part-*.csv"),
        writes=("out.csv",),
        resources={"cpu": "500m", "memory": "1Gi", "nvidia.com/gpu": "1"},
        image="registry/image:1",
        environment={"KIND": "x"},
        secrets={"TOKEN": "vault:token"},
        labels={"team": "a", "pool": "narrow", "queue": "large"},
        annotations={"note": "b"},
    )
    for step in STEPS
]
"""


def check(is_so: bool, sentence: str) -> None:
    """End with the sentence unless it is so."""
    if not is_so:
        raise SystemExit(sentence)


def copy_with(project: Path, target: Path, package: str, table: str) -> Path:
    """A copy of the project with more text at the end of its step table."""
    shutil.copytree(project, target)
    with open(target / "src" / package / "pipeline.py", "a") as file:
        file.write(table)
    return target


def with_many_steps(project: Path, target: Path, package: str, count: int) -> Path:
    """A copy of the project with a chain of so many steps."""
    table = (
        f'\nSTEPS = [Step(f"s{{n}}", inputs=[f"v{{n - 1}}"] * (n > 0), outputs=[f"v{{n}}"]) for n in range({count})]\n'
    )
    copy = copy_with(project, target, package, table)
    for number in range(count):
        (copy / "src" / package / "steps" / f"s{number}.py").write_text('"""A step."""\n\n\ndef s(): ...\n')
    return copy


def load(project: Path) -> tuple[Any, float]:
    """The module of the DAG file, and the seconds of computing that it took beyond the import of Airflow."""
    import airflow.sdk
    import airflow.sdk.log

    airflow.sdk.task(check)  # loads what decorators need

    spec = importlib.util.spec_from_file_location("dag_file", project / "orchestration" / "airflow" / "dag.py")
    if spec is None or spec.loader is None:
        raise SystemExit("There is no DAG file.")
    module = importlib.util.module_from_spec(spec)
    started = time.process_time()
    spec.loader.exec_module(module)
    return module, time.process_time() - started


def check_as_it_is(project: Path, package: str) -> None:
    """Names, order, parameters; nothing heavy imported; Airflow's own import test."""
    module, seconds = load(project)
    heavy = {"pandas", "numpy", "matplotlib", "sklearn", "kubernetes"} & sys.modules.keys()
    check(not heavy, f"The DAG file imports {heavy}.")
    check(seconds < SECONDS_TO_PARSE, f"The DAG file takes {seconds:.2f} s.")

    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(project / "orchestration" / "airflow")
    check(not bag.import_errors, f"Airflow cannot import it: {bag.import_errors}")
    check(list(bag.dags) == [package], f"The DAGs are {list(bag.dags)}.")
    dag = bag.dags[package]
    needs = {name: set(dag.get_task(name).upstream_task_ids) for name in dag.task_ids}
    check(needs == module.PIPELINE.needs, f"The order is {needs}.")
    check({**dag.params} == module.default_values(), f"The parameters are {dict(dag.params)}.")
    types = {name: param.schema.get("type") for name, param in dag.params.items()}
    check(None not in types.values(), f"The types of parameters are {types}.")
    check(all(task.doc_md for task in dag.tasks), "A task has no text.")
    print(f"parsed in {seconds:.3f} s")


def check_asks(project: Path, package: str) -> None:
    """What steps ask for stands in Airflow's own tasks."""
    module, _ = load(project)
    del module

    from airflow.dag_processing.dagbag import DagBag

    dag = DagBag(project / "orchestration" / "airflow").dags[package]
    for task in dag.tasks:
        found = (task.retries, task.execution_timeout, task.pool, task.queue)
        check(found == (2, timedelta(seconds=90), "narrow", "large"), f"Step {task.task_id} asks for {found}.")
        files = ([asset.name for asset in task.inlets], [asset.name for asset in task.outlets])
        check(files == ([f"{package}/in.csv"], [f"{package}/out.csv"]), f"Its files are {files}.")
        pod = task.executor_config["pod_override"].to_dict()
        container = pod["spec"]["containers"][0]
        check(container["image"] == "registry/image:1", f"Its image is {container['image']}.")
        amounts = {"cpu": "500m", "memory": "1Gi", "nvidia.com/gpu": "1"}
        check(container["resources"]["limits"] == amounts, f"Its limits are {container['resources']}.")
        names = [variable["name"] for variable in container["env"]]
        check(names == ["KIND", "TOKEN"], f"Its environment has {names}.")
        secret = container["env"][1]["value_from"]["secret_key_ref"]
        check((secret["name"], secret["key"]) == ("vault", "token"), f"Its secret is {secret}.")
        marks = (pod["metadata"]["labels"], pod["metadata"]["annotations"])
        check(marks == ({"team": "a"}, {"note": "b"}), f"Its marks are {marks}.")


def main(project: Path, package: str, scratch: Path) -> None:
    """Each copy is looked at in a process of its own, as Airflow does."""
    check_as_it_is(project, package)
    asks = copy_with(project, scratch / "asks", package, ASKS)
    subprocess.run([sys.executable, __file__, "--asks", asks, package], check=True)
    seconds = []
    for count in (250, 500):
        copy = with_many_steps(project, scratch / f"steps-{count}", package, count)
        shown = subprocess.run([sys.executable, __file__, "--time", copy], check=True, capture_output=True, text=True)
        seconds.append(float(shown.stdout.split()[-1]))
    print(f"250 steps in {seconds[0]:.2f} s, 500 steps in {seconds[1]:.2f} s")
    check(seconds[1] < 3 * seconds[0], "The time to parse grows faster than the number of steps.")


if __name__ == "__main__":
    if sys.argv[1] == "--asks":
        check_asks(Path(sys.argv[2]), sys.argv[3])
    elif sys.argv[1] == "--time":
        print(load(Path(sys.argv[2]))[1])
    else:
        main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
