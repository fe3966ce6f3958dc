"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

# Generated.
from notebook.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", title="load", parameters=["columns"], outputs=["orders"]),
    Step("flag", title="flag", inputs=["orders"], parameters=["threshold"], outputs=["orders"]),
    Step("sum_step", title="sum", inputs=["orders"], outputs=["total"]),
    Step(
        "metrics",
        title="metrics",
        inputs=["orders", "total"],
        parameters=["currency"],
        outputs=["mean"],
        metrics=["mean"],
    ),
    Step("test", title="test", inputs=["mean"]),
]
