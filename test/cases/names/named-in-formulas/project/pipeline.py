"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", title="Load", outputs=["table", "head"], reads=["prices.csv", "notes.csv"]),
    Step("fit", title="Fit", inputs=["table"], outputs=["fit"]),
    Step("compare", title="Compare", inputs=["table"]),
    Step("explain", title="Explain", inputs=["table", "head"]),
]
