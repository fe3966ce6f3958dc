"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", title="Load", outputs=["values"]),
    Step("count_them", title="Count them", inputs=["values"], outputs=["count"]),
    Step("show_the_count", title="Show the count", inputs=["count"]),
]
