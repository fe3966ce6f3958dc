"""The command line: `run` runs the pipeline."""

import argparse
import os
import sys
import time

from ..pipeline import STEPS
from .parameters import store_parameters
from .project import PACKAGE, ROOT, enter_working_directory
from .report import write_report
from .runner import Runner, environment
from .table import wire


def main() -> int:
    """Run the pipeline; returns 0, or 1 when a step failed."""
    options = _options()
    if options.in_process and os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, "-m", PACKAGE, *sys.argv[1:]], environment())
    rows, run = wire(STEPS), options.run_id or time.strftime("%Y%m%d-%H%M%S")
    wanted = {options.last, *rows[options.last].needs} if options.last else set(rows)
    forced = wanted if options.fresh else {name for name, row in rows.items() if options.first in {name, *row.needs}}
    enter_working_directory()
    parameters = store_parameters(run, options.patch)
    runner = Runner(rows, wanted, run, parameters, forced)
    went_well = runner.in_this_process() if options.in_process else runner.in_processes(options.jobs)
    report = os.path.relpath(write_report(run, parameters, rows.values()), ROOT)
    print(f"{'done' if went_well else 'failed'}, report: {report}")
    return 0 if went_well else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"python -m {PACKAGE}")
    parser.add_argument("command", choices=["run"], help="run the steps that changed, and those that depend on them")
    steps = {"choices": [step.name for step in STEPS], "metavar": "STEP"}
    parser.add_argument("--from", dest="first", help="run STEP and what depends on it again", **steps)
    parser.add_argument("--to", dest="last", help="run only what STEP needs, and STEP", **steps)
    parser.add_argument("--fresh", action="store_true", help="run all again")
    parser.add_argument("--patch", action="append", default=[], metavar="NAME=VALUE", help="set a parameter")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="steps at a time")
    parser.add_argument("--run-id", metavar="ID", help="the name of the run (default: the time)")
    parser.add_argument("--in-process", action="store_true", help="one step after the other in this process")
    return parser.parse_args()
