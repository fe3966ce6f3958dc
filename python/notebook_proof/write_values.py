"""Describes variables of a program and writes them to a file (see describe_values)."""

import contextlib
import itertools
import json
import signal
import sys
import warnings

from .describe_values import NODE_LIMIT, Describer

SECONDS_PER_NAME = 30


@contextlib.contextmanager
def time_limit(seconds):
    """Raises TimeoutError in the main thread after so many seconds."""

    def stop(signum, frame):
        raise TimeoutError(f"more than {seconds} s")

    try:
        before = signal.signal(signal.SIGALRM, stop)
    except ValueError:  # not the main thread
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def describe_names(names, package="", texts=(), node_limit=NODE_LIMIT):
    """Describes a dict of names: `{"nodes", "names", "failed", "views"}` and the arrays for the sidecar. `views` are
    the pairs of names whose arrays lie in the same memory."""
    describer = Describer(package, texts, node_limit)
    roots, failed = {}, {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, value in names.items():
            try:
                with time_limit(SECONDS_PER_NAME):
                    roots[name] = describer.describe(value)
            except Exception as error:
                describer.pending.clear()
                failed[name] = f"{type(error).__name__}: {error}"[:200]
    return {"nodes": describer.nodes, "names": roots, "failed": failed, "views": shared_memory(names)}, describer.arrays


def shared_memory(names):
    """Pairs of names of arrays that are different objects over the same memory."""
    if "numpy" not in sys.modules:
        return []
    numpy = sys.modules["numpy"]
    arrays = [(name, value) for name, value in names.items() if type(value) is numpy.ndarray]
    return [
        [one, other]
        for (one, left), (other, right) in itertools.combinations(arrays, 2)
        if left is not right and numpy.may_share_memory(left, right)
    ]


def write_description(names, path, package="", texts=(), node_limit=NODE_LIMIT, compressed=True):
    """Describes `names` into the JSON file `path`, with arrays in `<path>.npz` if there are any."""
    description, arrays = describe_names(names, package, texts, node_limit)
    if arrays:
        numpy = sys.modules["numpy"]
        (numpy.savez_compressed if compressed else numpy.savez)(f"{path}.npz", **arrays)
    with open(path, "w", encoding="utf-8", errors="surrogatepass") as file:
        json.dump(description, file)
