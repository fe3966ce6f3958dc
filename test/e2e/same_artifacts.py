"""Loads artifacts of two runs of a project and says which of them differ in value.

    same_artifacts.py PACKAGE RUN OTHER_RUN '[["STEP", "VARIABLE"], ...]'

The project's `src` is on PYTHONPATH. Prints `[{"step", "name", "path", "left", "right"}]` as JSON.
"""
import importlib
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))
from notebook_proof.compare_values import Description, compare_variable  # noqa: E402
from notebook_proof.write_values import write_description  # noqa: E402

package, *runs, wanted = sys.argv[1:]
artifacts = importlib.import_module(f"{package}.runtime.artifacts")
found = []
with tempfile.TemporaryDirectory() as folder:
    for step, name in json.loads(wanted):
        descriptions = []
        for number, run in enumerate(runs):
            path = f"{folder}/{step}-{name}-{number}.json"
            write_description({name: artifacts.load(name, run=run, step=step)}, path, package)
            descriptions.append(Description(path))
        left, right = descriptions
        assert not left.failed and not right.failed, (left.failed, right.failed)
        verdict = compare_variable(left, left.names[name], right, right.names[name], name)
        if verdict.status == "different":
            found.append({"step": step, "name": name, "path": verdict.path, "left": verdict.left, "right": verdict.right})
print(json.dumps(found))
