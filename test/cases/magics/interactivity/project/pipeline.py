"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("one", outputs=["x", "y"]),
    Step("two", inputs=["x", "y"], outputs=["x", "z", "w", "a", "b"]),
]
