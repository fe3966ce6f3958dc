"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("look", outputs=["canvas", "bars"]),
    Step("sum_step", title="Sum", outputs=["total"]),
]
