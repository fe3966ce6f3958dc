"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("setup", title="setup", outputs=["sales", "shops", "unused"]),
    Step("sum_up", inputs=["sales", "shops"], outputs=["totals"]),
    Step("tell", inputs=["totals"]),
]
