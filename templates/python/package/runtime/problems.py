"""Expected trouble: shown to the user as one message, without a stack trace."""

from __future__ import annotations


class PipelineError(Exception):
    """The pipeline cannot start or continue, and the message says why and what to do."""


class LiveValueError(PipelineError):
    """A value that exists only inside its process (a file, a generator, a lock) was to cross to another step."""
