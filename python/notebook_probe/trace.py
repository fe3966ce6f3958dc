"""Runs a notebook once with the probe and writes `result.json` next to the request: `run_trace.py REQUEST`.

The request is a JSON file: see `TraceRequest` of the command line.
"""

import importlib.metadata
import json
import platform
import sys

from notebook_proof import isolation
from notebook_proof.notebook_run import copy_surroundings, run_notebook
from notebook_proof.run_program import run_program

PICTURES = ("image/",)


def trace(request, work):
    """The record of one run, as the trace holds it."""
    tree, folder = work / "tree", work / "run"
    place = copy_surroundings(request, tree)
    output = work / "probe.jsonl"
    probe = {"output": str(output), "root": str(place), "samples": request["samples"]}
    probe["cells"] = [cell["index"] for cell in request["cells"]]
    (work / "probe.json").write_text(json.dumps(probe), encoding="utf-8")
    asked = {**request, "checkpoints": [], "probe": None if request.get("plain") else str(work / "probe.json")}
    record = run_notebook(asked, 1, 0, tree, folder)
    isolation.end_descendants()
    return {**_told(record, _lines_of(output)), "processorSeconds": _processor_seconds()}


def _processor_seconds():
    """Of all processes that were started and have ended; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(used.ru_utime + used.ru_stime, 3)


def _lines_of(path):
    """What the probe wrote, whole lines only: a kernel may die while it writes."""
    lines = path.read_text(encoding="utf-8").split("\n")[:-1] if path.exists() else []
    return [json.loads(line) for line in lines]


def _told(record, probed):
    by_index = {cell["index"]: cell for cell in probed}
    values, cells = {}, []
    for cell in probed:
        values |= {value["number"]: value for value in cell["values"]}
    for shown in record["cells"]:
        seen = by_index.get(shown["cell"], {"statements": [], "sharing": [], "seconds": shown["seconds"]})
        errors = [each["text"] for each in shown["records"] if each["kind"] == "error"]
        cells.append(
            {
                "index": shown["cell"],
                "seconds": seen["seconds"],
                "printed": sum(len(each["text"].encode()) for each in shown["records"] if each["kind"] == "stdout"),
                "figures": sum(any(m.startswith(PICTURES) for m in each.get("mime", ())) for each in shown["records"]),
                "error": errors[0].partition(":")[0] if errors else None,
                "statements": seen["statements"],
                "sharing": seen["sharing"],
            }
        )
    return {
        "failure": record["failure"],
        "python": {"version": platform.python_version(), "implementation": platform.python_implementation()},
        "platform": sys.platform,
        "packages": packages_of(probed[-1]["modules"] if probed else []),
        "seconds": record["seconds"],
        "probing": probed[-1]["probing"] if probed else 0,
        "files": {"written": record["written"], "removed": record["removed"]},
        "cells": cells,
        "values": [values[number] for number in sorted(values)],
    }


def packages_of(modules):
    """The versions of the distributions that some top-level modules come from."""
    found, unknown = {}, []
    for name in modules:
        if name in sys.stdlib_module_names or name.startswith("_"):
            continue
        try:
            found[name.lower().replace("_", "-")] = importlib.metadata.version(name)
        except (importlib.metadata.PackageNotFoundError, ValueError):
            unknown.append(name)
    owners = importlib.metadata.packages_distributions() if unknown else {}
    for name in unknown:
        for distribution in owners.get(name, ()):
            found[distribution.lower().replace("_", "-")] = importlib.metadata.version(distribution)
    return dict(sorted(found.items()))


def main(path):
    """The exit code: see `run_program`."""
    return run_program(path, trace, "cannot")
