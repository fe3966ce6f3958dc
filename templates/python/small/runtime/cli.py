"""The command line: `run` runs the pipeline; `step`, which it uses itself, one step of a run."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time

from .params import store_parameters
from .project import PACKAGE, ROOT, enter_working_directory
from .report import write_report
from .runner import Runner, environment
from .step_run import run_step
from .table import wire


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns 0, or 1 when a step failed."""
    options = _parser().parse_args(arguments)
    rows = wire(importlib.import_module(f"{PACKAGE}.pipeline").STEPS)
    enter_working_directory()
    if options.command == "step":
        return 1 if run_step(rows[options.name], options.run, options.key)["error"] else 0
    if options.in_process and os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, "-m", PACKAGE, *sys.argv[1:]], environment())
    run, first, last = options.run_id or time.strftime("%Y%m%d-%H%M%S"), options.first, options.last
    wanted = {last, *rows[last].needs} if last else set(rows)
    forced = wanted if options.fresh else {name for name, row in rows.items() if first in {name, *row.needs}}
    parameters = store_parameters(run, options.patch)
    runner = Runner(rows, wanted, run, parameters, forced)
    went_well = runner.in_this_process() if options.in_process else runner.in_processes(options.jobs)
    report = os.path.relpath(write_report(run, parameters, rows.values()), ROOT)
    print(f"{'done' if went_well else 'failed'}, report: {report}")
    return 0 if went_well else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {PACKAGE}", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    names = [step.name for step in importlib.import_module(f"{PACKAGE}.pipeline").STEPS]
    run = commands.add_parser("run", help="run the steps that changed, and those that depend on them")
    run.add_argument(
        "--from", dest="first", choices=names, metavar="STEP", help="run STEP and what depends on it again"
    )
    run.add_argument("--to", dest="last", choices=names, metavar="STEP", help="run only what STEP needs, and STEP")
    run.add_argument("--fresh", action="store_true", help="run all again")
    run.add_argument("--patch", action="append", default=[], metavar="NAME=VALUE", help="set a parameter")
    run.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="steps at a time")
    run.add_argument("--run-id", metavar="ID", help="the name of the run (default: the time)")
    run.add_argument("--in-process", action="store_true", help="one step after the other in this process")
    step = commands.add_parser("step", help="run one step of a run")
    step.add_argument("name", choices=names)
    step.add_argument("--run", required=True)
    step.add_argument("--key", required=True)
    return parser
