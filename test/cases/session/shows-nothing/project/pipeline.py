"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("what_the_last_line_of_a_cell_gives", title="What the last line of a cell gives", outputs=["df"]),
    Step("nothing", title="Nothing", inputs=["df"], writes=["numbers.csv"]),
    Step("something", title="Something", inputs=["df"], outputs=["target"]),
]
