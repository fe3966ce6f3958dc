"""Command line of the pipeline: `python -m <package> run`."""

import argparse
import json
import os
import sys
import time
from typing import Any

from pydantic import ValidationError

from .params import Params
from .pipeline import STEPS
from .runtime.project import PACKAGE, ROOT, RUNS, enter_working_directory, write_json
from .runtime.report import write_report
from .runtime.runner import Runner, environment
from .runtime.table import wire


def main() -> int:
    """Run the pipeline; returns 0, or 1 when a step failed."""
    options = _options()
    if options.in_process and os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, "-m", PACKAGE, *sys.argv[1:]], environment())
    os.environ.update(environment())
    rows, run = wire(STEPS), options.run_id or time.strftime("%Y%m%d-%H%M%S")
    if options.last:
        rows = {name: rows[name] for name in rows if name in {options.last, *rows[options.last].needs}}
    forced = {name for name, row in rows.items() if options.fresh or options.first in {name, *row.needs}}
    parameters = _parameters(options.patch)
    write_json(RUNS / run / "parameters.json", parameters)
    enter_working_directory()
    runner = Runner(rows, run, parameters, forced)
    went_well = runner.in_this_process() if options.in_process else runner.in_processes(options.jobs)
    report = os.path.relpath(write_report(run, parameters), ROOT)
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


def _parameters(patches: list[str]) -> dict[str, Any]:
    """The defaults of `params.py` with what the patches say, each read as the type that `Params` declares."""
    values: dict[str, Any] = {}
    for name, _, text in (patch.partition("=") for patch in patches):
        field = Params.model_fields.get(name)
        try:
            values[name] = text if field and field.annotation is str else json.loads(text)
        except ValueError:
            values[name] = text
    try:
        return Params(**values).model_dump(mode="json")
    except ValidationError as error:
        raise SystemExit(f"error: {error}") from None


if __name__ == "__main__":
    raise SystemExit(main())
