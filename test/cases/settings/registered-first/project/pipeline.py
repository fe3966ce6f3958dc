"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("sum_up", outputs=["total"]),
    Step("tell", inputs=["total"], settings=["sum_up_settings"]),
]
