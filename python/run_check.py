"""Starts a program of `notebook_check` without a word in the environment: `run_check.py REQUEST`."""

import sys

if __name__ == "__main__":
    from notebook_check.check import main

    sys.exit(main(*sys.argv[1:]))
