"""More than names"""

# Generated.
from sympy import *  # noqa: F403
from sympy import init_session


def more_than_names() -> None:
    init_session(auto_symbols=True)
