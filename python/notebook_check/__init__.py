"""Runs a notebook from top to bottom and says how far it comes, whether it shows what is saved in it, and whether a
second run shows the same. Plain Python; the interpreter that runs the notebook needs `ipykernel` and `nbclient`.
"""
