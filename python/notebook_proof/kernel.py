"""Starts an IPython kernel that can be asked for checkpoints. A script: `kernel.py [--memory=BYTES] KERNEL-ARGUMENTS`.

The folder of this package is on the module search path only while the checkpoint's own code is loaded, so that the
notebook finds the modules that it would find in Jupyter, and no other.
"""

import os
import sys


def main():
    """Never returns before the kernel ends."""
    folder = os.path.dirname(os.path.abspath(__file__))
    if os.path.abspath(sys.path[0] or os.getcwd()) == folder:
        del sys.path[0]
    home = os.path.dirname(folder)
    sys.path.insert(0, home)
    import notebook_proof.checkpoint  # noqa: F401

    sys.path.remove(home)
    limit_memory()
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()


def limit_memory():
    """Takes `--memory=BYTES` off the arguments, where it is the first, and keeps to it."""
    if len(sys.argv) > 1 and sys.argv[1].startswith("--memory="):
        import resource

        limit = int(sys.argv.pop(1).partition("=")[2])
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
