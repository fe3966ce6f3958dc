# %% [markdown]
# # A wave

# %%
from numpy import *
from matplotlib.pyplot import *

# %%
steps = linspace(0, 10, 200)
wave = sin(steps) * exp(-steps / 4)

# %%
plot(steps, wave)
xlabel("time")
show()
