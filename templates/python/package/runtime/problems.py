"""Expected trouble: shown to the user as one message, without a stack trace."""

from __future__ import annotations

from collections.abc import Sequence


class PipelineError(Exception):
    """The pipeline cannot start or continue, and the message says why and what to do."""


class LiveValueError(PipelineError):
    """A value that exists only inside its process (a file, a generator, a lock) was to cross to another step.

    Attributes:
        reason: why it cannot be stored.
        moves: it has a position that moves when it is used.
    """

    def __init__(self, what: str, reason: str, advice: str, moves: bool = False) -> None:
        super().__init__(f"{what}: {reason}. {advice}")
        self.reason = reason
        self.moves = moves
        self._parts = (what, advice)

    def because(self, more: str) -> LiveValueError:
        """The same with one more reason."""
        what, advice = self._parts
        return LiveValueError(what, f"{self.reason}. {more}", advice, self.moves)


def refuse(problems: Sequence[str]) -> None:
    """Raise a PipelineError that tells all problems, if there are any."""
    several = f"There are {len(problems)} problems:\n  " if len(problems) > 1 else ""
    if problems:
        raise PipelineError(several + "\n  ".join(dict.fromkeys(problems)))
