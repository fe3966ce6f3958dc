"""Calls something once and says what the call did: what changed, what is shared, which state of the process moved."""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from call_arguments import Arguments
from object_graph import Reach, digest
from world_state import World

SECONDS = 8
FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
    "os.fork",
    "os.exec",
    "os.kill",
    "shutil.rmtree",
)


class Forbidden(RuntimeError):
    """A call tried to leave the process."""


class _Audit:
    """Which files are opened, while it is on. Python gives no way to take a hook away, so there is one for good."""

    def __init__(self) -> None:
        self.on = False
        self.thread = 0
        self.opened: list[tuple[str, bool]] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: Any) -> None:
        if not self.on or threading.get_ident() != self.thread:
            return
        if event in FORBIDDEN:
            raise Forbidden(event)
        if event == "open" and isinstance(arguments[0], int):
            raise Forbidden("open of a descriptor")
        if event == "open" and isinstance(arguments[0], (str, os.PathLike)):
            mode, flags = arguments[1], arguments[2]
            written = any(c in mode for c in "wax+") if mode else bool((flags or 0) & (os.O_WRONLY | os.O_RDWR))
            self.opened.append((os.path.basename(os.fspath(arguments[0])), written))


_AUDIT: list[_Audit] = []


@dataclass
class Observation:
    """What one call did. References are as in the knowledge files."""

    updates: set[str | int] = field(default_factory=set)
    aliases: set[str | int] = field(default_factory=set)
    draws: set[str] = field(default_factory=set)
    sets: set[str] = field(default_factory=set)
    plots: bool = False
    reads: set[str | int] = field(default_factory=set)
    writes: set[str | int] = field(default_factory=set)
    result: Any = None
    receiver: Any = None
    arguments: Arguments = ((), {})


def observe(
    call: Callable[[Any], Callable[..., Any]],
    make: Callable[[], Any] | None,
    given: Arguments,
    control: Arguments,
    given_receiver: Any = None,
) -> Observation:
    """Calls `call(receiver)` with the arguments. `control` are the same arguments made anew. Raises what it raises."""
    receiver = given_receiver if given_receiver is not None else (make() if make else None)
    other = make() if make else None
    inputs: dict[str | int, Any] = {**dict(enumerate(given[0])), **given[1]}
    if make:
        inputs["self"] = receiver
    before = {key: digest(value) for key, value in inputs.items()}
    reach = {key: Reach(value) for key, value in inputs.items()}
    constants = Reach(
        [other, control[0], control[1], sys.modules.get("numpy.random") and sys.modules["numpy.random"].mtrand._rand]
    )
    bound = call(receiver)
    world = World()
    result, opened = _run(bound, given)
    moved = World()
    seen = Observation(result=result, receiver=receiver, arguments=given)
    seen.draws, seen.sets, seen.plots = moved.changes_since(world)
    seen.updates = {key for key, value in inputs.items() if digest(value) != before[key]}
    result_reach = Reach(result)
    seen.aliases = {key for key, part in reach.items() if result_reach.shares_with(part, constants)}
    for key, value in inputs.items():
        name = os.path.basename(os.fspath(value)) if isinstance(value, (str, os.PathLike)) and str(value) else None
        for path, written in opened:
            if name is not None and path == name:
                (seen.writes if written else seen.reads).add(key)
    return seen


def _run(bound: Callable[..., Any], given: Arguments) -> tuple[Any, list[tuple[str, bool]]]:
    if not _AUDIT:
        _AUDIT.append(_Audit())
    audit = _AUDIT[0]
    audit.opened, audit.thread = [], threading.get_ident()
    previous = signal.signal(signal.SIGALRM, _late)
    signal.alarm(SECONDS)
    audit.on = True
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            result = bound(*given[0], **given[1])
            if inspect.isgenerator(result) and result is not getattr(bound, "__self__", None):
                _start(result)
    finally:
        audit.on = False
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)
    return result, audit.opened


def _start(generator: Any) -> None:
    """What a generator does, it does when it is asked: ask once."""
    with contextlib.suppress(StopIteration):
        next(generator)


def _late(*_: Any) -> None:
    raise TimeoutError(f"took more than {SECONDS} s")
