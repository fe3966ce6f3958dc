# %%
import os
import random

import numpy as np
from models import draw, set_random_seed

SEED = 5


def seed_everything(seed):
    random.seed(seed)
    np.random.seed(seed)
    os.environ["SEED"] = str(seed)


# %%
# Of the notebook and of a library that nothing is known of: set-up that steps repeat, before they get the random state.
seed_everything(3)
set_random_seed(3)

# %% [markdown]
# ## First
# %%
first = draw(3)

# %% [markdown]
# ## Second
# %%
second = np.random.rand(3)
# Set-up that reads a value seeds here, and is repeated for what it sets alone.
seed_everything(SEED)

# %% [markdown]
# ## Third
# %%
third = draw(3)
