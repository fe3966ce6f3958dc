"""Describes all variables of a program and writes them to a file (see describe_values)."""
import contextlib
import json
import signal
import sys
import warnings

from describe_values import Describer

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


def describe_names(names, package="", texts=()):
    """Describes a dict of names: `{"nodes", "names", "failed"}` and the arrays for the sidecar."""
    describer = Describer(package, texts)
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
    return {"nodes": describer.nodes, "names": roots, "failed": failed}, describer.arrays


def write_description(names, path, package="", texts=()):
    """Describes `names` into the JSON file `path`, with arrays in `<path>.npz` if there are any."""
    description, arrays = describe_names(names, package, texts)
    if arrays:
        sys.modules["numpy"].savez_compressed(f"{path}.npz", **arrays)
    with open(path, "w", encoding="utf-8", errors="surrogatepass") as file:
        json.dump(description, file)
