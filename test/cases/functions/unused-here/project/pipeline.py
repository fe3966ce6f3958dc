"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("define", outputs=["start"]),
    Step("use", inputs=["start"], outputs=["level"]),
    Step("use_again", inputs=["level", "start"], outputs=["level"]),
]
