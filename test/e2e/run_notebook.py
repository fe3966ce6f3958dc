"""Runs a notebook file with a real kernel in its own folder, and prints what each code cell gave, by the ids of cells."""

import json
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

path = Path(sys.argv[1])
notebook = nbformat.read(path, 4)
nbformat.validate(notebook)
NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
print(json.dumps({cell.id: cell.outputs for cell in cells}))
