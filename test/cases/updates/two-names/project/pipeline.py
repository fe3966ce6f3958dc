"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("make", outputs=["grid", "corner", "names", "same", "pair", "copied"]),
    Step(
        "change",
        inputs=["corner", "same", "copied", "grid", "names", "pair"],
        outputs=["corner", "grid", "pair", "names", "same", "copied"],
    ),
    Step("see", inputs=["grid", "names", "copied", "pair"]),
]
