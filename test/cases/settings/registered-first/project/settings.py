"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
import matplotlib as mpl
from matplotlib.colors import ListedColormap


def sum_up_settings() -> None:
    """Set-up that the notebook does in sum_up."""
    mpl.colormaps.register(ListedColormap(["red", "blue"], name="ours"))
