"""The steps in the notebook's order. Engines and the local runner read this table and nothing else."""

from heating.runtime.table import Step

WORKDIR = "files"

STEPS = [
    Step("load", title="Load", parameters=["n_days"], outputs=["df"], draws=True),
    Step("clean", title="Clean", inputs=["df"], parameters=["base_temp"], outputs=["df"]),
    Step("look", title="Look", inputs=["df"], settings=["plot_style"]),
    Step("train", title="Train", inputs=["df"], parameters=["alpha"], outputs=["X", "y", "split", "model"], draws=True),
    Step("evaluate", title="Evaluate", inputs=["X", "y", "split", "model"], outputs=["mae"]),
]
