"""Starts `notebook_probe.run_tables`: `run_schemas.py PROJECT RUN`."""

import sys

if __name__ == "__main__":
    from notebook_probe.run_tables import main

    sys.exit(main(*sys.argv[1:]))
