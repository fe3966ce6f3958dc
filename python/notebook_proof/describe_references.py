"""Describes what a project stored, for its test of equivalence.

That is done by its own program `tests/describe_artifacts.py`, or the one that it gets with the test.

That test compares run with run, so two runs are described here; what they do not agree on is left out by name.
"""

import json
import shutil
import sys

from .project_run import RUN, copy_project, run_command

PROGRAM = "tests/describe_artifacts.py"


def describe_references(request, source, project, work):
    """`source` is the project, `project` a copy of it that has been run.

    Gives `versions`, `artifacts` and `leftOut`; or a `failure`.
    """
    again = work / "again" / "project"
    copy_project(source, again)
    code, output = run_command(
        [sys.executable, "-m", request["package"], "run", "--run-id", RUN, "--fresh"], again, request
    )
    if code != 0:
        return {"failure": f"the pipeline does not run a second time: {output.strip()[-300:]}"}
    described = []
    for place in (project, again):
        if not (place / PROGRAM).exists():
            (place / PROGRAM).parent.mkdir(exist_ok=True)
            shutil.copyfile(request["references"], place / PROGRAM)
        code, output = run_command([sys.executable, PROGRAM, request["package"], RUN, "references.out"], place, request)
        if code != 0:
            return {"failure": f"what is stored cannot be described: {output.strip()[-300:]}"}
        described.append(json.loads((place / "references.out").read_text(encoding="utf-8")))
    first, second = described
    hashes = {(one["step"], one["name"]): one.get("hash") for one in second["artifacts"]}
    kept, left_out = [], []
    for artifact in first["artifacts"]:
        reason = artifact.get("failure")
        if reason is None and hashes.get((artifact["step"], artifact["name"])) != artifact["hash"]:
            reason = "two runs of the pipeline do not agree on it"
        if reason is None:
            kept.append(artifact)
        else:
            left_out.append({"step": artifact["step"], "name": artifact["name"], "reason": reason})
    return {"versions": first["versions"], "artifacts": kept, "leftOut": left_out}
