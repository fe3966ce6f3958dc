"""Runs of small notebooks for real: what is written down of them, their limits, and that nothing is left of them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT_FILES = {
    "src/tiny/__init__.py": "",
    "src/tiny/pipeline.py": "STEPS = []\n",
    "files/data.txt": "7\n",
}


# A child in a session of its own, one of a shell, and the kernel itself.
SLEEPERS = """
import subprocess, time
subprocess.Popen(["sleep", "987"], start_new_session=True)
open("started", "w").close()
!sleep 987
"""


def request_for(folder: Path, *sources: str, **changes) -> Path:
    """A request for a notebook with these cells and a project without steps; all variables `x` are looked at."""
    project = folder / "project"
    for name, text in PROJECT_FILES.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    cells = [{"index": at, "source": source, "mayRaise": False} for at, source in enumerate(sources)]
    last = len(cells) - 1
    request = {
        "project": str(project),
        "package": "tiny",
        "workdir": "",
        "filesWorkdir": "files",
        "notebookNames": ["tiny.ipynb"],
        "inProcess": True,
        "rtol": 0,
        "atol": 0,
        "timeout": 60,
        "memory": None,
        "noNetwork": False,
        "sockets": str(folder / "s"),
        "folder": None,
        "cells": cells,
        "checkpoints": [{"cell": last, "names": ["x"]}],
        "questions": [{"id": 0, "kind": "output", "step": "all", "name": "x", "cell": last, "giver": "all"}],
        "steps": [],
        **changes,
    }
    (folder / "work").mkdir()
    path = folder / "work" / "request.json"
    path.write_text(json.dumps(request))
    return path


def start(request: Path) -> subprocess.Popen:
    command = [sys.executable, str(ROOT / "python" / "run_proof.py"), "verify", str(request)]
    with open(request.parent / "errors.txt", "w") as errors:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors)


def result_of(request: Path) -> dict:
    process = start(request)
    assert process.wait(120) == 0, (request.parent / "errors.txt").read_text()
    return json.loads((request.parent / "result.json").read_text())


def processes_of(folder: Path) -> list[str]:
    """Command lines of the processes that work in a folder or speak of it."""
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if str(folder) in line and str(os.getpid()) not in line.split()[:1]]


def description(request: Path, cell: int) -> dict:
    return json.loads((request.parent / "run-1" / f"checkpoint-{cell}.json").read_text())


def test_a_notebook_sees_what_it_would_see_in_jupyter(tmp_path):
    request = request_for(
        tmp_path,
        "import sys, os\nbefore = [path for path in sys.path if 'notebook_proof' in path or path.endswith('/python')]",
        "x = [open('data.txt').read().strip(), before, 'notebook_proof' in dir()]",
    )
    result_of(request)
    found = description(request, 1)
    assert found["nodes"][found["names"]["x"]]["c"]["[0]"] == 'str "7"'
    assert found["nodes"][found["nodes"][found["names"]["x"]]["c"]["[1]"]]["c"] == {}
    assert found["nodes"][found["names"]["x"]]["c"]["[2]"] == "False"


def test_looking_changes_nothing_that_a_later_cell_sees(tmp_path):
    request = request_for(
        tmp_path,
        "import random; random.seed(1); x = iter([1, 2, 3]); y = (n for n in range(5)); 41 + 1",
        "x = [next(x), next(y), random.random(), _, sorted(Out), len(In)]",
        checkpoints=[{"cell": 0, "names": ["x", "y"]}, {"cell": 1, "names": ["x"]}],
    )
    result_of(request)
    found = description(request, 1)
    parts = found["nodes"][found["names"]["x"]]["c"]
    assert [parts[f"[{at}]"] for at in (0, 1, 2, 3, 5)] == [
        "int 1",
        "int 0",
        "float 0.13436424411240122",
        "int 42",
        "int 3",
    ]


def test_hash_seeds_of_the_two_runs_differ(tmp_path):
    request = request_for(tmp_path, "import os; x = os.environ['PYTHONHASHSEED']")
    result_of(request)
    second = json.loads((request.parent / "run-2" / "checkpoint-0.json").read_text())
    assert [description(request, 0)["names"]["x"], second["names"]["x"]] == ['str "0"', 'str "1"']


def test_an_error_stops_the_notebook(tmp_path):
    failure = result_of(request_for(tmp_path, "x = 1", "1 / 0", "x = 2"))["notebookFailure"]
    assert failure == {"kind": "error", "cell": 1, "text": "ZeroDivisionError: division by zero", "run": 1}


def test_time_is_limited_and_nothing_goes_on(tmp_path):
    request = request_for(tmp_path, SLEEPERS, timeout=3)
    assert result_of(request)["notebookFailure"]["kind"] == "timeout"
    assert processes_of(tmp_path) == []
    assert "sleep 987" not in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of memory hold on Linux")
def test_memory_is_limited(tmp_path):
    request = request_for(tmp_path, "x = len(bytearray(3_000_000_000))", memory=2_000_000_000)
    assert "MemoryError" in result_of(request)["notebookFailure"]["text"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="namespaces are Linux's")
def test_without_network_only_the_loopback_is_there(tmp_path):
    source = (
        "import socket\nx = [name for _, name in socket.if_nameindex()]\nsocket.create_server(('127.0.0.1', 0)).close()"
    )
    request = request_for(tmp_path, source, noNetwork=True)
    result = result_of(request)
    if result.get("failure", {}).get("code") == "no-network-namespace":
        pytest.skip("this system gives no network namespace")
    found = description(request, 0)
    assert found["nodes"][found["names"]["x"]]["c"] == {"[0]": 'str "lo"'}


@pytest.mark.parametrize("how", ["interrupt", "terminate", "input"])
def test_nothing_is_left_when_it_is_stopped(how, tmp_path):
    request = request_for(tmp_path, SLEEPERS)
    process = start(request)
    deadline = time.time() + 60
    while not list((tmp_path / "work").glob("notebook-1/tree/started")) and time.time() < deadline:
        time.sleep(0.2)
    if how == "input":
        process.stdin.close()
    else:
        process.send_signal(signal.SIGINT if how == "interrupt" else signal.SIGTERM)
    assert process.wait(30) == 130
    assert processes_of(tmp_path) == []
    assert "sleep 987" not in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


def test_each_notebook_has_a_kernel_of_its_own_and_finds_the_files_of_those_before_it(tmp_path: Path) -> None:
    sources = ["x = 1\nopen('out.txt', 'w').write('7')", "y = x", "x = [open('out.txt').read(), 'y' in globals()]"]
    request = request_for(tmp_path, *sources)
    asked = json.loads(request.read_text())
    asked["cells"][2]["isFirst"] = True
    asked["checkpoints"] = [{"cell": cell, "names": ["x", "y"]} for cell in (1, 2)]
    questions = [(1, "x"), (1, "y"), (2, "x"), (2, "y")]
    asked["questions"] = [
        {"id": at, "kind": "output", "step": "all", "name": name, "cell": cell, "giver": "all"}
        for at, (cell, name) in enumerate(questions)
    ]
    request.write_text(json.dumps(asked))
    result = result_of(request)
    assert [part["own"]["status"] for part in result["parts"]["values"]] == ["equal", "equal", "equal", "absent"]
    record = json.loads((request.parent / "run-1" / "run.json").read_text())
    assert [cell["cell"] for cell in record["cells"]] == [0, 1, 2]
    assert record["written"] == ["out.txt"]
    described = json.loads((request.parent / "run-1" / "checkpoint-2.json").read_text())
    assert "False" in json.dumps(described) and "True" not in json.dumps(described)


def test_random_numbers_of_a_notebook_are_no_matter_of_the_next_one(tmp_path: Path) -> None:
    request = request_for(tmp_path, "import random\nx = random.random()", "import random\nrandom.seed(1)\nx = 2")
    asked = json.loads(request.read_text())
    asked["cells"][1]["isFirst"] = True
    asked["checkpoints"] = [{"cell": cell, "names": ["x"]} for cell in (0, 1)]
    request.write_text(json.dumps(asked))
    first, second = result_of(request)["parts"]["random"]
    assert (first["cell"], first["generators"]) == (0, ["python"])
    assert second is None


def test_a_notebook_that_stops_keeps_those_after_it_from_running(tmp_path: Path) -> None:
    request = request_for(tmp_path, "1 / 0", "open('never.txt', 'w')")
    asked = json.loads(request.read_text())
    asked["cells"][1]["isFirst"] = True
    request.write_text(json.dumps(asked))
    failure = result_of(request)["notebookFailure"]
    assert (failure["kind"], failure["cell"]) == ("error", 0)
    assert not list(request.parent.rglob("never.txt"))
