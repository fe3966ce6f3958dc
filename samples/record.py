"""Runs the sample notebooks from top to bottom and stores what they show in them.

    .test-venv/bin/python samples/record.py [NAME ...]

Each one runs in a copy of its folder, so that files it writes are not left here. Times of execution are removed,
and nothing else: two recordings differ only where a notebook prints the time it took.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

SAMPLES = Path(__file__).resolve().parent


def record(path: Path) -> None:
    """Runs the notebook in a copy of its folder and writes its outputs back into it."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "work"
        shutil.copytree(path.parent, work)
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(work)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    nbformat.write(notebook, path)


def main() -> None:
    wanted = sys.argv[1:]
    for path in sorted(SAMPLES.glob("*/*.ipynb")):
        if not wanted or path.stem in wanted:
            record(path)
            print(path.relative_to(SAMPLES), f"{path.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    main()
