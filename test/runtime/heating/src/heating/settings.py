"""Set-up of the notebook, called before the steps that ask for it."""

import matplotlib.pyplot as plt


def plot_style() -> None:
    """How figures look."""
    plt.style.use("ggplot")
