"""Runs a notebook and the pipeline made of it, and says value by value whether both give the same.

Nothing here belongs to a pipeline: `run_proof.py` is called with the interpreter that runs both.
"""
