"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("gaps_in_a_table", title="Gaps in a table", outputs=["table"], draws=True),
    Step("fill_step", title="Fill", inputs=["table"], outputs=["filled", "table"], draws=True),
    Step("draw", title="Draw", inputs=["filled"], outputs=["total"], draws=True),
    Step("result", title="Result", inputs=["total", "filled"], draws=True),
]
