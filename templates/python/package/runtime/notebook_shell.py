"""IPython's shell as steps have it: no terminal, no history, no profile on disk, no names of its own.

Its class is named as that of Jupyter's kernel, since libraries tell by that name whether they run in a notebook.
"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the libraries)

from __future__ import annotations

import importlib
import sys
import types
import warnings
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell
from IPython.paths import get_ipython_dir
from traitlets import Any as AnyTrait
from traitlets import Type, default
from traitlets.config import Config

from . import display, shell

_IMAGES = ("image/png", "image/jpeg", "image/svg+xml")
_CONFIGURATION = {
    "HistoryAccessor": {"enabled": False, "hist_file": ":memory:"},
    "IPKernelApp": {"connection_file": ""},  # libraries look for this section to know that they run in Jupyter
}


class LogPublisher(DisplayPublisher):
    """Sends what is displayed to the log of the step."""

    def publish(self, data: Any, metadata: Any = None, *_: Any, transient: Any = None, **options: Any) -> None:
        """Log a MIME bundle."""
        update = bool(options.get("update"))
        display.publish(data, metadata, transient=transient, update=update)

    def clear_output(self, wait: bool = False) -> None:
        """Log that what was shown is out of date."""
        display.clear_output(wait)


class LogDisplayHook(DisplayHook):
    """Shows results of expressions in the log of the step."""

    def __call__(self, result: Any = None) -> None:
        display.show(result)


class Kernel:
    """What a step has of a kernel: where widgets announce themselves, and nobody listens."""

    @property
    def comm_manager(self) -> Any:
        """The registry of the package `comm`, or one that forgets."""
        try:
            return importlib.import_module("comm").get_comm_manager()
        except ImportError:
            return types.SimpleNamespace(register_target=lambda *_: None, unregister_target=lambda *_: None)


class ZMQInteractiveShell(InteractiveShell):
    """A shell that runs no cells: it holds formatters, events and configuration, and shows values."""

    __module__ = "ipykernel.zmqshell"
    display_pub_class = Type(LogPublisher)
    displayhook_class = Type(LogDisplayHook)
    kernel = AnyTrait()

    @default("kernel")
    def _default_kernel(self) -> Kernel:
        return Kernel()

    @default("ipython_dir")
    def _default_ipython_dir(self) -> str:
        return get_ipython_dir()

    @default("profile_dir")
    def _default_profile_dir(self) -> Any:
        from IPython.core.profiledir import ProfileDir

        return ProfileDir.create_profile_dir_by_name(self.ipython_dir, "default")

    def init_ipython_dir(self, ipython_dir: Any) -> None:
        """Folders of a profile are found, and made, once somebody asks for them."""

    def init_profile_dir(self, profile_dir: Any) -> None:
        """See above."""

    def init_sys_modules(self) -> None:
        """`__main__` stays what it is, for `pickle` and `multiprocessing`."""

    def init_virtualenv(self) -> None:
        """The interpreter is the project's own."""

    def enable_gui(self, gui: Any = None) -> None:
        """There are no windows."""

    def __reduce__(self) -> Any:
        return shell.make, ()

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        sys.stderr.write(self.InteractiveTB.stb2text(stb) + "\n")


def make() -> None:
    """Make the shell of the process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made: Any = ZMQInteractiveShell.instance(
            config=Config(_CONFIGURATION), user_module=types.ModuleType("__main__")
        )
    made.colors = "nocolor"
    sys.displayhook = made.displayhook
    show_figures(made)


def show_figures(shell: Any) -> None:
    """Make a shell show figures as images."""
    for mime in _IMAGES:
        formatter = shell.display_formatter.formatters[mime]
        formatter.for_type_by_name("matplotlib.figure", "Figure", lambda figure, mime=mime: _image(figure, mime))


def cell_info() -> ExecutionInfo:
    """What functions learn of the cell before which they are called: steps know nothing of its source."""
    info = ExecutionInfo.__new__(ExecutionInfo)
    info.raw_cell, info.store_history, info.silent, info.shell_futures, info.cell_id = "", True, False, True, None
    return info


def cell_result() -> ExecutionResult:
    """What functions learn of the cell after which they are called: it went well."""
    return ExecutionResult(cell_info())


def _image(figure: Any, mime: str) -> Any:
    from .figures import image

    return image(figure, mime)
