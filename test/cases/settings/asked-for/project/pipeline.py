"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"
SETTINGS = ["notebook_settings"]

STEPS = [
    Step("choose_colours", outputs=["colours"], settings=SETTINGS),
    Step("count", inputs=["colours"], outputs=["amount"]),
    Step("tell", inputs=["amount"], settings=SETTINGS),
]
