"""Runs a generated project in a copy of it and writes down what its steps showed, stored and wrote."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from . import written_files
from .cell_records import step_records

HOME = Path(__file__).resolve().parents[1]
RUN = "verification"
LEFT_OUT = shutil.ignore_patterns("runs", ".venv", ".git", "node_modules", "__pycache__")


def run_project(request, project, folder):
    """Runs the project in `project`, a copy, and describes what it stored. Writes `run.json`, pictures and
    `values/<step>.json` to `folder`; returns the record."""
    values = folder / "values"
    values.mkdir(parents=True)
    before = written_files.snapshot(project / "files")
    package, steps = request["package"], [step["name"] for step in request["steps"]]
    command = [sys.executable, "-m", package, "run", "--run-id", RUN, "--fresh"]
    started = time.time()
    code, output = run_command([*command, *(["--in-process"] if request["inProcess"] else [])], project, request)
    seconds = round(time.time() - started, 3)
    record = {"started": started, "seconds": seconds, "status": _status(code), "error": None}
    if code is None:
        record["error"] = {"step": None, "text": f"not done after {request['timeout']} s"}
    elif code != 0:
        record["error"] = first_error(project, RUN, steps, output)
    record["written"], record["removed"] = written_files.written(before, written_files.snapshot(project / "files"))
    begun = time.time()
    record["cells"] = [{"cell": step, "records": _records(request, project, step, folder)} for step in steps]
    describe = [sys.executable, "-m", "notebook_proof.describe_artifacts", str(project), package, RUN, str(values)]
    code, output = run_command([*describe, request["filesWorkdir"], *steps], project, request)
    record["described"] = code == 0
    record["describing"] = round(time.time() - begun, 3)
    if code != 0:
        record["describeError"] = output.strip()[-400:]
    (folder / "run.json").write_text(json.dumps(record, indent=1), encoding="utf-8", errors="surrogatepass")
    return record


def copy_project(source, target):
    """A copy of a project without its runs and environments."""
    shutil.copytree(source, target, symlinks=True, ignore=LEFT_OUT)


def _status(code):
    return "timeout" if code is None else "ok" if code == 0 else "fails"


def run_command(command, project, request):
    """Runs a command in a process group of its own: exit code (None when time was up) and all that it printed."""
    own = [str(HOME)] if command[2].startswith("notebook_proof") else []
    path = os.pathsep.join(filter(None, [str(project / "src"), *own, os.environ.get("PYTHONPATH")]))
    env = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}
    for name in ("PIPELINE_RUNS", "PIPELINE_ENV", "PIPELINE_CONFIG", "MPLBACKEND"):
        env.pop(name, None)
    if command[2].startswith("notebook_proof"):
        env["MPLBACKEND"] = "agg"
    process = subprocess.Popen(
        command,
        cwd=project,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=_limit(request.get("memory")),
    )
    try:
        output, _ = process.communicate(timeout=request["timeout"])
        return process.returncode, output
    except subprocess.TimeoutExpired:
        _end(process)
        return None, process.communicate()[0]
    except BaseException:
        _end(process)
        raise


def _limit(memory):
    if not memory:
        return None
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _end(process):
    """Kindly at first: the runner of a project ends its steps."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(OSError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(6)
            return


def _records(request, project, step, folder):
    with contextlib.suppress(OSError, KeyError):
        return step_records(project, request["package"], RUN, step, folder)
    return []


def first_error(project, run, steps, output):
    """What went wrong in a run: the first failed step's error, or the line of the output that says most."""
    for step in steps:
        path = project / "runs" / run / "steps" / f"{step}.json"
        error = json.loads(path.read_text(encoding="utf-8")).get("error") if path.exists() else None
        if error:
            text = f"{error['type']}: {error['message']}".replace("\n", " ")[:400]
            place = {key: error.get(key) for key in ("file", "line")}
            return {"step": step, "text": text, **place}
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    named = [line for line in lines if re.match(r"[\w.]*(Error|Exception|Interrupt|Exit)\b.*|error: ", line)]
    return {"step": None, "text": (named or lines or ["no output"])[0 if named else -1][:400]}
