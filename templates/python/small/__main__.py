"""Command line of the pipeline: `python -m <package> run`."""

from .runtime.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
