"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("prices", title="Prices", outputs=["prices"]),
    Step("total", title="Total", inputs=["prices"], outputs=["total"]),
]
