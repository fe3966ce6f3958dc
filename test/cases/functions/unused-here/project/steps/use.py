"""Use"""

# Generated.
from typing import Any

import mystery

from notebook.functions import helper


def use(start: float) -> Any:
    def scaled(x):
        return helper(x, level) * level.height

    class Scale:
        def at(self, x):
            return scaled(x)

    level = mystery.level()
    print(mystery.bind(scaled, start), Scale().at(start))
    return level
