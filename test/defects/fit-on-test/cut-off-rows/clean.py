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
from sklearn.preprocessing import StandardScaler
history, test = daily.iloc[:45], daily.iloc[45:]
scaler = StandardScaler()
history_scaled = scaler.fit_transform(history)
test_scaled = scaler.transform(test)
# %%
test_scaled.shape
# %%
daily["load"].plot(figsize=(8, 3), title="Load by day")
plt.tight_layout()
plt.show()
# %%
print(f"mean {daily['load'].mean():.1f} MW")
