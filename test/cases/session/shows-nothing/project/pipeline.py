"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("what_the_last_line_of_a_cell_gives", outputs=["df"]),
    Step("nothing", inputs=["df"], writes=["numbers.csv"]),
    Step("something", inputs=["df"], outputs=["target"]),
]
