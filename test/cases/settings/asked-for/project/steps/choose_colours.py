"""Choose colours"""

# Generated.
from typing import Any

import matplotlib.pyplot as plt


def choose_colours() -> Any:
    # Nothing is drawn here, but what the style says is asked for.
    colours = plt.rcParams["axes.prop_cycle"].by_key()["color"]
    return colours
