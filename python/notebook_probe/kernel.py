"""Starts an IPython kernel that writes down what its statements do. A script:
`kernel.py [--memory=BYTES] --probe=REQUEST KERNEL-ARGUMENTS`.

As in `notebook_proof.kernel`, the folder of our packages is on the module search path only while our own code is
loaded, so that the notebook finds the modules that it would find in Jupyter, and no other.
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
    from notebook_proof.kernel import limit_memory

    from notebook_probe.probe import Probe

    sys.path.remove(home)
    limit_memory()
    request = sys.argv.pop(1).partition("=")[2]
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize()
    Probe(app.shell, request).install()
    app.start()


if __name__ == "__main__":
    main()
