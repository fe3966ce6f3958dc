"""Draw"""

# Generated.
from typing import Any

import matplotlib.pyplot as plt
from IPython.utils.capture import capture_output

from notebook.runtime.display import end_cell, show


def draw() -> Any:
    with capture_output() as hidden:
        plt.plot([1, 4, 9])
        end_cell()

    show(plt.plot([9, 4, 1]))
    return hidden
