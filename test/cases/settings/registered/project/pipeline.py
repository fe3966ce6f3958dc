"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", outputs=["factor", "prices", "halves"]),
    Step("register", inputs=["factor", "halves", "prices"], outputs=["offset", "first", "prices"]),
    Step("change", inputs=["factor", "offset"], outputs=["factor"]),
    Step("use", inputs=["factor", "offset", "prices", "first"], outputs=["first", "prices"]),
]
