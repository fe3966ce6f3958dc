"""What lives in one process only is refused, by variable and type, and never stored as something else."""

from __future__ import annotations

import io
import itertools
import re
import socket
import sqlite3
import tempfile
import threading

import pandas as pd
import pytest


def _generator():
    yield 1


async def _coroutine():
    pass


CASES = {
    "open file": lambda: open(__file__),
    "binary file": lambda: open(__file__, "rb"),
    "temporary file": lambda: tempfile.NamedTemporaryFile(),
    "generator": _generator,
    "generator expression": lambda: (x for x in [1]),
    "list iterator": lambda: iter([1, 2]),
    "dict iterator": lambda: iter({1: 2}),
    "dict keys": lambda: {1: 2}.keys(),
    "zip": lambda: zip([1], [2], strict=True),
    "map": lambda: map(str, [1]),
    "enumerate": lambda: enumerate([1]),
    "reversed": lambda: reversed([1]),
    "count": itertools.count,
    "cycle": lambda: itertools.cycle([1]),
    "lock": threading.Lock,
    "thread": lambda: threading.Thread(target=print),
    "event": threading.Event,
    "socket": socket.socket,
    "database": lambda: sqlite3.connect(":memory:"),
    "match": lambda: re.match("a", "a"),
    "memory view": lambda: memoryview(b"a"),
    "table in pieces": lambda: pd.read_csv(io.StringIO("a\n1\n"), chunksize=1),
    "file in a list": lambda: [1, {"f": open(__file__)}],
    "lambda over a lock": lambda: (lambda lock: lambda: lock)(threading.Lock()),
}


@pytest.mark.parametrize("name", CASES)
def test_refused(runtime, name: str) -> None:
    artifacts, problems = runtime("artifacts"), runtime("problems")
    with pytest.raises(problems.LiveValueError) as refused:
        artifacts.save_values("load", {"fine": 1, "handle": CASES[name]()})
    message = str(refused.value)
    assert "'load'" in message and "'handle'" in message and "same tag" in message


def test_message_names_the_type(runtime) -> None:
    artifacts, problems = runtime("artifacts"), runtime("problems")
    with pytest.raises(problems.LiveValueError, match=r"'rows' \(generator\).*a generator cannot be stored"):
        artifacts.save_values("load", {"rows": _generator()})
    with pytest.raises(problems.LiveValueError, match="TextIOWrapper"):
        artifacts.save_values("load", {"rows": open(__file__)})


class MadeUp:
    """Asks for its plots whatever it is asked for, and so cannot be loaded again."""

    def __init__(self) -> None:
        self.plots = {"line": 1}

    def __getattribute__(self, name: str):
        plots = object.__getattribute__(self, "plots")
        return plots[name] if name in plots else object.__getattribute__(self, name)


class Guarded(MadeUp):
    """The same, but loaded as it says itself."""

    def __reduce__(self):
        return Guarded, ()


def test_what_could_not_be_loaded_again(runtime) -> None:
    artifacts, problems = runtime("artifacts"), runtime("problems")
    with pytest.raises(problems.LiveValueError, match=r"MadeUp cannot be loaded again: AttributeError: .*'plots'"):
        artifacts.save_values("load", {"plot": [MadeUp()]})
    (record,) = artifacts.save_values("load", {"plot": Guarded()})
    assert artifacts.load_values(record | {"artifacts": [record]}, ["plot"])["plot"].line == 1


def test_buffers_in_memory_are_values(runtime) -> None:
    artifacts = runtime("artifacts")
    buffer = io.BytesIO(b"abc")
    buffer.seek(1)
    (record,) = artifacts.save_values("load", {"buffer": buffer})
    assert artifacts.load_values({"artifacts": [record]}, ["buffer"])["buffer"].read() == b"bc"
