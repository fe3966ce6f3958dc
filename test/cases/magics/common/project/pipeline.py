"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("compute", outputs=["total", "files"]),
    Step("shell", inputs=["total"]),
    Step("timed", outputs=["text"], after=["compute", "shell"], reads=["hello.txt"]),
    Step("captured", inputs=["text", "files"], outputs=["out"]),
    Step("again", inputs=["out"]),
]
