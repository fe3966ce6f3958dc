"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"
SETTINGS = ["start_settings"]

STEPS = [
    Step("start", outputs=["t", "x", "y", "z", "k", "m", "n", "f", "g", "h"]),
    Step("expand_step", title="Expand", inputs=["x", "y"], settings=SETTINGS),
    Step("more_than_names", settings=SETTINGS),
]
