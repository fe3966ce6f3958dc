"""What the steps gave: `artifacts.load("df")` is the last version of `df` in the latest run that has it."""

from .runtime.artifacts import latest_run, load, run_ids

__all__ = ["latest_run", "load", "run_ids"]
