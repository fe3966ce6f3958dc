"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", outputs=["df", "log", "weights", "counts", "total"]),
    Step(
        "clean", inputs=["df", "log", "weights", "counts", "total"], outputs=["df", "log", "weights", "counts", "total"]
    ),
    Step("fit", inputs=["df"], outputs=["model"]),
    Step("predict", inputs=["model", "df", "log", "weights", "total"], outputs=["predicted"]),
]
