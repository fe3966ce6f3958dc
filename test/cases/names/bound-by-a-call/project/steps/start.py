"""Start"""

# Generated.
from typing import Any, NamedTuple

import sympy as sp
from sympy import *  # noqa: F403


class StartResult(NamedTuple):
    t: Any
    x: Any
    y: Any
    z: Any
    k: Any
    m: Any
    n: Any
    f: Any
    g: Any
    h: Any


def start() -> StartResult:
    sp.init_session(quiet=True, use_latex="mathjax")  # binds x, y and others
    x, y, z, t = symbols("x y z t")
    k, m, n = symbols("k m n", integer=True)
    f, g, h = symbols("f g h", cls=Function)
    init_printing(use_latex="mathjax")
    return StartResult(t, x, y, z, k, m, n, f, g, h)
