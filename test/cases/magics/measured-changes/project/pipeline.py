"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("setup", title="setup", outputs=["rng", "points", "model", "seen", "rows"]),
    Step("measure", inputs=["model", "points", "rng", "rows", "seen"], outputs=["model", "rng", "seen"]),
    Step("tell", inputs=["model", "rng", "seen", "rows"], outputs=["rng"]),
]
