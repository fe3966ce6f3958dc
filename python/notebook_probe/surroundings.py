"""The state of the process that statements read and change without a name of the notebook for it."""

import hashlib
import logging
import os
import random
import sys
import warnings


class Surroundings:
    """Remembers random generators and settings, and tells what changed since the last time."""

    def __init__(self):
        self._random, self._settings = _generators(), _settings()

    def random_changes(self):
        """`[{"generator", "before", "after"}]`, states as short hashes; a generator that was loaded since is new and
        not changed."""
        before, self._random = self._random, _generators()
        return [
            {"generator": name, "before": _digest(before[name]), "after": _digest(state)}
            for name, state in self._random.items()
            if name in before and before[name] != state
        ]

    def setting_changes(self):
        """`[{"of", "names"}]` of settings of libraries that were loaded before."""
        before, self._settings = self._settings, _settings()
        found = []
        for of, state in self._settings.items():
            old = before.get(of)
            if old is None or old == state:
                continue
            names = sorted(str(name) for name in {*old, *state} if name not in old or old.get(name) != state.get(name))
            found.append({"of": of, "names": names[:50]})
        return found


def _generators():
    found = {"python": random.getstate()}
    # Numpy loads its generators when they are first used: too late to see what that use changes.
    numpy_random = getattr(sys.modules.get("numpy"), "random", None)
    if hasattr(numpy_random, "get_state"):
        state = numpy_random.get_state(legacy=False)
        found["numpy"] = repr(sorted(state.items(), key=str)) if "state" not in state else _numpy_state(state)
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "get_rng_state"):
        found["torch"] = torch.get_rng_state().numpy().tobytes()
    return found


def _numpy_state(state):
    inner = state["state"]
    parts = [inner[key].tobytes() if hasattr(inner[key], "tobytes") else inner[key] for key in sorted(inner)]
    return (*parts, state.get("has_gauss"), state.get("gauss"))


def _digest(state):
    return hashlib.sha1(repr(state).encode(), usedforsecurity=False).hexdigest()[:12]


def _settings():
    """For each library (or `process`): its settings by name, in a form that can be compared later."""
    found = {
        "environment": dict(os.environ),
        "warnings": {"filters": tuple(warnings.filters)},
        "logging": _log_levels(),
        "folder": {"working directory": _folder()},
    }
    for library, reader in READERS.items():
        if library in sys.modules:
            try:
                found[library] = reader(sys.modules[library])
            except Exception:  # another version keeps them elsewhere
                continue
    return found


def _folder():
    try:
        return os.getcwd()
    except OSError:
        return None


def _log_levels():
    root = logging.getLogger()
    levels = {"root": (root.level, len(root.handlers), logging.root.manager.disable)}
    for name, logger in list(root.manager.loggerDict.items()):
        if isinstance(logger, logging.Logger) and (logger.level or logger.handlers or logger.disabled):
            levels[name] = (logger.level, len(logger.handlers), logger.disabled)
    return levels


def _pandas_options(pandas):
    found, pending = {}, [("", sys.modules["pandas._config.config"]._global_config)]
    while pending:
        prefix, group = pending.pop()
        for name, value in group.items():
            if isinstance(value, dict):
                pending.append((f"{prefix}{name}.", value))
            else:
                found[f"{prefix}{name}"] = value
    return found


READERS = {
    "matplotlib": lambda library: dict(dict.items(library.rcParams)),
    "numpy": lambda library: library.get_printoptions(),
    "pandas": _pandas_options,
    "sklearn": lambda library: library.get_config(),
}
