"""A matplotlib backend that shows figures as a notebook does: cropped, at their own resolution, then closed."""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have matplotlib)

import io
from typing import Any

import matplotlib
from matplotlib._pylab_helpers import Gcf
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from .display import emit

FigureCanvas = FigureCanvasAgg  # the name by which matplotlib finds it
matplotlib.interactive(True)


def show(*_: Any, **__: Any) -> None:
    """Show every open figure in the order of their numbers, then close all: `plt.show()`."""
    Gcf.draw_all()
    for manager in Gcf.get_all_fig_managers():
        emit("figure", manager.canvas.figure)
    Gcf.destroy_all()


def picture(value: object) -> bytes | None:
    """A figure in PNG; None for all else, and for a figure without content."""
    if not isinstance(value, Figure) or not (value.axes or value.lines):
        return None
    colours: dict[str, Any] = {"facecolor": value.get_facecolor(), "edgecolor": value.get_edgecolor()}
    value.canvas.print_figure(file := io.BytesIO(), format="png", dpi=value.dpi, bbox_inches="tight", **colours)
    return file.getvalue()
