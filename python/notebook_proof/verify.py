"""Does what a request asks and writes `result.json` next to it: `run_proof.py verify REQUEST`.

The request is a JSON file: see `ProofRequest` of the command line. Progress is told on standard output, a JSON object
a line.
"""

import json
import time
from pathlib import Path

from . import isolation
from .describe_references import describe_references
from .judge import Side, judge
from .notebook_run import check_runner, copy_modules, copy_tree, run_notebook
from .project_run import copy_project, run_project
from .run_program import run_program

HASH_SEEDS = {1: 0, 2: 1}
# The third run, which only doubtful cases need.
DOUBT = 3


def verify(request, work):
    """Runs the notebook twice and the project once, each in a copy of its files, and compares them. Failure `no-runner`
    where the project cannot run."""
    project = Path(request["project"])
    check_runner(project)
    seconds, started = {}, time.time()
    for number, seed in HASH_SEEDS.items():
        record = run_once(request, project, work, number, seed)
        seconds[f"notebook{number}"] = record["seconds"]
        if record["failure"]:
            return {"notebookFailure": {**record["failure"], "run": number}, "seconds": seconds}
    tell("project", None)
    copy = work / "project"
    copy_project(project, copy)
    run = run_project(request, copy, work / "candidate")
    isolation.end_descendants()
    seconds["pipeline"] = run["seconds"]
    references = None
    if request.get("references") and run["status"] == "ok":
        tell("references", None)
        references = describe_references(request, project, copy, work)
        isolation.end_descendants()
    tell("compare", None)
    sides = [Side(work / f"run-{number}") for number in HASH_SEEDS]
    candidate = Side(work / "candidate", request["package"])
    trees = [*(work / f"notebook-{number}" / "tree" for number in HASH_SEEDS), copy / "files"]
    parts = judge(request, *sides, candidate, trees)
    if is_doubtful(parts) and not run_once(request, project, work, DOUBT, HASH_SEEDS[1])["failure"]:
        again = [trees[0], work / f"notebook-{DOUBT}" / "tree", trees[2]]
        weigh(parts, judge(request, sides[0], Side(work / f"run-{DOUBT}"), candidate, again))
    seconds["total"] = round(time.time() - started, 3)
    outcome = {key: run[key] for key in ("status", "error", "described")} | {"describeError": run.get("describeError")}
    return {"notebookFailure": None, "project": outcome, "seconds": seconds, "parts": parts, "references": references}


def run_once(request, project, work, number, seed):
    """One run of the notebook, with all that it started ended."""
    tell("notebook", number)
    tree = work / f"notebook-{number}" / "tree"
    prepare_tree(request, project, tree)
    record = run_notebook(request, number, seed, tree, work / f"run-{number}")
    isolation.end_descendants()
    return record


def is_doubtful(parts):
    """True when the notebook does not agree with itself in some parts, and the project differs in others: there the two
    runs may have agreed by chance."""
    each = [part for name in ("values", "text", "figures", "files") for part in parts[name]]
    unstable = any(part["own"]["status"] == "different" for part in each)
    return unstable and any(has_difference(part) for part in each)


def has_difference(part):
    """True when the notebook agrees with itself, and the project does not agree with it."""
    return part["own"]["status"] != "different" and (part["candidate"] or {}).get("status") == "different"


def weigh(parts, again):
    """Takes over what a third run of the notebook says of the parts in which the project differs."""
    for name in ("values", "text", "figures", "files"):
        keys = ("id", "step", "index", "name")
        others = {tuple(part.get(key) for key in keys): part for part in again[name]}
        for part in parts[name]:
            other = others.get(tuple(part.get(key) for key in keys))
            if other and has_difference(part) and other["own"]["status"] == "different":
                part["own"] = other["own"]


def prepare_tree(request, project, tree):
    """The files that a notebook works with: those that the project keeps for it, its own modules, and its folder."""
    if (project / "files").is_dir():
        copy_tree(project / "files", tree)
    work = tree / request["workdir"]
    work.mkdir(parents=True, exist_ok=True)
    own = (request["package"], "__pycache__")
    copy_modules([path for path in sorted((project / "src").iterdir()) if path.name not in own], work)
    if request.get("folder"):
        copy_tree(request["folder"], work, leave=project)


def tell(event, number):
    """One line of progress."""
    print(json.dumps({"event": event, "run": number}), flush=True)


def main(path):
    """The exit code: see `run_program`."""
    return run_program(path, verify, "failure")
