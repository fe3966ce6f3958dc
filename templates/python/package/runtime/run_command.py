"""The command `run`: one run, or one for each combination of parameters."""

from __future__ import annotations

import argparse
import signal
import sys

from . import project, store, tracking
from .combinations import combinations
from .launch import Launcher
from .matrix import rows_text, run_matrix
from .parameters import arguments_of
from .problems import PipelineError
from .runner import select
from .runs_command import print_json
from .table_places import check_tables

_EXIT_CODES = {"done": 0, "failed": 1, "stopped": 130, "not run": 130}


def run_command(options: argparse.Namespace) -> int:
    """Run the pipeline as the options say; returns the exit code."""
    chosen = combinations([*options.matrix, *options.sweep], options.patch)
    pipeline = project.load_pipeline()
    selection = select(pipeline, options.first, options.last, options.only, options.fresh)
    if options.notebook:
        from .notebooks import of_notebook

        selection = of_notebook(pipeline, selection, options.notebook)
    tracking.require(options.track)
    steps = [pipeline.steps[name] for name in pipeline.steps if name in selection.steps]
    for combination in chosen:
        check_tables(steps, arguments_of(combination.parameters))
    launcher = Launcher(pipeline, selection, options, sys.stderr if options.json else sys.stdout)
    if options.matrix or options.sweep:
        if options.in_process:
            raise PipelineError("Runs side by side need processes of their own: leave --in-process out.")
        signal.signal(signal.SIGTERM, _interrupt)
        rows = run_matrix(launcher, chosen, options.run_id, options.jobs)
        if not options.json:
            print(f"\n{rows_text(rows)}")
            errors = [f"{row['run']}: {row['error']}" for row in rows if row["error"]]
            print("\n".join(errors), file=sys.stderr, end="\n" if errors else "")
    else:
        signal.signal(signal.SIGTERM, _interrupt)
        parameters = chosen[0].parameters
        name = store.new_run(options.run_id, parameters.model_dump(mode="json"))
        rows = [launcher.launch(name, parameters)]
    if options.json:
        print_json(rows)
    return max(_EXIT_CODES[row["status"]] for row in rows)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
