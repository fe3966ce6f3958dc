"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("part_1", title="part 1", outputs=["folder", "total"]),
    Step("part_2", title="part 2", after=["part_1"], settings=["part_1_settings"], writes=["notes.txt"]),
]
