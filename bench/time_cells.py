"""Runs a notebook file with a real kernel in its own folder, and prints how many seconds its cells took in all."""

import datetime
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

path = Path(sys.argv[1])
notebook = nbformat.read(path, 4)
client = NotebookClient(notebook, timeout=600, record_timing=True, resources={"metadata": {"path": str(path.parent)}})
client.execute()
seconds = 0.0
for cell in notebook.cells:
    if times := cell.metadata.get("execution"):
        start, end = map(datetime.datetime.fromisoformat, (times["iopub.execute_input"], times["shell.execute_reply"]))
        seconds += (end - start).total_seconds()
print(seconds)
