"""The command `runs`: `list`, `show`, `diff` and `best`."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Callable
from typing import Any

from . import project

Command = Callable[[argparse.Namespace], int]


def add_runs_command(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `runs` its commands; without one it lists the runs."""
    parser.set_defaults(command=_list)
    parser.add_argument("--json", action="store_true", help="as JSON")
    commands = parser.add_subparsers(metavar="command")
    _command(commands, "list", _list, "list runs", "")
    show = _command(commands, "show", _show, "all that is known of a run", "latest")
    show.add_argument("run", metavar="RUN", nargs="?", default="latest", help="a run, or latest (default)")
    diff = _command(commands, "diff", _diff, "what changed from one run to another", "nightly-41 latest")
    diff.add_argument("before", metavar="A", nargs="?", default="previous", help="a run, latest, or previous (default)")
    diff.add_argument("after", metavar="B", nargs="?", default="latest", help="a run, or latest (default)")
    best = _command(commands, "best", _best, "the finished run with the highest value of a metric", "mae --min")
    best.add_argument("metric", metavar="METRIC", help="a metric, as `runs` shows it")
    best.add_argument("--min", action="store_true", dest="lowest", help="the lowest value")


def print_json(value: Any) -> None:
    """Write a value to the standard output as JSON."""
    print(json.dumps(value, indent=1, ensure_ascii=False))


def _list(options: argparse.Namespace) -> int:
    from .history import all_runs, runs_text

    runs = all_runs()
    if options.json:
        print_json(runs)
    else:
        print(runs_text(runs))
    return 0


def _show(options: argparse.Namespace) -> int:
    from .history import manifest_of, run_text

    manifest = manifest_of(options.run)
    if options.json:
        print_json(manifest)
    else:
        print(run_text(manifest))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from .differences import differences, differences_text
    from .history import manifest_of

    found = differences(manifest_of(options.before), manifest_of(options.after))
    if options.json:
        print_json(found)
    else:
        print(differences_text(found))
    return 0


def _best(options: argparse.Namespace) -> int:
    from .history import best_run, configuration_of, runs_text
    from .text_table import value_text

    run = best_run(options.metric, options.lowest)
    if options.json:
        print_json(run)
    else:
        print(runs_text([run]))
        given = configuration_of(run["run"])
        given += [("--patch", f"{name}={value_text(value)}") for name, value in run["parameters"].items()]
        told = (f"{option} {shlex.quote(value)}" for option, value in given)
        print("\nagain:", f"python -m {project.PACKAGE} run", *told)
    return 0


def _command(commands: Any, name: str, action: Command, purpose: str, example: str) -> argparse.ArgumentParser:
    epilog = f"example: python -m {project.PACKAGE} runs {name} {example}".rstrip()
    parser = commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".", epilog=epilog)
    parser.set_defaults(command=action)
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="as JSON")
    return parser
