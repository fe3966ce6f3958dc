"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
import os
import random

import numpy as np
from models import set_random_seed

from notebook.functions import seed_everything


def notebook_settings() -> None:
    """Set-up at the top of the notebook."""
    # Of the notebook and of a library that nothing is known of: set-up that steps repeat, before they get the random state.
    seed_everything(3)
    set_random_seed(3)
