# %% [markdown]
# # A wave

# %%
import matplotlib.pyplot as plt
import numpy as np

# %%
steps = np.linspace(0, 10, 200)
wave = np.sin(steps) * np.exp(-steps / 4)

# %%
plt.plot(steps, wave)
plt.xlabel("time")
plt.show()
