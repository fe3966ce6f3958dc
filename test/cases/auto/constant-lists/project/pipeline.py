"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("setup", title="setup", outputs=["SEEN", "KINDS", "PAIRS", "EMPTY", "names"]),
    Step("load", inputs=["SEEN"], parameters=["FEATURES", "WEIGHTS"], outputs=["points", "SEEN"]),
    Step(
        "use",
        inputs=["points", "KINDS", "PAIRS", "EMPTY", "SEEN", "names"],
        parameters=["GRID", "HORIZONS", "MIXED", "RATE"],
        outputs=["found", "told"],
    ),
]
