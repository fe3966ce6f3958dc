"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", outputs=["values"]),
    Step("count_them", inputs=["values"], outputs=["count"]),
    Step("show_the_count", inputs=["count"]),
]
