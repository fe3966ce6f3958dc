"""Starts an IPython kernel that can be asked for checkpoints, or that writes down what its statements do:
`run_kernel.py [--memory=BYTES] [--probe=REQUEST] KERNEL-ARGUMENTS`.

This folder is on the module search path only while our own code is loaded, so that the notebook finds the modules that
it would find in Jupyter, and no other.
"""

import os
import sys


def main():
    """Never returns before the kernel ends."""
    memory, request = taken_argument("--memory="), taken_argument("--probe=")
    folder = os.path.dirname(os.path.abspath(__file__))
    if os.path.abspath(sys.path[0] or os.getcwd()) == folder:
        del sys.path[0]
    sys.path.insert(0, folder)
    if request is None:
        import notebook_proof.checkpoint  # noqa: F401
    else:
        from notebook_probe.probe import Probe
    sys.path.remove(folder)
    if memory is not None:
        limit_memory(int(memory))
    tell_of_crashes()
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize()
    if request is not None:
        Probe(app.shell, request).install()
    app.start()


def tell_of_crashes():
    """A crash of native code says at which line it was, where this process says its last: before Jupyter takes over."""
    import faulthandler

    faulthandler.enable(os.dup(2), all_threads=False)


def taken_argument(prefix):
    """Takes an argument of ours off the first place; None when another one stands there."""
    if len(sys.argv) < 2 or not sys.argv[1].startswith(prefix):
        return None
    return sys.argv.pop(1).removeprefix(prefix)


def limit_memory(limit):
    """What this process may take, in bytes."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
