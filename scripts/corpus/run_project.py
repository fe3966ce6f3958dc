"""Runs a generated project, each step in its own process, and records what it printed, showed and computed.

    run_project.py --project DIR --out FOLDER [--timeout 300]

Writes `run.json` in the form that compare_runs reads, next to the pictures and the description of each step's
variables. Prints `{"status", "package", "steps", "seconds", "error"}`; status is ok, fails or timeout.
"""
import argparse
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "python"))

from notebook_proof import cell_records, project_run  # noqa: E402

CAPTURE = HERE / "capture"
RUN = "comparison"
# Where a name of the notebook may have ended: a later place wins; a step's own variables win within a step.
PLACES = {"params": 0, "unused": 0, "lifted": 1, "module": 2, "local": 3}
STEP_NAMES = "import json, importlib; print(json.dumps([step.name for step in importlib.import_module('{}.pipeline').STEPS]))"


def find_package(project):
    """Name of the project's package: the folder of `src` that holds a step table."""
    return next(path.parent.name for path in sorted((project / "src").glob("*/pipeline.py")))


def environment(project, captured):
    """The variables with which the project runs."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(project / "src"), str(CAPTURE)]), "PYTHONHASHSEED": "0",
            "CORPUS_CAPTURE": str(captured), "CORPUS_CAPTURE_PROJECT": str(project), "PYTHONDONTWRITEBYTECODE": "1"}


def run(command, folder, env, timeout):
    """Runs a command with all that it starts in a process group of its own; ends the group when time is up."""
    process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True)
    try:
        output, _ = process.communicate(timeout=timeout)
        return process.returncode, output
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return None, process.communicate()[0]


def step_records(project, step, out):
    """The log of a step as records, images written to `out`."""
    return cell_records.step_records(project, find_package(project), RUN, step, out)


def last_values(steps, captured):
    """For each name the file and key of its value at the end: that of the last step that holds it."""
    values, failed, rank_of = {}, {}, {}
    for step in steps:
        path = captured / f"{step}.json"
        if not path.exists():
            continue
        description = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        for key in sorted(description["names"], key=lambda key: PLACES[key.partition(":")[0]]):
            kind, _, name = key.partition(":")
            if PLACES[kind] >= rank_of.get(name, 0):
                rank_of[name] = min(PLACES[kind], PLACES["module"])
                values[name] = [str(path.relative_to(captured.parent)), key]
        failed.update({key.partition(":")[2]: why for key, why in description["failed"].items()})
    return values, failed


def first_error(project, steps, output):
    """What went wrong in a run that failed, in one line."""
    error = project_run.first_error(project, RUN, steps, output)
    return ((f"{error['step']}: " if error["step"] else "") + error["text"])[:300]


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--project", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--timeout", type=int, default=300)
    args = options.parse_args()
    project, out = args.project.resolve(), args.out.resolve()
    captured = out / "values"
    captured.mkdir(parents=True, exist_ok=True)
    package, env = find_package(project), environment(project, captured)
    listed, names = run([sys.executable, "-c", STEP_NAMES.format(package)], project, env, 60)
    if listed != 0:
        print(json.dumps({"status": "fails", "package": package, "steps": 0, "seconds": 0, "error": first_error(project, [], names)}))
        return
    steps = json.loads(names.strip().splitlines()[-1])
    started = time.time()
    code, output = run([sys.executable, "-m", package, "run", "--run-id", RUN, "--fresh"], project, env, args.timeout)
    seconds = round(time.time() - started, 2)
    (out / "run.txt").write_text(output, errors="replace")
    values, failed = last_values(steps, captured)
    cells = [{"cell": step, "records": step_records(project, step, out)} for step in steps]
    (out / "run.json").write_text(json.dumps({"cells": cells, "values": values, "undescribed": failed, "seconds": seconds}, indent=1))
    status = "ok" if code == 0 else "timeout" if code is None else "fails"
    print(json.dumps({"status": status, "package": package, "steps": len(steps), "seconds": seconds,
                      "error": None if code == 0 else first_error(project, steps, output), "exit": code}))


if __name__ == "__main__":
    main()
