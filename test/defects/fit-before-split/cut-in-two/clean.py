# %% [markdown]
# # Load of the grid, hourly
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
# %%
hours = pd.date_range("2024-01-01", periods=24 * 60, freq="h")
gen = np.random.default_rng(11)
load = pd.DataFrame({
    "load": 500 + 80 * np.sin(np.arange(len(hours)) * 2 * np.pi / 24) + gen.normal(0, 9, len(hours)),
    "temperature": 8 + 5 * np.cos(np.arange(len(hours)) / 300) + gen.normal(0, 1, len(hours)),
}, index=hours)
load.tail()
# %%
daily = load.resample("D").mean()
print(daily.shape)
# %%
def peak_hour(day):
    """Hour of the highest load."""
    return day["load"].idxmax().hour

peaks = load.groupby(load.index.date).apply(peak_hour)
peaks.value_counts().head(3)
# %%
from sklearn.preprocessing import MinMaxScaler
values = daily[["load"]].to_numpy()
cut = int(len(values) * 0.8)
train, test = values[:cut], values[cut:]
scaler = MinMaxScaler().fit(train)
train, test = scaler.transform(train), scaler.transform(test)
# %%
print(train.shape, test.shape)
# %%
daily["load"].plot(figsize=(8, 3), title="Load by day")
plt.tight_layout()
plt.show()
# %%
print(f"mean {daily['load'].mean():.1f} MW")
