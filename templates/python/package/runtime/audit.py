"""What Python reports about itself while it runs: files that it opens, programs that it starts.

A hook that Python calls stays for the life of the process, so there is one, and listeners come and go.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

Listener = Callable[[str, tuple[Any, ...]], None]

_listeners: dict[str, list[Listener]] = {}
_installed = False


def listen(events: Iterable[str], listener: Listener) -> None:
    """Call `listener(event, arguments)` on each of these events, until `stop_listening`."""
    global _installed
    if not _installed:
        _installed = True
        sys.addaudithook(_on_event)
    for event in events:
        _listeners[event] = [*_listeners.get(event, []), listener]


def stop_listening(listener: Listener) -> None:
    """Forget a listener."""
    for event, listeners in list(_listeners.items()):
        _listeners[event] = [each for each in listeners if each != listener]


def _on_event(event: str, arguments: tuple[Any, ...]) -> None:
    for listener in _listeners.get(event, ()):
        listener(event, arguments)
