"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", outputs=["days", "split", "scale"], reads=["days.csv"]),
    Step("train", inputs=["split", "scale", "days"], outputs=["sizes", "pair", "shares"]),
    Step("look", inputs=["split", "scale", "days", "sizes"]),
]
