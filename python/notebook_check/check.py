"""Does what a request asks and writes `result.json` next to it: `run_check.py REQUEST`.

The request is a JSON file: see `CheckRequest` of the command line. Progress is told on standard output, a JSON object a
line: `run`, `cell`, `cellDone` and `compare`.
"""

import json
import os
import re

from notebook_proof import isolation
from notebook_proof.notebook_run import copy_surroundings, run_notebook
from notebook_proof.run_program import run_program

from .judge_outputs import Side, judge, unstable
from .tracebacks import crash_frames, notebook_frames

# How many threads libraries use that compute with several.
THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "RAYON_NUM_THREADS",
    "POLARS_MAX_THREADS",
)
NO_MEMORY = re.compile(r"bad_alloc|[Cc]an(no|')t allocate memory|MemoryError|[Oo]ut of memory|Unable to allocate")

CRY = re.compile(r"^Fatal |terminate called|what\(\):|abort|[Ee]rror:", re.MULTILINE)


def check(request, work):
    """Runs the notebook as often as asked, and once more where its runs differ: with the hash seed of the first and the
    threads of the second, which tells the causes apart."""
    sides = [run_once(request, work, 1, 0, {})]
    while sides[0].record["failure"] is None and len(sides) < request["repeat"]:
        sides.append(run_once(request, work, len(sides) + 1, len(sides), other_threads()))
    tell(event="compare")
    parts = judge(request, sides, None)
    if unstable(parts):
        apart = run_once(request, work, len(sides) + 1, 0, other_threads())
        parts = judge(request, sides, None if apart.record["failure"] else apart)
    return {"runs": [told(side, request) for side in sides], "parts": parts}


def run_once(request, work, number, hash_seed, environment):
    """One run, with all that it started ended."""
    tell(event="run", run=number)
    tree, folder = work / f"notebook-{number}", work / f"run-{number}"
    place = copy_surroundings(request, tree)
    checkpoints = [{"cell": cell["index"], "names": []} for cell in request["cells"]] if request["repeat"] > 1 else []
    asked = {**request, "checkpoints": checkpoints, "keepOutputs": True, "environment": environment}
    positions = {cell["index"]: at for at, cell in enumerate(request["cells"], 1)}

    def watch(event, cell, seconds):
        tell(event=event, run=number, cell=cell, at=positions[cell], of=len(positions), seconds=seconds)

    before = killed_for_memory()
    record = run_notebook(asked, number, hash_seed, tree, folder, watch)
    isolation.end_descendants()
    return Side(folder, tree, str(place), record, killed_for_memory() > before)


def other_threads():
    """Another number of threads than a run has by itself."""
    own = os.environ.get("OMP_NUM_THREADS") or str(os.cpu_count() or 1)
    return dict.fromkeys(THREADS, "2" if own == "1" else "1")


def killed_for_memory():
    """How many processes the system has ended because there was no memory left (Linux)."""
    try:
        with open("/proc/vmstat", encoding="ascii") as file:
            return sum(int(line.split()[1]) for line in file if line.startswith("oom_kill "))
    except OSError:
        return 0


def told(side, request):
    """What is told of a run."""
    record, shown = side.record, side.outputs
    counts = {cell["count"]: index for index, cell in shown.items() if cell["count"] is not None}
    cells = [
        {
            "cell": cell["cell"],
            "seconds": cell["seconds"],
            "error": error_of(shown[cell["cell"]]["outputs"], counts),
            "cut": cell["cell"] in record["cut"],
        }
        for cell in record["cells"]
    ]
    return {"seconds": record["seconds"], "cells": cells, "failure": failure_of(side, cells, counts)}


def error_of(outputs, counts):
    """The error that a cell showed, None when there is none."""
    for output in outputs:
        if output["output_type"] == "error":
            text = f"{output['evalue']}".strip()[:400]
            memory = output["ename"].endswith("MemoryError") or NO_MEMORY.search(text) is not None
            frames = notebook_frames(output["traceback"], counts)
            return {"name": output["ename"], "text": text, "frames": frames, "memory": memory}
    return None


def failure_of(side, cells, counts):
    """How the notebook ended before its end, None when it did not."""
    failure, stop = side.record["failure"], side.record["stop"] or {}
    if failure is None:
        return None
    told_more = {"kind": failure["kind"], "cell": failure["cell"], "frames": [], "memory": False}
    if failure["kind"] == "error":
        return told_more | {"memory": cells[-1]["error"]["memory"]}
    if failure["kind"] == "timeout":
        # The cell that runs has no number yet: it is the next.
        counts = {max(counts, default=0) + 1: failure["cell"], **counts}
        frames = notebook_frames(stop["traceback"], counts)
        return told_more | {"limit": stop["limit"], "seconds": stop["seconds"], "frames": frames}
    said = (side.folder / "kernel.log").read_text(encoding="utf-8", errors="replace")
    memory = side.out_of_memory or NO_MEMORY.search(said) is not None
    frames = crash_frames(said, failure["cell"])
    return told_more | {"exitCode": stop["exitCode"], "said": last_cry(said), "frames": frames, "memory": memory}


def last_cry(said):
    """The last line of what a kernel said that tells of its end; empty when there is none."""
    lines = [line.strip() for line in said.splitlines()]
    return next((line[:200] for line in reversed(lines) if CRY.search(line)), "")


def tell(**progress):
    """One line of progress."""
    print(json.dumps(progress), flush=True)


def main(path):
    """The exit code: see `run_program`."""
    return run_program(path, check, "cannot")
