"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("first", title="First", outputs=["first"], settings=["notebook_settings"], draws=True),
    Step("second", title="Second", parameters=["SEED"], outputs=["second"], settings=["notebook_settings"], draws=True),
    Step("third", title="Third", parameters=["SEED"], outputs=["third"], settings=["notebook_settings"], draws=True),
]
