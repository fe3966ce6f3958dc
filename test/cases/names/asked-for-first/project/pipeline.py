"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("start", outputs=["size"]),
    Step("settle", inputs=["size"], outputs=["limits", "label"]),
    Step("use", inputs=["limits", "size", "label"], outputs=["limits"]),
]
