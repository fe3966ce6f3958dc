"""Prints the step table of a generated project as JSON: `run_proof.py read-project PROJECT`.

Imports nothing of the project but its table.
"""

import importlib
import json
import sys
from pathlib import Path


def read_project(project):
    """`{"package", "workdir", "steps"}`; None when the folder holds no step table."""
    tables = sorted((project / "src").glob("*/pipeline.py"))
    if not tables:
        return None
    package = tables[0].parent.name
    sys.path.insert(0, str(project / "src"))
    sys.dont_write_bytecode = True
    table = importlib.import_module(f"{package}.pipeline")
    steps = [
        {
            "name": step.name,
            "title": step.title,
            "inputs": list(step.inputs),
            "outputs": list(step.outputs),
            "notebook": getattr(step, "notebook", ""),
        }
        for step in table.STEPS
    ]
    return {"package": package, "workdir": getattr(table, "WORKDIR", "files"), "steps": steps}


def main(project):
    print(json.dumps(read_project(Path(project).resolve())))
    return 0
