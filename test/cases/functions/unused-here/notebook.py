# %% [markdown]
# ## Define

# %%
import math

import mystery

level = mystery.level()
level.lift(2)

def scaled(x):
    return helper(x) * level.height

def helper(x):
    level.touch()
    return math.floor(x)

class Scale:
    def at(self, x):
        return scaled(x)

start = 1.5

# %% [markdown]
# ## Use

# %%
level = mystery.level()
print(mystery.bind(scaled, start), Scale().at(start))

# %% [markdown]
# ## Use again

# %%
%timeit -n1 scaled(start)
