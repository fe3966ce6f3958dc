"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", title="Load", outputs=["table"]),
    Step("show", title="Show", inputs=["table"]),
    Step("fill", title="Fill", inputs=["table"], outputs=["filled", "table"]),
]
