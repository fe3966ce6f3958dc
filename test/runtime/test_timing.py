"""Calls are measured as a notebook measures them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "templates/python/package/runtime"))

from timing import timeit_result


def test_counts_and_times(capsys) -> None:
    calls: list[int] = []
    found = timeit_result(lambda: calls.append(1), number=3, repeat=2)
    assert (len(calls), found.loops, found.repeat, len(found.all_runs)) == (6, 3, 2, 2)
    assert 0 < found.best <= found.average <= found.worst
    assert capsys.readouterr().out == f"{found}\n"


def test_quiet_and_long_enough(capsys, monkeypatch) -> None:
    monkeypatch.setattr("timing._LONG_ENOUGH", 0.001)
    found = timeit_result(lambda: sum(range(100)), repeat=1, quiet=True)
    assert found.loops in [10**at for at in range(2, 7)]
    assert capsys.readouterr().out == ""


def test_errors_reach_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        timeit_result(lambda: 1 / 0)
