"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load_the_data", title="1. Load the data", outputs=["rows"]),
    Step("clean", title="2. Clean", inputs=["rows"], outputs=["small"]),
    Step(
        "step_2024_figures_and_all_that_there_is",
        title="3) 2024 figures, and all that there is to say about them",
        inputs=["small"],
    ),
]
