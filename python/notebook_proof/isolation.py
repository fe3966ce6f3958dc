"""Limits for the programs that are run, and an end for all of them."""

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time

from .failures import Failure

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SET_CHILD_SUBREAPER = 36
INTERFACE_UP = 0x8914
NO_NETWORK_HINT = "Leave --no-network out, or run in a container without network."


class Stopped(BaseException):
    """Someone asked for an end."""


def leave_network():
    """Moves this process, which must have one thread only, and all that it starts into a network of its own that holds
    nothing but the loopback interface. Failure `no-network-namespace` where the system does not allow that."""
    if not sys.platform.startswith("linux"):
        raise Failure("no-network-namespace", "Only Linux can run a program without network.", NO_NETWORK_HINT)
    user, group = os.getuid(), os.getgid()
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        why = os.strerror(ctypes.get_errno())
        raise Failure("no-network-namespace", f"This system gives no network namespace: {why}.", NO_NETWORK_HINT)
    with contextlib.suppress(OSError):
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{user} {user} 1")
        _write("/proc/self/gid_map", f"{group} {group} 1")
    with contextlib.suppress(OSError):
        _raise_loopback()


def _write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _raise_loopback():
    import fcntl
    import socket
    import struct

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        fcntl.ioctl(handle, INTERFACE_UP, struct.pack("16sh", b"lo", 1))


def stop_on_signals():
    """From now on an interrupt, a request to end, and the end of who started us (seen at our standard input) raise
    `Stopped` in the main thread. What our children leave behind when they end becomes ours (Linux)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    threading.Thread(target=_watch_input, daemon=True).start()


def _stop(number, frame):
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(signal.Signals(number).name)


def _watch_input():
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def end_descendants():
    """Ends all that this process started and that is still there, with what those started."""
    for _ in range(5):
        found = _descendants(os.getpid())
        for process in found:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not found:
            return
        time.sleep(0.05)


def _descendants(process):
    """Process ids below a process, from the system's table (Linux; none elsewhere)."""
    children = {}
    for entry in os.listdir("/proc") if os.path.isdir("/proc") else []:
        with contextlib.suppress(OSError, ValueError, IndexError):
            if entry.isdigit():
                with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as file:
                    fields = file.read().rpartition(")")[2].split()
                if fields[0] != "Z":
                    children.setdefault(int(fields[1]), []).append(int(entry))
    found, pending = [], [process]
    while pending:
        below = children.get(pending.pop(), [])
        found += below
        pending += below
    return found
