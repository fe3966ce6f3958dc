"""Runs a notebook top-down in a fresh kernel and records what it printed, showed and left behind.

    reference.py --tree DIR --notebook PATH_IN_TREE --store DIR [--runs 2] [--timeout 300]

The tree (the notebook with the files it needs) is copied to a new folder for each run. Each run is stored once, in
`STORE/<key>/run-<n>/` as `run.json`, `values.json` (see notebook_proof.describe_values) and PNG files; the key covers the tree, the
installed distributions and the format of the record. The last line printed is `{"key", "folder"}` as JSON.
"""
import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from datetime import date
from importlib import metadata
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "python"))

from notebook_proof.cell_records import cell_records  # noqa: E402
from notebook_proof.describe_values import DESCRIPTION_VERSION  # noqa: E402
from notebook_proof.notebook_run import INTERACTIVE_FIGURES  # noqa: E402

DESCRIBE_CELL = """
__import__("sys").path.insert(0, {helpers!r})
__import__("describe_notebook").describe_notebook(get_ipython(), {path!r}, {texts!r})
"""


def tree_key(tree):
    """Hash of everything that a run depends on: files, distributions, the format of the record."""
    digest = hashlib.sha256(f"{DESCRIPTION_VERSION} {sys.version}".encode())
    for path in sorted(path for path in tree.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(tree)).encode() + hashlib.sha256(path.read_bytes()).digest())
    for name in sorted({f"{item.metadata['Name']}=={item.version}".lower() for item in metadata.distributions()}):
        digest.update(name.encode())
    return digest.hexdigest()[:20]


def run_notebook(tree, notebook_path, folder, timeout):
    """One run; the record is complete when `run.json` is there."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reference-") as scratch:
        copy = Path(scratch, "tree")
        shutil.copytree(tree, copy)
        path = copy / notebook_path
        notebook = nbformat.read(path, as_version=4)
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR"):
            os.environ[name] = str(Path(scratch, name))
        client = NotebookClient(notebook, timeout=timeout, kernel_name="python3", allow_errors=True,
                                resources={"metadata": {"path": str(path.parent)}})
        started, seconds, failure, done, described = time.time(), None, None, [], False
        try:
            with client.setup_kernel():
                for index, cell in enumerate(notebook.cells):
                    cell.source = INTERACTIVE_FIGURES.sub(r"\1inline", cell.source)
                    if cell.cell_type == "code" and cell.source.strip():
                        left = timeout - (time.time() - started)
                        client.timeout = max(1, int(left))
                        client.execute_cell(cell, index)
                        done.append((index, cell))
                seconds = time.time() - started
                probe = nbformat.v4.new_code_cell(DESCRIBE_CELL.format(
                    helpers=str(HERE), path=str(folder / "values.json"),
                    texts=[(str(path.parent), "<folder>"), (str(copy), "<tree>"), (scratch, "<scratch>")]))
                client.timeout = timeout
                notebook.cells.append(probe)
                client.execute_cell(probe, len(notebook.cells) - 1, store_history=False)
                described = not any(output.output_type == "error" for output in probe.outputs)
                if not described:
                    failure = "values: " + str([output for output in probe.outputs if output.output_type == "error"])[:600]
        except CellTimeoutError:
            failure = f"timeout after {timeout} s"
        except DeadKernelError:
            failure = "the kernel died"
    # Not before the end: a cell may change what one above it shows.
    cells = [{"cell": index, "records": cell_records(cell.outputs, folder, index)} for index, cell in done]
    for cell in cells:
        for record in cell["records"]:
            for old, new in ((str(path.parent), "<folder>"), (str(copy), "<tree>"), (scratch, "<scratch>")):
                record["text"] = record["text"].replace(old, new)
    record = {"cells": cells, "seconds": round(seconds or time.time() - started, 2), "failure": failure, "described": described}
    partial = folder / "run.json.partial"
    partial.write_text(json.dumps(record, indent=1))
    partial.rename(folder / "run.json")


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--tree", type=Path, required=True)
    options.add_argument("--notebook", required=True)
    options.add_argument("--store", type=Path, required=True)
    options.add_argument("--runs", type=int, default=2)
    options.add_argument("--timeout", type=int, default=300)
    options.add_argument("--of-today", action="store_true", help="runs of another day are made anew")
    args = options.parse_args()
    key = tree_key(args.tree)
    folder = args.store.resolve() / key
    for number in range(1, args.runs + 1):
        target = folder / f"run-{number}"
        record = target / "run.json"
        if not record.exists() or (args.of_today and date.fromtimestamp(record.stat().st_mtime) != date.today()):
            shutil.rmtree(target, ignore_errors=True)
            run_notebook(args.tree, args.notebook, target, args.timeout)
    print(json.dumps({"key": key, "folder": str(folder)}))


if __name__ == "__main__":
    main()
