"""Second"""

# Generated.
import numpy as np

from notebook.functions import seed_everything


def second(SEED: int) -> np.ndarray:
    second = np.random.rand(3)
    # Set-up that reads a value seeds here, and is repeated for what it sets alone.
    seed_everything(SEED)
    return second
