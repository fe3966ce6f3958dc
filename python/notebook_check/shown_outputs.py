"""What the outputs of a cell show, in a form that is the same for a saved output and one of a run."""

import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from notebook_proof.cell_records import PICTURES, cell_records

from .html_tables import read_html
from .masked_text import masked, masked_lines

# Texts that stand for something that only another form shows.
STAND_IN = re.compile(r"<[\w.]+(?: object)?(?: at 0x[0-9a-f]*)?>$")
# Plots as data. What other libraries give has names that are made up at each run.
PLOTS = re.compile(r"application/(?:json|geo\+json|vnd\.plotly\.v\d+\+json|vnd\.vega(?:lite)?\.v\d+(?:\.\d+)*\+json)$")
MADE_UP = {"uid", "uuid", "model_id", "config", "layout.template"}


@dataclass
class Display:
    """One shown value or picture. `rows`: of the tables of its HTML. `plot`: the data of a plot, as JSON. `live`: what
    it shows is made by a program in the page."""

    lines: list
    picture: Path | None = None
    rows: list | None = None
    plot: str | None = None
    live: bool = False


@dataclass
class Shown:
    """`printed` are the lines of standard output; what goes to standard error is no result."""

    printed: list
    displays: list = field(default_factory=list)
    error: str | None = None


def shown_outputs(outputs, folder, cell, work, clocked):
    """Reads outputs in the form of nbformat 4; pictures are written to `folder`. Of a saved output with a form that
    nbformat does not know, nothing is shown."""
    import nbformat

    outputs = [one for one in map(_regular, outputs if isinstance(outputs, list) else []) if one]
    records = cell_records([nbformat.from_dict(one) for one in outputs], folder, cell)
    shown, printed = Shown([]), ""
    for output, record in zip(outputs, records, strict=True):
        if record["kind"] == "stdout":
            printed += record["text"]
        elif record["kind"] == "error":
            shown.error = "\n".join(masked_lines(record["text"], work, clocked))
        elif record["kind"] != "stderr":
            shown.displays.append(_display(output["data"], record, folder, work, clocked))
    shown.printed = masked_lines(printed, work, clocked)
    shown.displays = [each for each in shown.displays if any(vars(each).values())]
    return shown


def _display(data, record, folder, work, clocked):
    display = Display(masked_lines(record["text"], work, clocked))
    if record.get("image"):
        display.picture = folder / record["image"]
    html = data.get("text/html")
    if html:
        rows, text = read_html(html)
        display.rows = [[masked(cell, work) for cell in row] for row in rows] or None
        if len(display.lines) <= 1 and STAND_IN.match(record["text"].strip() or "<html>"):
            display.lines = masked_lines(text, work, clocked)
            display.live = not (display.lines or display.rows)
    display.live |= "application/javascript" in data
    plots = [json.dumps(_plain(value), sort_keys=True) for mime, value in data.items() if PLOTS.match(mime)]
    display.plot = plots[0] if plots else None
    return display


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if key not in MADE_UP}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _regular(output):
    """An output whose texts are strings; None when it is none of nbformat's."""
    kind = output.get("output_type") if isinstance(output, dict) else None
    if kind == "stream":
        return {"output_type": kind, "name": str(output.get("name", "stdout")), "text": _joined(output.get("text"))}
    if kind == "error":
        return {"output_type": kind, **{name: str(output.get(name, "")) for name in ("ename", "evalue")}}
    if kind not in ("display_data", "execute_result") or not isinstance(output.get("data"), dict):
        return None
    data = {mime: value if PLOTS.match(mime) else _joined(value) for mime, value in output["data"].items()}
    broken = [mime for mime, ending in PICTURES if mime in data and ending != "svg" and not _is_base64(data[mime])]
    return {"output_type": kind, "data": {mime: value for mime, value in data.items() if mime not in broken}}


def _joined(value):
    return "".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""


def _is_base64(text):
    try:
        return bool(base64.b64decode(text))
    except (binascii.Error, ValueError):
        return False
