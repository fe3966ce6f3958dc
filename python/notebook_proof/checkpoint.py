"""What a kernel writes down between two cells: values of variables, and the state of the random generators."""

import hashlib
import json
import random
import sys

from .write_values import write_description

# One value may have this many parts; what lies beyond is said not to be looked into.
NODE_LIMIT = 300_000


def take(path, names, texts, package=""):
    """Describes those of `names` that the shell's namespace has, into the JSON file `path`; beside it the state of the
    process's random generators as hashes (`<path>.random`). Neither changes anything that a later cell could see."""
    namespace = sys.modules["IPython"].get_ipython().user_ns
    found = {name: namespace[name] for name in names if name in namespace}
    write_description(found, path, package, texts, NODE_LIMIT, compressed=False)
    with open(f"{path}.random", "w", encoding="utf-8") as file:
        json.dump(random_state(), file)


def random_state():
    """A hash of the state of each process-wide generator."""
    found = {"python": _digest(random.getstate())}
    if "numpy" in sys.modules and "numpy.random" in sys.modules:
        kind, keys, *rest = sys.modules["numpy"].random.get_state()
        found["numpy"] = _digest((kind, keys.tobytes(), rest))
    if "torch" in sys.modules:
        found["torch"] = _digest(sys.modules["torch"].get_rng_state().numpy().tobytes())
    return found


def _digest(state):
    return hashlib.sha1(repr(state).encode()).hexdigest()
