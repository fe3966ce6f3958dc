"""How long calls take, as `%timeit -o` of a notebook tells."""

from __future__ import annotations

import timeit
from collections.abc import Callable

from IPython.core.magics.execution import TimeitResult

_LONG_ENOUGH = 0.2  # seconds


def timeit_result(call: Callable[[], object], number: int = 0, repeat: int = 7, quiet: bool = False) -> TimeitResult:
    """Call `number` times, for all `repeat` measurements; 0 takes the power of ten that is long enough to be measured."""
    timer = timeit.Timer(call)
    number = number or next((10**at for at in range(9) if timer.timeit(10**at) >= _LONG_ENOUGH), 10**9)
    runs = timer.repeat(repeat, number)
    result = TimeitResult(number, repeat, min(runs) / number, max(runs) / number, runs, 0.0, precision=3)
    if not quiet:
        print(result)
    return result
