"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
from sympy import *  # noqa: F403


def start_settings() -> None:
    """Set-up that the notebook does in start."""
    init_printing(use_latex="mathjax")
