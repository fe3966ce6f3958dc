"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", outputs=["sales", "usual"], reads=["sales.csv"]),
    Step("compare", inputs=["usual", "sales"]),
    Step("ask_for_each_shop", inputs=["sales", "usual"], outputs=["counts", "low"]),
]
