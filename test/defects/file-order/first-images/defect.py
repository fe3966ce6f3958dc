# %%
import os
import numpy as np
# %%
folder = "images"
names = os.listdir(folder)
print(len(names), "files")
# %%
labels = []
for number, name in enumerate(names):
    labels.append((number, name.split("_")[0]))
labels
# %%
counts = np.bincount([number for number, _ in labels])
print(counts.sum())
