"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("divide", outputs=["ratios"]),
    Step("tell", inputs=["ratios"], settings=["divide_settings"]),
]
