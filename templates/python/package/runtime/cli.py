"""The command line: `run`, `step`, `config`, `artifacts` and `runs`.

Exit codes: 0 all went well, 1 a step failed, 2 nothing could be started, 130 stopped.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from collections.abc import Sequence

from . import project, store
from .config_command import add_config_command, add_configuration, config_command
from .config_files import choose
from .problems import PipelineError

_EXIT_CODES = {"done": 0, "failed": 1, "stopped": 130}


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
    from .parameters import arguments_of, patched_params
    from .progress import Progress
    from .report import write_report
    from .runner import Run, select

    if options.in_process:
        _fix_environment()
    parameters = patched_params(options.patch)
    pipeline = project.load_pipeline()
    selection = select(pipeline, options.first, options.last, options.only, options.fresh)
    progress = Progress()
    signal.signal(signal.SIGTERM, _interrupt)
    name = store.new_run(options.run_id, parameters.model_dump(mode="json"))
    run, here = Run(pipeline, name, selection, arguments_of(parameters), progress), os.getcwd()
    status = run.execute(options.jobs, options.in_process)
    report = os.path.relpath(write_report(pipeline, name), here)
    progress.say(f"{status} in {run.state['seconds']:.1f}s, report: {report}")
    return _EXIT_CODES[status]


def _step(options: argparse.Namespace) -> int:
    from .engine import run_child, run_step

    _fix_environment()
    if options.key is not None:
        return run_child(options.name, options.run, options.key, options.attempt or 1)
    return run_step(options.name, options.run, options.patch)


def _sample(options: argparse.Namespace) -> int:
    from .parameters import patched_params
    from .samples import write_samples

    parameters = patched_params(options.patch).model_dump(mode="json")
    for path in write_samples(project.load_pipeline(), parameters, options.rows):
        print(os.path.relpath(path))
    return 0


def _artifacts(options: argparse.Namespace) -> int:
    from .artifacts import latest_run
    from .manifest import read_manifest

    run = options.run or latest_run()
    manifest = read_manifest(run)
    if manifest is None:
        raise PipelineError(f"There is no run {run}. `runs` lists them.")
    rows: list[tuple[str, ...]] = [("step", "name", "type", "format", "bytes", "file")]
    for artifact in manifest["artifacts"]:
        for variable in artifact["variables"]:
            place = os.path.relpath(project.RUNS / artifact["file"])
            row = (artifact["step"], variable["name"], variable["type"], artifact["format"], artifact["bytes"], place)
            rows.append(tuple(map(str, row)))
    _print_table(rows)
    return 0


def _runs(_: argparse.Namespace) -> int:
    from .artifacts import run_ids
    from .manifest import read_manifest

    rows: list[tuple[str, ...]] = [("run", "status", "started", "seconds", "steps run", "cached")]
    for run in run_ids():
        manifest = read_manifest(run) or {"status": "?", "started": "?", "seconds": "?", "steps": []}
        counts = [sum(step["status"] == status for step in manifest["steps"]) for status in ("done", "cached")]
        rows.append(tuple(map(str, (run, *(manifest[name] for name in ("status", "started", "seconds")), *counts))))
    _print_table(rows)
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
    run.add_argument("--patch", action="append", default=[], metavar="NAME=VALUE", help="set a parameter")
    add_configuration(run)
    run.add_argument("--in-process", action="store_true", help="one step after the other in this process")
    run.add_argument("--fresh", action="store_true", help="use no stored results")
    run.add_argument("--run-id", type=_run_id, metavar="ID", help="the name of the run (default: the time)")

    step = _command(commands, "step", _step, "run one step, for engines", "step NAME --run nightly-42")
    step.add_argument("name", metavar="NAME", help="the step")
    step.add_argument("--run", type=_run_id, required=True, metavar="ID", help="the run it belongs to")
    step.add_argument("--patch", action="append", default=[], metavar="NAME=VALUE", help="set a parameter of a new run")
    add_configuration(step)
    step.add_argument("--key", help=argparse.SUPPRESS)
    step.add_argument("--attempt", type=_positive, help=argparse.SUPPRESS)

    add_config_command(_command(commands, "config", config_command, "show the configuration", "config show --env prod"))

    sample = _command(commands, "sample", _sample, "keep the first rows of each table for `run --env sample`", "sample")
    sample.add_argument("--rows", type=_positive, default=200, metavar="N", help="how many (default: 200)")
    sample.add_argument("--patch", action="append", default=[], metavar="NAME=VALUE", help="set a parameter")
    add_configuration(sample)

    stored = _command(commands, "artifacts", _artifacts, "list stored values", "artifacts --run nightly-42")
    stored.add_argument("--run", type=_run_id, metavar="ID", help="a run (default: the latest)")

    _command(commands, "runs", _runs, "list runs", "runs")
    return parser


def _command(commands, name: str, action, purpose: str, example: str) -> argparse.ArgumentParser:
    epilog = f"example: python -m {project.PACKAGE} {example}"
    parser = commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".", epilog=epilog)
    parser.set_defaults(command=action)
    return parser


def _fix_environment() -> None:
    """Start Python again if sets would come in another order than in the processes of steps."""
    from .processes import step_environment

    environment = step_environment()
    if os.environ.get("PYTHONHASHSEED") != environment["PYTHONHASHSEED"]:
        os.execve(sys.executable, [sys.executable, "-m", project.PACKAGE, *sys.argv[1:]], environment)
    os.environ.update(environment)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a number from 1")
    return int(text)


def _run_id(text: str) -> str:
    if not re.fullmatch(r"\w[\w.+-]*", text):
        raise argparse.ArgumentTypeError("must be of letters, digits, and -_+.")
    return text


def _print_table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
