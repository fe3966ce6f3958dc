"""Steps that an engine starts: in any order that the table allows, on machines that share only the folder of runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

TABLE = """
Step("load", parameters=["size"], outputs=["rows"], writes=["rows.csv"]),
Step("left", inputs=["rows"], outputs=["total"], reads=["rows.csv"]),
Step("right", inputs=["rows"], outputs=["folder"]),
Step("both", inputs=["total", "folder"], outputs=["text"], after=["right"]),
"""
FILES = {
    "params.py": "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    size: int = 3\n",
    "steps/load.py": """
def load(size):
    with open("rows.csv", "a") as file:
        file.write("\\n".join(map(str, range(size))))
    return list(range(size))
""",
    "steps/left.py": 'def left(rows):\n    return sum(map(int, open("rows.csv").read().split()))\n',
    "steps/right.py": """
import os
import subprocess


def right(rows):
    subprocess.run(["sh", "-c", "echo made > by-shell.txt; rm -f old.txt"], check=True)
    return os.getcwd()
""",
    "steps/both.py": """
import os


def both(total, folder):
    inside = os.path.join(folder, "by-shell.txt")
    return [total, open(inside).read().strip(), os.path.exists("old.txt"), os.path.exists("kept.txt")]
""",
}
STEPS = ("load", "left", "right", "both")


def step(root: Path, name: str, run: str, runs: str, *more: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "PIPELINE_RUNS": runs, **variables}
    command = [sys.executable, "-m", "small", "step", name, "--run", run, *more]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=120)


@pytest.fixture
def machines(make_project, tmp_path: Path) -> list[Path]:
    """Two copies of a project, with data files."""
    first = make_project(TABLE, FILES, name="project").root
    (first / "files").mkdir(exist_ok=True)
    for name in ("old.txt", "kept.txt"):
        (first / "files" / name).write_text(name)
    second = tmp_path / "second"
    shutil.copytree(first, second)
    return [first, second]


def places(tmp_path: Path) -> Mapping[str, str]:
    return {"shared": str(tmp_path / "shared"), "store": f"file://{tmp_path / 'store'}"}


@pytest.mark.parametrize("kind", ["shared", "store"])
def test_steps_find_values_and_files_on_other_machines(machines: list[Path], tmp_path: Path, kind: str) -> None:
    runs = places(tmp_path)[kind]
    for number, name in enumerate(STEPS):
        done = step(machines[number % 2], name, "night", runs)
        assert done.returncode == 0, done.stderr
    for root in machines:
        assert sorted(path.name for path in (root / "files").iterdir()) == ["kept.txt", "old.txt"]
    folder = Path(runs.removeprefix("file://"))
    manifest = json.loads((folder / "night" / "manifest.json").read_text())
    assert manifest["status"] == "done"
    assert (folder / "night" / "report.html").is_file()
    text = next(each for each in manifest["artifacts"] if each["step"] == "both")
    assert json.loads((folder / text["file"]).read_text()) == [3, "made", False, True]


def test_working_directories_of_runs_that_ended_elsewhere_go(machines: list[Path], tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    for run in ("one", "two"):
        assert step(machines[0], "load", run, f"file://{tmp_path / 'store'}", PIPELINE_COPY=str(copies)).returncode == 0
    places = sorted(copies.glob("*/.store/scratch/work-*"))
    assert [place.name for place in places] == ["work-one", "work-two"]
    old = time.time() - 8 * 24 * 3600
    os.utime(places[0], (old, old))
    assert step(machines[0], "load", "three", f"file://{tmp_path / 'store'}", PIPELINE_COPY=str(copies)).returncode == 0
    assert [place.is_dir() for place in places] == [False, True]


def test_contents_that_nobody_uses_leave_the_copy_and_come_back(machines: list[Path], tmp_path: Path) -> None:
    store, variables = f"file://{tmp_path / 'store'}", {"PIPELINE_COPY": str(tmp_path / "copies")}
    for name in ("load", "left", "right"):
        assert step(machines[0], name, "one", store, **variables).returncode == 0
    contents = list((tmp_path / "copies").glob("*/.store/objects/*/*"))
    published = {path.name for path in (tmp_path / "store").glob(".store/objects/*/*")}
    assert {path.name for path in contents} == published
    for path in contents:
        os.utime(path, (time.time() - 2 * 24 * 3600,) * 2)
    variables["PIPELINE_COPY_DAYS"] = "1"
    refused = step(machines[0], "load", "two", store, **{**variables, "PIPELINE_COPY_DAYS": "week"})
    assert refused.returncode == 2
    assert "PIPELINE_COPY_DAYS is a number of days, such as 7 or 0.5, not 'week'." in refused.stderr
    other = step(machines[0], "load", "three", store, "--patch", "size=5", **variables)
    assert other.returncode == 0, other.stderr
    artifacts = [
        json.loads((tmp_path / f"store/one/steps/{name}.json").read_text())["artifacts"][0]
        for name in ("left", "right")
    ]
    used = [next((tmp_path / "copies").glob("*")) / artifact["file"] for artifact in artifacts]
    assert not any(path.exists() for path in used)
    assert {path.name for path in (tmp_path / "store").glob(".store/objects/*/*")} > published
    done = step(machines[0], "both", "one", store, **variables)
    assert done.returncode == 0, done.stderr
    assert all(path.exists() for path in used)


def test_a_content_in_use_stays_in_the_copy(machines: list[Path], tmp_path: Path) -> None:
    store, variables = f"file://{tmp_path / 'store'}", {"PIPELINE_COPY": str(tmp_path / "copies")}
    assert step(machines[0], "load", "one", store, **variables).returncode == 0
    old = time.time() - 5 * 24 * 3600
    contents = list((tmp_path / "copies").glob("*/.store/objects/*/*"))
    for path in contents:
        os.utime(path, (old, old))
    assert step(machines[0], "left", "one", store, **variables).returncode == 0
    assert any(path.stat().st_mtime > old + 3600 for path in contents)


def test_a_record_is_written_while_another_process_looks_for_it(machines: list[Path], tmp_path: Path) -> None:
    code = """
from concurrent.futures import ThreadPoolExecutor
from small.runtime import project, store

over = False
def look(path):
    while not over:
        store.read_record(path)

with ThreadPoolExecutor(1) as threads:
    for number in range(60):
        path, over = project.RUNS / "r" / f"{number}.json", False
        looking = threads.submit(look, path)
        try:
            store.write_record(path, number)
        finally:
            over = True
        looking.result()
        assert store.read_record(path) == number
"""
    store = f"file://{tmp_path / 'store'}"
    environment = {**os.environ, "PYTHONPATH": str(machines[0] / "src"), "PIPELINE_RUNS": store}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_runs_at_the_same_time_do_not_meet(machines: list[Path], tmp_path: Path) -> None:
    runs = str(tmp_path / "shared")

    def whole(number: int) -> list[str]:
        done = [step(machines[number % 2], name, f"r{number}", runs, "--patch", f"size={number}") for name in STEPS]
        return [process.stderr for process in done if process.returncode != 0]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(whole, range(4))) == [[]] * 4
    for number in range(4):
        manifest = json.loads((tmp_path / "shared" / f"r{number}" / "manifest.json").read_text())
        text = next(each for each in manifest["artifacts"] if each["step"] == "both")
        stored = json.loads((tmp_path / "shared" / text["file"]).read_text())
        assert stored[0] == sum(range(number))


def test_sweeping_goes_on_when_another_process_removes_its_folder(machines: list[Path]) -> None:
    code = """
import sys
import threading
from small.runtime import store

sys.setswitchinterval(1e-6)

def come_and_go():
    while not over.is_set():
        with store.scratch_folder():
            pass

over = threading.Event()
other = threading.Thread(target=come_and_go)
other.start()
try:
    for _ in range(3000):
        store.sweep()
finally:
    over.set()
"""
    environment = {**os.environ, "PYTHONPATH": str(machines[0] / "src")}
    subprocess.run([sys.executable, "-c", code], cwd=machines[0], env=environment, check=True, timeout=120)


def test_a_step_again_keeps_the_first_result_and_a_later_run_uses_it(machines: list[Path], tmp_path: Path) -> None:
    runs = str(tmp_path / "shared")
    step(machines[0], "load", "one", runs)
    record = tmp_path / "shared" / "one" / "steps" / "load.json"
    before = record.read_bytes()
    assert "done in run one already" in step(machines[1], "load", "one", runs).stderr
    assert record.read_bytes() == before
    for name in STEPS[:2]:
        assert step(machines[1], name, "two", runs).returncode == 0
    assert json.loads((tmp_path / "shared" / "two" / "steps" / "load.json").read_text())["status"] == "cached"
    assert json.loads((tmp_path / "shared" / "two" / "steps" / "left.json").read_text())["status"] == "done"


def test_a_run_put_together_gets_its_manifest(machines: list[Path], tmp_path: Path) -> None:
    runs = str(tmp_path / "shared")
    for name in STEPS:
        assert step(machines[0], name, "one", runs).returncode == 0
    manifest = tmp_path / "shared" / "one" / "manifest.json"
    whole = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**whole, "status": "running"}))
    assert step(machines[1], STEPS[0], "one", runs).returncode == 0
    again = json.loads(manifest.read_text())
    assert (again["status"], again["artifacts"]) == ("done", whole["artifacts"])
    written = manifest.stat().st_mtime_ns
    assert step(machines[1], STEPS[-1], "one", runs).returncode == 0
    assert manifest.stat().st_mtime_ns == written, "what is whole stays"


def test_what_cannot_run_is_said(machines: list[Path], tmp_path: Path) -> None:
    runs = str(tmp_path / "shared")
    early = step(machines[0], "left", "one", runs)
    assert early.returncode == 2
    assert "needs step 'load', which has no result in run one yet" in early.stderr
    step(machines[0], "load", "one", runs)
    other = step(machines[0], "left", "one", runs, "--patch", "size=4")
    assert other.returncode == 2
    assert "has other parameters" in other.stderr
    lacking = step(machines[0], "load", "one", "nothing://bucket/x")
    assert lacking.returncode == 2
    assert "Traceback" not in lacking.stderr


def test_a_store_that_lost_a_content_is_said(machines: list[Path], tmp_path: Path) -> None:
    runs = f"file://{tmp_path / 'store'}"
    assert step(machines[0], "load", "one", runs).returncode == 0
    for path in tmp_path.glob("store/.store/objects/*/*"):
        path.unlink()
    lost = step(machines[1], "left", "one", runs)
    assert lost.returncode == 2
    assert "cannot be used" in lost.stderr
    assert "Traceback" not in lost.stderr


def test_a_try_that_was_cut_short_leaves_nothing(make_project, tmp_path: Path) -> None:
    body = """
import os


def one():
    with open("log.txt", "a") as file:
        file.write("line\\n")
    if not os.path.exists(os.environ["FLAG"]):
        open(os.environ["FLAG"], "w").close()
        os._exit(9)
    return open("log.txt").read()
"""
    table = 'Step("one", outputs=["text"], writes=["log.txt"]),'
    root = make_project(table, {"steps/one.py": body}, name="project").root
    flag = str(tmp_path / "flag")
    assert step(root, "one", "r", str(tmp_path / "shared"), FLAG=flag).returncode == 9
    assert step(root, "one", "r", str(tmp_path / "shared"), FLAG=flag).returncode == 0
    record = json.loads((tmp_path / "shared" / "r" / "steps" / "one.json").read_text())
    assert json.loads((tmp_path / "shared" / record["artifacts"][0]["file"]).read_text()) == "line\n"


def test_a_step_that_takes_too_long_is_ended(make_project, tmp_path: Path) -> None:
    files = {"steps/slow.py": "import time\n\n\ndef slow():\n    time.sleep(60)\n"}
    project = make_project('Step("slow", time_limit=1),', files, name="project")
    started = time.monotonic()
    done = step(project.root, "slow", "r", str(tmp_path / "shared"))
    assert done.returncode == 1
    assert "longer than its limit of 1 seconds" in done.stderr
    local = project.run("run", code=1)
    assert "longer than its limit of 1 seconds" in local.stdout + local.stderr
    assert time.monotonic() - started < 30


def test_environment_of_a_step(make_project) -> None:
    files = {"steps/one.py": "import os\n\n\ndef one():\n    return os.environ['KIND']\n"}
    project = make_project('Step("one", outputs=["kind"], environment={"KIND": "x"}),', files)
    project.run("run")
    assert project.load("kind") == "'x'"


def test_calling_from_another_environment(machines: list[Path], tmp_path: Path) -> None:
    code = """
from small.runtime.calling import StepFailed, call_step, run_id
import sys
assert "pandas" not in sys.modules and "numpy" not in sys.modules
name = run_id("manual__2026-01-01T00:00:00+00:00")
assert name == run_id("manual__2026-01-01T00:00:00+00:00") != run_id("manual__2026-01-01T00:00:01+00:00")
call_step("load", name, {"size": 5})
try:
    call_step("both", name, {"size": 5})
except StepFailed as error:
    print("refused:", "needs step" in str(error))
"""
    environment = {**os.environ, "PYTHONPATH": str(machines[0] / "src"), "PIPELINE_RUNS": str(tmp_path / "shared")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "refused: True" in done.stdout
