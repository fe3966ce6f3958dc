"""Starts a program of `notebook_probe` without a word in the environment: `run_trace.py REQUEST`."""

import sys

if __name__ == "__main__":
    from notebook_probe.trace import main

    sys.exit(main(*sys.argv[1:]))
