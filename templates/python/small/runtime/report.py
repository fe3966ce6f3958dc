"""A page with what each step of a run showed."""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from .. import __doc__ as title
from ..pipeline import STEPS
from .project import RUNS
from .store import read_from_run

_HEAD = "<!doctype html><meta charset=utf-8><title>{0}</title><style>body{{font:15px sans-serif;margin:2em}}</style><h1>{0}</h1>"


def write_report(run: str, parameters: Mapping[str, Any]) -> Path:
    """Write `report.html` of a run; returns where it is."""
    values = ", ".join(f"{name} = {value!r}" for name, value in parameters.items())
    parts = [_HEAD.format(escape(title or "")), f"<p>Run {escape(run)}. {escape(values)}"]
    for step in STEPS:
        if record := read_from_run(run, step.name):
            parts.append(f"<h2>{escape(step.title)}</h2><p>{record['status']}, {record['seconds']} s")
            log = (RUNS / record["log"]["file"]).read_text(encoding="utf-8")
            parts += [_html(json.loads(line)) for line in log.splitlines()]
            parts.append(f"<pre>{escape(record['error']['traceback'])}</pre>" if record["error"] else "")
    page = RUNS / run / "report.html"
    page.write_text("\n".join(parts), encoding="utf-8")
    return page


def _html(output: dict[str, Any]) -> str:
    data = output.get("data", {"text/plain": output.get("text")})
    if "image/png" in data:
        return f'<p><img src="data:image/png;base64,{data["image/png"]}">'
    return data.get("text/html") or f"<pre>{escape(data.get('text/plain', ''))}</pre>"
