"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("start", title="Start", outputs=["before", "table"]),
    Step("quotients", title="Quotients", outputs=["zero"]),
    Step("end", title="End", inputs=["table", "zero", "before"]),
]
