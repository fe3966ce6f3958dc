"""Third"""

# Generated.
from typing import Any

from models import draw

from notebook.functions import seed_everything
from notebook.runtime.random_state import random_state_kept


def third(SEED: int) -> Any:
    with random_state_kept():
        # Set-up that reads a value seeds here, and is repeated for what it sets alone.
        seed_everything(SEED)

    third = draw(3)
    return third
