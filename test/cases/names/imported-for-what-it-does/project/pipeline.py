"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", title="Load", outputs=["table"], draws=True),
    Step("show", title="Show", inputs=["table"], draws=True),
    Step("fill", title="Fill", inputs=["table"], outputs=["filled", "table"], draws=True),
]
