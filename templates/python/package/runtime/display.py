"""Show values as a notebook does: `show` for the last expression of a cell, `display` for explicit calls.

With IPython installed, values are formatted and displayed by its own shell (see `shell`), so that texts are the
notebook's own and formatters that libraries register count. Without it, `pprint` and the values' own `_repr_*_` methods do.
"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the libraries)

from __future__ import annotations

import base64
import importlib
import pprint
import sys
from types import ModuleType
from typing import Any

from . import shell
from .imports import when_imported
from .log import current_log

Bundle = dict[str, Any]

_RICH = {
    "text/html": "_repr_html_",
    "text/markdown": "_repr_markdown_",
    "text/latex": "_repr_latex_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "application/json": "_repr_json_",
}


def show(value: object) -> None:
    """Show a value as a notebook shows the last expression of a cell, not at all when it is None; then the cell's figures."""
    show_part(value)
    _show_figures()


def show_part(value: object) -> None:
    """Show the value of an expression before the end of a cell, unless it is None."""
    if value is not None:
        _emit("result", value)


def display(*values: object, **options: Any) -> Any:
    """Show each value, also None, as IPython's `display` does; with `raw`, values are MIME bundles already."""
    if shell.make():
        return importlib.import_module("IPython.display").display(*values, **options)
    for value in values:
        if options.get("raw") and isinstance(value, dict):
            publish(value, options.get("metadata"))
        else:
            _emit("display", value)
    return None


def publish(
    data: Bundle, metadata: Bundle | None = None, *, transient: Bundle | None = None, update: bool = False
) -> None:
    """Show something that is a MIME bundle already; with a `display_id` in `transient` it can be updated later."""
    log = current_log()
    identity = (transient or {}).get("display_id")
    extra = {"id": str(identity), **({"update": True} if update else {})} if identity else {}
    if log is not None:
        log.add("display", {mime: _as_text(value) for mime, value in data.items()}, metadata, **extra)
    elif "text/plain" in data:
        print(data["text/plain"])


def html(text: str) -> None:
    """Show HTML."""
    _show_source("HTML", "text/html", text)


def markdown(text: str) -> None:
    """Show Markdown."""
    _show_source("Markdown", "text/markdown", text)


def latex(text: str) -> None:
    """Show LaTeX."""
    _show_source("Latex", "text/latex", text)


def javascript(text: str) -> None:
    """Show JavaScript, which a notebook runs."""
    _show_source("Javascript", "application/javascript", text)


def svg(text: str) -> None:
    """Show a drawing in SVG."""
    _show_source("SVG", "image/svg+xml", text)


def clear_output(wait: bool = False) -> None:
    """Say that what was shown so far is out of date, with `wait` as soon as something else is shown; a log keeps both."""
    if (log := current_log()) is not None:
        log.add("clear", {}, wait=wait)


def format_value(value: Any) -> tuple[Bundle, Bundle]:
    """The MIME bundle and its metadata with which a notebook would show a value; empty when it showed itself."""
    found = shell.make()
    data, metadata = found.display_formatter.format(value) if found else (_plain_bundle(value), {})
    return {mime: _as_text(content) for mime, content in data.items()}, metadata


def end_cell() -> None:
    """What a notebook does between cells: show figures that are still open and close them, call what libraries registered."""
    finish_cell()
    shell.begin_cell()


def finish_cell() -> None:
    """What a notebook does at the end of its last cell."""
    _show_figures()
    shell.end_cell()


def prepare() -> None:
    """Make libraries that ask whether they run in a notebook show their values as they would there."""
    shell.prepare()
    when_imported("pandas", _as_in_notebook)
    shell.begin_cell()


def _show_figures() -> None:
    if figures := sys.modules.get(f"{__package__}.figures"):
        figures.flush()


def _show_source(kind: str, mime: str, text: str) -> None:
    if shell.make():
        display(getattr(importlib.import_module("IPython.display"), kind)(text))
    else:
        publish({"text/plain": text, mime: text})


def _emit(kind: str, value: object) -> None:
    log = current_log()
    if log is None and shell.is_users():
        importlib.import_module("IPython.display").display(value)
        return
    data, metadata = format_value(value)
    if data and (capture := shell.capture()):
        capture.publish(data, metadata)
    elif log is None:
        print(data.get("text/plain", ""))
    elif data:
        log.add(kind, data, metadata)


def _plain_bundle(value: object) -> Bundle:
    own_display = getattr(value, "_ipython_display_", None)
    if callable(own_display) and not isinstance(value, type):
        own_display()
        return {}
    plain = type(value).__repr__ in (dict.__repr__, list.__repr__, tuple.__repr__, set.__repr__, frozenset.__repr__)
    bundle: Bundle = {"text/plain": pprint.pformat(value, width=79, sort_dicts=False) if plain else repr(value)}
    for mime, method in _RICH.items():
        found = getattr(value, method, None)
        content = found() if callable(found) and not isinstance(value, type) else None
        if content is not None:
            bundle[mime] = content[0] if isinstance(content, tuple) else content
    if "matplotlib.figure" in sys.modules and isinstance(value, sys.modules["matplotlib.figure"].Figure):
        figures = importlib.import_module(f"{__package__}.figures")
        bundle |= {mime: content for mime in _RICH if (content := figures.image(value, mime))}
    return bundle


def _as_text(content: Any) -> Any:
    return base64.b64encode(content).decode("ascii") if isinstance(content, bytes) else content


def _as_in_notebook(pandas: ModuleType) -> None:
    """A notebook shows up to 20 columns; a script as many as the terminal is wide."""
    if pandas.get_option("display.max_columns") == 0:
        pandas.set_option("display.max_columns", 20)
