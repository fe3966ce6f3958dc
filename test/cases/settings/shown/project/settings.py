"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
import numpy as np


def divide_settings() -> None:
    """Set-up that the notebook does in divide."""
    np.seterr(all="ignore")
