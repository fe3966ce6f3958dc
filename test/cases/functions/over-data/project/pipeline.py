"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", outputs=["prices"]),
    Step("label_step", title="Label", inputs=["prices"], outputs=["labels", "top"]),
    Step("more", inputs=["prices"], outputs=["prices", "top_again"]),
    Step("show", inputs=["labels", "top", "top_again"]),
]
