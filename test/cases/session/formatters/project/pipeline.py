"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("prepare", title="Prepare", outputs=["ip"]),
    Step("show", title="Show", inputs=["ip"]),
    Step("end", title="End", inputs=["ip"], settings=["show_settings"]),
]
