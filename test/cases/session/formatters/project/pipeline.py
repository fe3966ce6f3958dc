"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("prepare", outputs=["ip"]),
    Step("show", inputs=["ip"]),
    Step("end", inputs=["ip"], settings=["show_settings"]),
]
