"""Describes what the steps of a project stored, loaded as the project itself loads it.

    python -m notebook_proof.describe_artifacts PROJECT PACKAGE RUN FOLDER WORKDIR STEP ...

Writes `FOLDER/<step>.json` for each step that has a record. What cannot be loaded is named in the description.
"""

import importlib
import json
import os
import sys
from pathlib import Path

from .checkpoint import NODE_LIMIT
from .write_values import write_description


def describe_step(project, package, run, step, folder, texts):
    """Describes all variables of one step in one description, so that what they share can be seen."""
    store = importlib.import_module(f"{package}.runtime.store")
    record = store.read_from_run(run, step)
    if record is None:
        return
    values, failed = {}, {}
    for artifact in record["artifacts"]:
        try:
            values |= _values_of(package, store, {**record, "artifacts": [artifact]})
        except Exception as error:  # whatever a library raises: that one is not compared
            failed |= dict.fromkeys(artifact["names"], f"cannot be loaded: {type(error).__name__}: {error}"[:300])
    path = folder / f"{step}.json"
    write_description(values, path, package, texts, NODE_LIMIT, compressed=False)
    if failed:
        description = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        description["failed"] |= failed
        path.write_text(json.dumps(description), encoding="utf-8", errors="surrogatepass")


def _values_of(package, store, record):
    """What one artifact of a record holds. The small runner keeps all that stores and loads in one module."""
    if hasattr(store, "load_values"):
        return store.load_values(record)
    [artifact] = record["artifacts"]
    return importlib.import_module(f"{package}.runtime.artifacts").load_values(record, artifact["names"])


def main():
    project, package, run, folder, workdir, *steps = sys.argv[1:]
    importlib.import_module(f"{package}.runtime.project").enter_working_directory()
    work, files = os.path.join(project, workdir), os.path.join(project, "files")
    texts = list(
        dict([(work, "<folder>"), *([] if work == files else [(files, "<tree>")]), (project, "<scratch>")]).items()
    )
    for step in steps:
        describe_step(project, package, run, step, Path(folder), texts)


if __name__ == "__main__":
    main()
