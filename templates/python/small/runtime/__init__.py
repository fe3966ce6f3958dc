"""Runs the steps of `pipeline.py`: the order, values on disk, what was shown, the command line."""
