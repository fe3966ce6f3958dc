"""The IPython shell of a step: what `get_ipython()` gives to libraries and to the code of steps.

Libraries ask the shell of a notebook to register how values are shown, and what is called around each cell. So a step
has a shell of the same kind as well, made when IPython is imported or somebody asks for it, and none where IPython is
not installed. What it shows goes to the log of the step (see `notebook_shell`).
"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the libraries)

from __future__ import annotations

import builtins
import importlib
import importlib.util
import os
import sys
from typing import Any

from .imports import when_imported

_OWN_HOOKS = ("IPython", "matplotlib", "traitlets")
# pandas asks while it is imported; the answer, which `display` gives in its place, is not worth loading IPython.
_NO_ANSWER = "pandas.core.config_init"
# What Jupyter sets for its kernels: colours without a terminal, and no pager.
_ENVIRONMENT = {
    "TERM": "xterm-color",
    "CLICOLOR": "1",
    "FORCE_COLOR": "1",
    "CLICOLOR_FORCE": "1",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
}
# By prompts libraries know that somebody sees what they print (TensorFlow logs to stdout then).
_PROMPTS = ("In : ", "...: ")


def prepare() -> None:
    """From now on the process looks like a notebook's, and has a shell as soon as one is asked for."""
    os.environ.update(_ENVIRONMENT)
    sys.ps1, sys.ps2 = _PROMPTS
    if importlib.util.find_spec("IPython"):
        builtins.__dict__["__IPYTHON__"] = True
        builtins.__dict__["get_ipython"] = _ask
        when_imported("IPython", lambda _: make())


def make() -> Any:
    """The shell, made now if there was none; None where IPython is not installed."""
    if current() is None and importlib.util.find_spec("IPython"):
        importlib.import_module(f"{__package__}.notebook_shell").make()
    return current()


def current() -> Any:
    """The shell, if there is one by now."""
    module = sys.modules.get("IPython.core.interactiveshell")
    shell = getattr(module, "InteractiveShell", None)
    return shell.instance() if shell is not None and shell.initialized() else None


def is_users() -> bool:
    """The shell of the process is not made here: somebody calls a step in a notebook of their own."""
    found, own = current(), sys.modules.get(f"{__package__}.notebook_shell")
    return found is not None and not (own and isinstance(found, own.ZMQInteractiveShell))


def begin_cell() -> None:
    """Call what libraries asked to be called before each cell."""
    if shell := current():
        notebook_shell = importlib.import_module(f"{__package__}.notebook_shell")
        shell.events.trigger("pre_execute")
        shell.events.trigger("pre_run_cell", notebook_shell.cell_info())


def end_cell() -> None:
    """Call what libraries asked to be called after each cell."""
    if shell := current():
        notebook_shell = importlib.import_module(f"{__package__}.notebook_shell")
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", notebook_shell.cell_result())


def capture() -> Any:
    """What takes what is shown, in place of the log, inside of IPython's `capture_output`; else None."""
    publisher = getattr(current(), "display_pub", None)
    return publisher if type(publisher).__name__ == "CapturingDisplayPublisher" else None


def hooks() -> list[str]:
    """The modules whose functions are called after each cell, those of IPython and matplotlib apart."""
    if not (shell := current()):
        return []
    functions = [each for event in ("post_execute", "post_run_cell") for each in shell.events.callbacks[event]]
    modules = {str(getattr(each, "__module__", "") or "") for each in functions}
    return sorted(each for each in modules if each.partition(".")[0] not in _OWN_HOOKS)


def _ask() -> Any:
    """The builtin `get_ipython`."""
    if sys._getframe(1).f_globals.get("__name__") == _NO_ANSWER:
        raise NameError("name 'get_ipython' is not defined")
    return make()
