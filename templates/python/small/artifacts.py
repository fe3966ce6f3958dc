"""What the steps gave: `artifacts.load("df")` is the last version of `df` in the latest run that has it."""

from .runtime.store import load

__all__ = ["load"]
