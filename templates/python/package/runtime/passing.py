"""How values pass from step to step: one table, and the decision for those that cannot be stored."""

from __future__ import annotations

import enum
import io
from collections.abc import Iterator, Sequence
from typing import Any

from .problems import LiveValueError


class Way(enum.Enum):
    """A way for values to pass: which ones go it, and what it is."""

    STORED = (
        "Data: numbers, texts, containers, arrays, tables, fitted models, objects of importable classes",
        "stored, in the most readable format that gives them back exactly",
    )
    CODE = (
        "Functions and classes of the notebook, and objects that hold them",
        "stored together with their code",
    )
    REFERENCE = (
        "Modules, importable functions and classes, output streams, the global random generators",
        "by name: the other process has its own",
    )
    FACTORY = (
        "The shell of IPython",
        "made again by a function that each process has",
    )
    MERGED = (
        "What the plan knows to live in one process only: open files, iterators, connections",
        "the steps between giver and taker are one step",
    )
    REMADE = (
        "Any other value that cannot be stored",
        "the step that takes it runs its giver again in its own process, and compares what the giver stored",
    )
    REFUSED = (
        "The same, if the giver writes files or uses the network, or several steps take one iterator or stream",
        "the run stops and names the edit that helps",
    )


def without_storing(name: str, value: Any, error: LiveValueError, effects: Sequence[str], takers: Sequence[str]) -> Way:
    """The way of a value that cannot be stored; raises the error, with what else stands in the way, when there is none.

    Arguments:
        effects: what its giver did that may not happen twice.
        takers: the steps that take this very version of it.
    """
    moves = error.moves or isinstance(value, Iterator | io.IOBase)
    if effects:
        raise error.because(f"Nor can its giver run again for the step that takes it, since it {' and '.join(effects)}")
    if moves and len(takers) > 1:
        raise error.because(f"Nor can it be made again for {' and '.join(takers)}, since each moves on in it")
    return Way.REMADE
