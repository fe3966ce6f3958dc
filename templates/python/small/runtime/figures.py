"""A matplotlib backend that shows figures as a notebook does, and then closes them."""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have matplotlib)

from typing import Any

import matplotlib
from matplotlib._pylab_helpers import Gcf
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas

from .display import emit

__all__ = ["FigureCanvas", "show"]

matplotlib.interactive(True)


def show(*_: Any, **__: Any) -> None:
    """Show every open figure in the order of their numbers, then close all: `plt.show()`."""
    Gcf.draw_all()
    for manager in Gcf.get_all_fig_managers():
        emit("figure", manager.canvas.figure)
    Gcf.destroy_all()
