"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("start", outputs=["before", "table"]),
    Step("quotients", outputs=["zero"]),
    Step("end", inputs=["table", "zero", "before"]),
]
