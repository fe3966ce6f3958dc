"""Loaded by Python at start-up when this folder is on PYTHONPATH: makes the steps of a project under test report their
variables. Does nothing unless CORPUS_CAPTURE names a folder.
"""
import os

if os.environ.get("CORPUS_CAPTURE"):
    import step_capture

    step_capture.install(os.environ["CORPUS_CAPTURE"], os.environ["CORPUS_CAPTURE_PROJECT"])
