"""Watches a notebook while it runs, from outside its name space, and writes down what each statement really did.

Nothing here belongs to a pipeline: `run_trace.py` is called with the interpreter that runs the notebook.
"""
