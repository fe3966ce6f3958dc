"""Functions, classes and constants that the steps share."""

# Generated.
import os
import random

import numpy as np


def seed_everything(seed):
    random.seed(seed)
    np.random.seed(seed)
    os.environ["SEED"] = str(seed)
