"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("start", title="Start", outputs=["t", "x", "y", "z", "k", "m", "n", "f", "g", "h"]),
    Step("expand_step", title="Expand", inputs=["x", "y"], settings=["start_settings"]),
    Step("more_than_names", title="More than names", settings=["start_settings"]),
]
