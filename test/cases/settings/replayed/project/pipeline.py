"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", title="Load", outputs=["values"], settings=["notebook_settings"]),
    Step("compute", title="Compute", inputs=["values"], outputs=["squares"], settings=["notebook_settings"]),
    Step("draw", title="Draw", inputs=["values", "squares"], settings=["notebook_settings"]),
    Step("draw_more", title="Draw more", inputs=["squares"], settings=["notebook_settings", "draw_settings"]),
]
