"""What the steps gave: `artifacts.load("df")` is the last version of `df` in the latest run that has it.

`artifacts.inputs("model")` is what step `model` takes, to call its function by hand, and `artifacts.compare` says how
what that returns differs from what the step gave.
"""

from .runtime.artifacts import latest_run, load, run_ids
from .runtime.exploring import compare, inputs

__all__ = ["compare", "inputs", "latest_run", "load", "run_ids"]
