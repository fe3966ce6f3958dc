"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("gaps_in_a_table", outputs=["table"], draws=True),
    Step("fill_step", title="Fill", inputs=["table"], outputs=["filled", "table"], draws=True),
    Step("draw", inputs=["filled"], outputs=["total"], draws=True),
    Step("result", inputs=["total", "filled"], draws=True),
]
