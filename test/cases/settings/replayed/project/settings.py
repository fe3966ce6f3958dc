"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
import os
import warnings

import matplotlib.pyplot as plt
import pandas as pd


def notebook_settings() -> None:
    """Set-up at the top of the notebook."""
    plt.style.use("ggplot")
    pd.set_option("display.max_rows", 5)
    warnings.filterwarnings("ignore")
    os.environ["MODE"] = "fast"


def draw_settings() -> None:
    """Set-up that the notebook does in draw."""
    plt.rcParams["figure.figsize"] = (8, 4)
