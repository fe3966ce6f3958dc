"""`runs/<run>/report.html`: the run as one page that reads like the executed notebook.

The page stands alone: no script, no request to anywhere, and what steps displayed cannot bring any in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from . import project, remote, store
from .files import new_file
from .log import read_log
from .manifest import read_manifest
from .outputs import final_outputs
from .report_outputs import output_html, text_html
from .report_prose import prose_html
from .report_source import highlight, split_source
from .report_style import STYLE
from .store import Record
from .table import Pipeline, Step
from .text_table import value_text

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def write_report(pipeline: Pipeline, run: str) -> Path:
    """Write the report of a run from its manifest and the records of its steps; returns its path."""
    manifest = read_manifest(run)
    if manifest is None:
        raise FileNotFoundError(f"run {run} has no manifest")
    steps = {step["name"]: step for step in manifest["steps"]}
    headings = _headings(pipeline)
    sections = [
        _section(step, headings[name], store.read_from_run(run, name), steps[name])
        for name, step in pipeline.steps.items()
    ]
    path = store.run_folder(run) / "report.html"
    with new_file(path) as file:
        file.write(_page(manifest, pipeline, "".join(sections)).encode("utf-8", "replace"))
    remote.publish(path)
    return path


def _page(manifest: dict[str, Any], pipeline: Pipeline, sections: str) -> str:
    title = escape(project.PACKAGE.replace("_", " ").capitalize())
    headings = _headings(pipeline)
    links = "".join(f'<a href="#{name}">{escape(heading)}</a>' for name, heading in headings.items())
    warnings = "".join(f'<p class="warning">{escape(text)}</p>' for text in manifest["warnings"])
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{title}: {escape(manifest["run"])}</title>'
        f"<style>{STYLE}</style></head><body><header><h1>{title}</h1>{_facts(manifest)}<nav>{links}</nav></header>"
        f"<main>{warnings}{sections}{_artifacts(manifest)}</main></body></html>\n"
    )


def _facts(manifest: dict[str, Any]) -> str:
    seconds = f"{manifest['seconds']:.1f} s" if manifest["seconds"] is not None else ""
    facts = [f"run {manifest['run']}", manifest["started"], seconds, f"Python {manifest['python']}"]
    facts += [f"{name} = {value_text(value)}" for name, value in manifest["metrics"].items()]
    parameters = [(name, repr(value)) for name, value in manifest["parameters"].items()]
    return (
        f'<p class="facts">{_badge(manifest["status"])} {escape(" · ".join(filter(None, facts)))}</p>'
        + _folded("Parameters", ("name", "value"), parameters)
        + _folded("Packages", ("name", "version"), manifest["packages"].items())
    )


def _headings(pipeline: Pipeline) -> dict[str, str]:
    """The heading of each step: its title, with the name beside it where several have the same."""
    titles = {name: step.title for name, step in pipeline.steps.items()}
    counts = Counter(titles.values())
    return {name: title if counts[title] == 1 else f"{title} ({name})" for name, title in titles.items()}


def _section(step: Step, title: str, record: Record | None, summary: dict[str, Any]) -> str:
    """A step: heading, prose, its source with what each part showed below it, and what went wrong."""
    took = f" <small>{record['seconds']:.1f} s</small>" if record and record["seconds"] else ""
    heading = f"<h2>{escape(title)} {_badge(summary['status'])}{took}</h2>"
    body = _body(record, step) if record else ""
    return f'<section id="{step.name}">{heading}{body}</section>'


def _body(record: Record, step: Step) -> str:
    source = split_source(record["source"], step.name)
    log = read_log(store.object_path(record["log"])) if record["log"] else []
    html = [prose_html(source.prose, step.title)]
    *groups, after = final_outputs(log, source.parts)
    code = ""
    for (text, _), outputs in zip(source.parts, groups, strict=True):
        code += text
        if outputs:
            html += [_code(code), *map(output_html, outputs)]
            code = ""
    html += [_code(code), *map(output_html, after)]
    if record["error"]:
        html.append(f'<pre class="error">{text_html(record["error"]["traceback"] or record["error"]["message"])}</pre>')
    whole = f"<details><summary>{escape(step.name)}.py</summary>{_code(record['source'])}</details>"
    return "".join([*html, whole])


def _code(text: str) -> str:
    return f'<pre class="code">{highlight(text)}</pre>' if text.strip() else ""


def _artifacts(manifest: dict[str, Any]) -> str:
    rows = [
        (each["step"], variable["name"], variable["type"], each["format"], _size(each["bytes"]), each["reason"] or "")
        for each in manifest["artifacts"]
        for variable in each["variables"]
    ]
    columns = ("step", "variable", "type", "format", "size", "why not another format")
    return f'<section id="artifacts"><h2>Artifacts</h2>{_table(columns, rows)}</section>' if rows else ""


def _folded(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rows = list(rows)
    return f"<details><summary>{title} ({len(rows)})</summary>{_table(columns, rows)}</details>" if rows else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f'<table class="facts"><tr>{head}</tr>{body}</table>'


def _badge(status: str) -> str:
    return f'<span class="badge {status.replace(" ", "-")}">{escape(status)}</span>'


def _size(count: float) -> str:
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.3g} GB"
