"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("use_it", title="Use it", outputs=["values", "list"]),
    Step("hide_it", title="Hide it", inputs=["values"], outputs=["sum"]),
    Step("read", title="Read", inputs=["list", "sum"]),
    Step("give_back", title="Give back", outputs=["again"]),
]
