"""A matplotlib backend that logs figures as a notebook shows them.

The runner selects it with MPLBACKEND=module://<package>.figures. As in a notebook, `plt.show()` and the end of a
step show every open figure, cropped to what is drawn and at the figure's own resolution, and close it.
"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the libraries)

from __future__ import annotations

import base64
import io
import sys
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib._pylab_helpers import Gcf
from matplotlib.backends.backend_agg import FigureCanvasAgg

from . import shell
from .display import format_value
from .log import current_log

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FigureCanvas = FigureCanvasAgg  # the name by which matplotlib finds it

_MIME = {"png": "image/png", "retina": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
_formats: tuple[str, ...] = ("png",)
_print_options: dict[str, Any] = {}

matplotlib.interactive(True)


def set_formats(*formats: str, **print_options: Any) -> None:
    """Show figures in these formats (png, retina, jpeg, svg); options go to matplotlib's `print_figure`."""
    global _formats, _print_options
    unknown = [name for name in formats if name not in _MIME]
    if unknown:
        raise ValueError(f"Figures can be shown as {', '.join(_MIME)}, not as {', '.join(unknown)}.")
    _formats, _print_options = formats, print_options


def show(*_: Any, **__: Any) -> None:
    """Log every open figure in the order of their numbers, then close all: matplotlib's `plt.show()`."""
    log = current_log()
    managers = Gcf.get_all_fig_managers()
    try:
        for manager in managers:
            data, metadata = format_value(manager.canvas.figure)
            if capture := shell.capture():
                capture.publish(data, metadata)
            elif log is not None:
                log.add("figure", data, metadata)
    finally:
        if managers:
            sys.modules["matplotlib.pyplot"].close("all")


def flush() -> None:
    """Show figures that are still open as a notebook does at the end of a cell: drawn once, then shown."""
    if matplotlib.is_interactive():
        Gcf.draw_all()
        show()


def image(figure: Figure, mime: str) -> str | None:
    """A figure in one image format, if figures are shown in it; None for a figure without content."""
    if not figure.axes and not figure.lines:
        return None
    name = next((name for name in reversed(_formats) if _MIME[name] == mime), None)
    return _render(figure, name) if name else None


def _render(figure: Figure, name: str) -> str:
    options = {
        "format": "png" if name == "retina" else name,
        "facecolor": figure.get_facecolor(),
        "edgecolor": figure.get_edgecolor(),
        "dpi": figure.dpi * 2 if name == "retina" else figure.dpi,
        "bbox_inches": "tight",
        **_print_options,
    }
    buffer = io.BytesIO()
    figure.canvas.print_figure(buffer, **options)
    content = buffer.getvalue()
    return content.decode() if name == "svg" else base64.b64encode(content).decode("ascii")
