"""Process-wide state that calls may change without being asked to: random generators, settings, open figures."""

from __future__ import annotations

import copy
import decimal
import locale
import logging
import os
import random
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np


def _module(name: str) -> Any:
    return sys.modules.get(name)


def _numpy_generator() -> Any:
    kind, keys, position, has_gauss, cached = np.random.get_state()
    return kind, keys.tobytes(), position, has_gauss, cached


def _matplotlib_settings() -> Any:
    module = _module("matplotlib")
    return repr(sorted((k, repr(v)) for k, v in dict.items(module.rcParams) if k != "backend")) if module else None


def _figures() -> Any:
    module = _module("matplotlib.pyplot")
    if module is None:
        return None
    figures = [module.figure(n) for n in module.get_fignums()] if len(module.get_fignums()) > 1 else []
    current = [module.gcf()] if module.get_fignums() else figures
    return [(f.number, len(f.findobj()), f.stale) for f in current], tuple(module.get_fignums())


def _pandas_options() -> Any:
    module = _module("pandas")
    return repr(module._config.config._global_config) if module else None


def _sklearn_settings() -> Any:
    module = _module("sklearn")
    return repr(module.get_config()) if module else None


def _torch_generator() -> Any:
    module = _module("torch")
    return module.get_rng_state().numpy().tobytes() if module and hasattr(module, "get_rng_state") else None


GENERATORS: dict[str, Callable[[], Any]] = {
    "numpy": _numpy_generator,
    "python": random.getstate,
    "torch": _torch_generator,
}

SETTINGS: dict[str, Callable[[], Any]] = {
    "matplotlib": _matplotlib_settings,
    "pandas": _pandas_options,
    "sklearn": _sklearn_settings,
    "numpy.print": lambda: repr(np.get_printoptions()),
    "numpy.errors": lambda: (repr(np.geterr()), np.getbufsize(), np.geterrcall()),
    "warnings": lambda: repr(warnings.filters),
    "environment": lambda: dict(os.environ),
    "directory": os.getcwd,
    "locale": lambda: locale.setlocale(locale.LC_ALL),
    "decimal": lambda: (decimal.getcontext().prec, decimal.getcontext().rounding, repr(decimal.getcontext().traps)),
    "logging": lambda: (
        logging.root.level,
        len(logging.root.handlers),
        logging.root.disabled,
        logging.root.manager.disable,
    ),
    "interpreter": lambda: (sys.getrecursionlimit(), sys.getswitchinterval()),
}


class World:
    """A snapshot of all of it, taken when it is made."""

    def __init__(self) -> None:
        self.generators = {name: read() for name, read in GENERATORS.items()}
        self.settings = {name: read() for name, read in SETTINGS.items()}
        self.figures = _figures()

    def changes_since(self, before: World) -> tuple[set[str], set[str], bool]:
        """Names of the generators and of the settings that differ, and whether a figure was made or changed."""
        drawn = {name for name, value in self.generators.items() if value != before.generators[name]}
        changed = {
            name
            for name, value in self.settings.items()
            if value != before.settings[name] and before.settings[name] is not None
        }
        return drawn, changed, self.figures != before.figures and before.figures is not None


class Restorer:
    """Puts settings back to what they were when it was made: one call must not disturb the check of the next."""

    def __init__(self) -> None:
        self.filters = warnings.filters[:]
        self.environment = dict(os.environ)
        self.directory = os.getcwd()
        self.print_options = np.get_printoptions()
        self.errors = np.geterr()
        self.logging = (logging.root.level, logging.root.handlers[:], logging.root.manager.disable)
        self.decimal = decimal.getcontext().copy()
        self.streams = (sys.stdout, sys.stderr)
        self.recursion = sys.getrecursionlimit()
        self.pandas = copy.deepcopy(_module("pandas")._config.config._global_config) if _module("pandas") else None
        self.matplotlib = dict(dict.items(_module("matplotlib").rcParams)) if _module("matplotlib") else None

    def restore(self) -> None:
        """Undoes what calls did since."""
        warnings.filters[:] = self.filters
        os.chdir(self.directory)
        if dict(os.environ) != self.environment:
            os.environ.clear()
            os.environ.update(self.environment)
        np.set_printoptions(**{k: v for k, v in self.print_options.items() if k != "override_repr"})
        np.seterr(**self.errors)
        sys.stdout, sys.stderr = self.streams
        sys.setrecursionlimit(self.recursion)
        logging.root.setLevel(self.logging[0])
        logging.root.handlers[:] = self.logging[1]
        logging.disable(self.logging[2])
        decimal.setcontext(self.decimal.copy())
        if self.matplotlib is not None:
            _module("matplotlib").rcParams._update_raw(self.matplotlib) if hasattr(
                _module("matplotlib").rcParams, "_update_raw"
            ) else dict.update(_module("matplotlib").rcParams, self.matplotlib)
            if _module("matplotlib.pyplot"):
                _module("matplotlib.pyplot").close("all")
        if self.pandas is not None:
            _module("pandas")._config.config._global_config.update(copy.deepcopy(self.pandas))
