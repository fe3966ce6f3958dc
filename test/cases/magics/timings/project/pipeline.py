"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("setup", title="setup", outputs=["data", "model"]),
    Step("measure", inputs=["model", "data"], outputs=["fitting", "model"]),
    Step("tell", inputs=["fitting", "model"]),
]
