"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", title="Load", outputs=["days", "split", "scale"], reads=["days.csv"]),
    Step("train", title="Train", inputs=["split", "scale", "days"], outputs=["sizes", "pair", "shares"]),
    Step("look", title="Look", inputs=["split", "scale", "days", "sizes"]),
]
