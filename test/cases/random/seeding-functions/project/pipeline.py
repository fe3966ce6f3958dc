"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"
SETTINGS = ["notebook_settings"]

STEPS = [
    Step("first", outputs=["first"], settings=SETTINGS, draws=True),
    Step("second", parameters=["SEED"], outputs=["second"], settings=SETTINGS, draws=True),
    Step("third", parameters=["SEED"], outputs=["third"], settings=SETTINGS, draws=True),
]
