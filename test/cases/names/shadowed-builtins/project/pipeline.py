"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("use_it", outputs=["values", "list"]),
    Step("hide_it", inputs=["values"], outputs=["sum"]),
    Step("read", inputs=["list", "sum"]),
    Step("give_back", outputs=["again"]),
]
