"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("a_network", outputs=["x"]),
    Step("use", inputs=["x"], outputs=["x", "y"], settings=["a_network_settings"]),
]
