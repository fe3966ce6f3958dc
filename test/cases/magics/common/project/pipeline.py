"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("compute", title="Compute", outputs=["total", "files"]),
    Step("shell", title="Shell", inputs=["total"]),
    Step("timed", title="Timed", outputs=["text"], after=["compute", "shell"], reads=["hello.txt"]),
    Step("captured", title="Captured", inputs=["text", "files"], outputs=["out"]),
    Step("again", title="Again", inputs=["out"]),
]
