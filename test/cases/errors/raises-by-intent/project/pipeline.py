"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("make", outputs=["items", "state"]),
    Step("fail", inputs=["items", "state"], outputs=["items", "state"]),
    Step("go_on", inputs=["items", "state"]),
]
