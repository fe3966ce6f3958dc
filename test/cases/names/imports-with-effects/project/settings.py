"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
import hvplot.pandas  # noqa: F401
import matplotlib.pyplot as plt
import scienceplots  # noqa: F401
import unheard_of  # noqa: F401
from other_library import registered  # noqa: F401
from sklearn.experimental import enable_iterative_imputer  # noqa: F401


def draw_settings() -> None:
    """Set-up that the notebook does in draw."""
    plt.style.use("science")
