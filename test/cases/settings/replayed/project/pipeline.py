"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"
SETTINGS = ["notebook_settings"]

STEPS = [
    Step("load", outputs=["values"], settings=SETTINGS),
    Step("compute", inputs=["values"], outputs=["squares"], settings=SETTINGS),
    Step("draw", inputs=["values", "squares"], settings=SETTINGS),
    Step("draw_more", inputs=["squares"], settings=["notebook_settings", "draw_settings"]),
]
