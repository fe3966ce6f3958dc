"""The command line: `run`, `step`, `config`, `artifacts` and `runs`.

Exit codes: 0 all went well, 1 a step failed, 2 nothing could be started, 130 stopped.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import os
import re
import sys
from collections.abc import Sequence

from . import project
from .config_command import add_config_command, add_configuration, config_command
from .config_files import choose
from .problems import PipelineError
from .runs_command import add_runs_command
from .tracking import SERVICES


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        choose(getattr(options, "env", None), getattr(options, "config", ()))
        return options.command(options)
    except PipelineError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


def _run(options: argparse.Namespace) -> int:
    from .run_command import run_command

    if options.in_process:
        _fix_environment()
    return run_command(options)


def _step(options: argparse.Namespace) -> int:
    from .artifacts import latest_run
    from .engine import run_child, run_step

    _fix_environment()
    run = latest_run() if options.run == "latest" else options.run
    if options.key is not None:
        return run_child(options.name, run, options.key, options.attempt or 1, options.code)
    return run_step(options.name, run, options.patch)


def _sample(options: argparse.Namespace) -> int:
    from .parameters import patched_params
    from .samples import write_samples

    parameters = patched_params(options.patch).model_dump(mode="json")
    for path in write_samples(project.load_pipeline(), parameters, options.rows):
        print(os.path.relpath(path))
    return 0


def _artifacts(options: argparse.Namespace) -> int:
    from .history import manifest_of
    from .text_table import table_text

    manifest = manifest_of(options.run)
    rows = []
    for artifact in manifest["artifacts"]:
        for variable in artifact["variables"]:
            place = os.path.relpath(project.RUNS / artifact["file"])
            rows.append(
                (artifact["step"], variable["name"], variable["type"], artifact["format"], artifact["bytes"], place)
            )
    print(table_text(("step", "name", "type", "format", "bytes", "file"), rows))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"python -m {project.PACKAGE}",
        description="Run the pipeline and look at what it gave.",
        epilog=f"example: python -m {project.PACKAGE} run",
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    run = _command(commands, "run", _run, "run the steps that need it", "run --patch NAME=VALUE --to STEP")
    run.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N", help="steps at a time")
    run.add_argument("--from", dest="first", metavar="STEP", help="re-run STEP and all that depends on it")
    run.add_argument("--to", dest="last", metavar="STEP", help="run only what STEP needs, and STEP")
    run.add_argument("--only", metavar="STEP", help="re-run just STEP, with stored inputs")
    run.add_argument("--notebook", metavar="NAME", help="run only what the steps of one notebook need, and these")
    run.add_argument("--patch", action="append", default=[], metavar="NAME=VALUE", help="set a parameter")
    add_configuration(run)
    run.add_argument("--in-process", action="store_true", help="one step after the other in this process")
    run.add_argument("--fresh", action="store_true", help="use no stored results")
    run.add_argument("--run-id", type=_new_run_id, metavar="ID", help="the name of the run (default: the time)")
    run.add_argument(
        "--matrix", action="append", default=[], metavar="NAME=A,B", help="a run for each value; several make all pairs"
    )
    run.add_argument("--sweep", action="append", default=[], metavar="NAME=1,2", help="the same, for numbers to search")
    run.add_argument(
        "--track", action="append", default=[], choices=sorted(SERVICES), help="tell a tracking service of the run"
    )
    run.add_argument("--json", action="store_true", help="what came of it as JSON, progress to standard error")

    step = _command(commands, "step", _step, "run one step, for engines", "step NAME --run nightly-42")
    step.add_argument("name", metavar="NAME", help="the step")
    step.add_argument("--run", type=_run_id, required=True, metavar="ID", help="the run it belongs to")
    step.add_argument("--patch", action="append", default=[], metavar="NAME=VALUE", help="set a parameter of a new run")
    add_configuration(step)
    step.add_argument("--key", help=argparse.SUPPRESS)
    step.add_argument("--attempt", type=_positive, help=argparse.SUPPRESS)
    step.add_argument("--code", help=argparse.SUPPRESS)

    add_config_command(_command(commands, "config", config_command, "show the configuration", "config show --env prod"))

    sample = _command(commands, "sample", _sample, "keep the first rows of each table for `run --env sample`", "sample")
    sample.add_argument("--rows", type=_positive, default=200, metavar="N", help="how many (default: 200)")
    sample.add_argument("--patch", action="append", default=[], metavar="NAME=VALUE", help="set a parameter")
    add_configuration(sample)

    stored = _command(commands, "artifacts", _artifacts, "list stored values", "artifacts --run nightly-42")
    stored.add_argument("--run", type=_run_id, default="latest", metavar="ID", help="a run (default: the latest)")

    if project.has_models():
        predictions = importlib.import_module(f"{project.RUNTIME}.prediction_command")
        predictions.add_prediction_commands(functools.partial(_command, commands))
    add_runs_command(_command(commands, "runs", None, "list, show and compare runs", "runs diff nightly-41 latest"))
    return parser


def _command(commands, name: str, action, purpose: str, example: str) -> argparse.ArgumentParser:
    epilog = f"example: python -m {project.PACKAGE} {example}"
    parser = commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".", epilog=epilog)
    if action:
        parser.set_defaults(command=action)
    return parser


def _fix_environment() -> None:
    """Start Python again if sets would come in another order than in the processes of steps."""
    from .processes import step_environment

    environment = step_environment()
    if os.environ.get("PYTHONHASHSEED") != environment["PYTHONHASHSEED"]:
        os.execve(sys.executable, [sys.executable, "-m", project.PACKAGE, *sys.argv[1:]], environment)
    os.environ.update(environment)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a number from 1")
    return int(text)


def _run_id(text: str) -> str:
    if not re.fullmatch(r"\w[\w.+-]*", text):
        raise argparse.ArgumentTypeError("must be of letters, digits, and -_+.")
    return text


def _new_run_id(text: str) -> str:
    if text == "latest":
        raise argparse.ArgumentTypeError("must not be latest, which means the run that started last")
    return _run_id(text)
