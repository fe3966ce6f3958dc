"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("make", title="Make", outputs=["items", "state"]),
    Step("fail", title="Fail", inputs=["items", "state"], outputs=["items", "state"]),
    Step("go_on", title="Go on", inputs=["items", "state"]),
]
