"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", outputs=["table", "head"], reads=["prices.csv", "notes.csv"]),
    Step("fit", inputs=["table"], outputs=["fit"]),
    Step("compare", inputs=["table"]),
    Step("explain", inputs=["table", "head"]),
]
