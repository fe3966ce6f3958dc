# %% [markdown]
# # Noise in a measured signal
# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
# %%
rng = np.random.default_rng()
time = np.linspace(0, 10, 200)
signal = np.sin(time)
# %%
measured = pd.DataFrame({"time": time, "signal": signal + rng.normal(scale=0.2, size=time.size)})
measured["smooth"] = measured["signal"].rolling(7, center=True).mean()
# %%
error = (measured["smooth"] - signal).abs().mean()
print(f"mean error {error:.3f}")
# %%
fig, ax = plt.subplots()
ax.plot(measured["time"], measured["signal"], ".", label="measured")
ax.plot(measured["time"], measured["smooth"], label="smooth")
ax.legend()
plt.show()
