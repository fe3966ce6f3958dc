"""The command `config`: the effective values and tables, where each comes from, and the environments."""

from __future__ import annotations

import argparse
import json
from typing import Any

from . import remote, step_options
from .catalog_entries import tables
from .config_files import config_files, environments
from .text_table import table_text


def add_configuration(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose a configuration."""
    parser.add_argument("--env", metavar="NAME", help="the environment (default: PIPELINE_ENV, else local)")
    parser.add_argument(
        "--config",
        action="append",
        default=[],
        type=_config_file,
        metavar="FILE",
        help="a further file, also s3://... (default: those of PIPELINE_CONFIG)",
    )


def add_config_command(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("what", choices=["show", "envs"], help="values and where they come from, or the environments")
    parser.add_argument("--patch", action="append", default=[], metavar="NAME=VALUE", help="set a parameter")
    parser.add_argument("--json", action="store_true", help="as JSON")
    add_configuration(parser)


def config_command(options: argparse.Namespace) -> int:
    """Show what is asked for; returns the exit code."""
    if options.what == "envs":
        names = environments()
        print(json.dumps(names) if options.json else "\n".join(names))
        return 0
    shown = _shown(options.patch)
    print(json.dumps(shown, indent=2, ensure_ascii=False) if options.json else _text(shown))
    return 0


def _shown(patches: list[str]) -> dict[str, Any]:
    from .layers import leaves
    from .parameters import layered_params

    parameters, layers = layered_params(patches, taken=())
    files, steps = config_files(), step_options.chosen()
    return {
        "env": files.env,
        "files": [{"file": each.name, "sha256": each.sha256} for each in files.files],
        "parameters": [
            {"name": name, "value": value, "from": layers.origin(name) or "params.py"}
            for name, value in leaves(parameters)
        ],
        "steps": [
            {"name": name, "value": _option(steps.values, name), "from": place} for name, place in steps.origins.items()
        ],
        "catalog": [
            {
                "name": each.name,
                "format": each.format,
                "location": remote.shown_address(each.location),
                "from": each.place,
            }
            for each in tables().values()
        ],
    }


def _option(values: dict[str, dict[str, Any]], name: str) -> Any:
    """The value of `step.option` or `step.option.key`, of which only the key may have dots."""
    step, option, *key = name.split(".", 2)
    value = values[step][option]
    return value[key[0]] if key else value


def _text(shown: dict[str, Any]) -> str:
    files = ", ".join(each["file"] for each in shown["files"]) or "none"
    parts = [f"environment: {shown['env'] or 'none'}\nfiles: {files}"]
    for title, heading in (("parameters", "parameter"), ("steps", "option of a step")):
        rows = [(each["name"], json.dumps(each["value"], ensure_ascii=False), each["from"]) for each in shown[title]]
        if rows:
            parts.append(table_text((heading, "value", "from"), rows))
    if shown["catalog"]:
        columns = ("format", "location", "from")
        rows = [(each["name"], *(each[column] for column in columns)) for each in shown["catalog"]]
        parts.append(table_text(("table", *columns), rows))
    return "\n\n".join(parts)


def _config_file(name: str) -> str:
    if "," in name:
        raise argparse.ArgumentTypeError("must be named without a comma")
    return name
