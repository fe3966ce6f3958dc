"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", title="Load", outputs=["df", "log", "weights", "counts", "total"]),
    Step(
        "clean",
        title="Clean",
        inputs=["df", "log", "weights", "counts", "total"],
        outputs=["df", "log", "weights", "counts", "total"],
    ),
    Step("fit", title="Fit", inputs=["df"], outputs=["model"]),
    Step("predict", title="Predict", inputs=["model", "df", "log", "weights", "total"], outputs=["predicted"]),
]
