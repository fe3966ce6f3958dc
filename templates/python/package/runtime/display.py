"""Show values as a notebook does: `show` for the last expression of a cell, `display` for explicit calls.

With IPython installed, values are formatted by IPython itself, so that texts are the notebook's own. Without it,
they are formatted by `pprint` and the values' own `_repr_*_` methods.
"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the libraries)

from __future__ import annotations

import base64
import builtins
import functools
import importlib.util
import pprint
import sys
from types import ModuleType
from typing import Any

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
    """Show a value as a notebook shows the last expression of a cell: not at all when it is None."""
    if value is not None:
        _emit("result", value)


def display(*values: object, raw: bool = False, display_id: object = None, **options: Any) -> Any:
    """Show each value, also None, as IPython's `display` does; with `raw`, values are MIME bundles already."""
    identity = _new_id() if display_id is True else display_id
    for value in values:
        if raw and isinstance(value, dict):
            publish(value, options.get("metadata"), display_id=identity)
        else:
            _emit("display", value, display_id=identity, metadata=options.get("metadata"))
    if identity is None or "IPython" not in sys.modules:
        return None
    return sys.modules["IPython.display"].DisplayHandle(identity)


def publish(data: Bundle, metadata: Bundle | None = None, *, display_id: object = None, **more: Any) -> None:
    """Show something that is a MIME bundle already."""
    log = current_log()
    identity = display_id or (more.get("transient") or {}).get("display_id")
    extra = {"id": str(identity), **({"update": True} if more.get("update") else {})} if identity else {}
    if log is not None:
        log.add("display", {mime: _as_text(value) for mime, value in data.items()}, metadata, **extra)
    elif "text/plain" in data:
        print(data["text/plain"])


def clear_output(wait: bool = False) -> None:
    """Say that what was shown so far is out of date, with `wait` as soon as something else is shown; a log keeps both."""
    if (log := current_log()) is not None:
        log.add("clear", {}, wait=wait)


def format_value(value: Any) -> tuple[Bundle, Bundle]:
    """The MIME bundle and its metadata with which a notebook would show a value."""
    formatter = _ipython_formatter()
    data, metadata = formatter.format(value) if formatter else (_plain_bundle(value), {})
    if "matplotlib.figure" in sys.modules and isinstance(value, sys.modules["matplotlib.figure"].Figure):
        from .figures import image_bundle

        data = {**data, **image_bundle(value)}
    return {mime: _as_text(content) for mime, content in data.items()}, metadata


def end_cell() -> None:
    """What a notebook does at the end of a cell: show the figures that are still open, and close them."""
    if figures := sys.modules.get(f"{__package__}.figures"):
        figures.flush()


def prepare() -> None:
    """Make libraries that ask whether they run in a notebook show their values as they would there."""
    if importlib.util.find_spec("IPython"):
        builtins.__dict__["__IPYTHON__"] = True
    when_imported("IPython.core.display_functions", _redirect_ipython)
    when_imported("pandas", _as_in_notebook)


def _emit(kind: str, value: object, display_id: object = None, metadata: Bundle | None = None) -> None:
    own_display = getattr(value, "_ipython_display_", None)
    if callable(own_display) and not isinstance(value, type):
        own_display()
        return
    log = current_log()
    data, found_metadata = format_value(value)
    if log is None:
        print(data["text/plain"])
    elif data:
        extra = {"id": str(display_id)} if display_id is not None else {}
        log.add(kind, data, {**found_metadata, **(metadata or {})}, **extra)


@functools.cache
def _ipython_formatter() -> Any:
    try:
        from IPython.core.formatters import DisplayFormatter
    except ImportError:
        return None
    return DisplayFormatter()


def _plain_bundle(value: object) -> Bundle:
    plain = type(value).__repr__ in (dict.__repr__, list.__repr__, tuple.__repr__, set.__repr__, frozenset.__repr__)
    bundle: Bundle = {"text/plain": pprint.pformat(value, width=79, sort_dicts=False) if plain else repr(value)}
    for mime, method in _RICH.items():
        found = getattr(value, method, None)
        content = found() if callable(found) and not isinstance(value, type) else None
        if content is not None:
            bundle[mime] = content[0] if isinstance(content, tuple) else content
    return bundle


def _as_text(content: Any) -> Any:
    return base64.b64encode(content).decode("ascii") if isinstance(content, bytes) else content


def _new_id() -> str:
    import uuid

    return uuid.uuid4().hex


def _redirect_ipython(module: ModuleType) -> None:
    """Make `from IPython.display import display` mean this module's."""

    def update_display(value: object, *, display_id: object, **_: Any) -> None:
        data, metadata = format_value(value)
        publish(data, metadata, display_id=display_id, update=True)

    replacements = {
        "display": display,
        "publish_display_data": publish,
        "update_display": update_display,
        "clear_output": clear_output,
    }
    for name, function in replacements.items():
        setattr(module, name, function)
        for copy in ("IPython.display", "IPython.core.display"):
            if hasattr(sys.modules.get(copy), name):
                setattr(sys.modules[copy], name, function)


def _as_in_notebook(pandas: ModuleType) -> None:
    """A notebook shows up to 20 columns; a script as many as the terminal is wide."""
    if pandas.get_option("display.max_columns") == 0:
        pandas.set_option("display.max_columns", 20)
