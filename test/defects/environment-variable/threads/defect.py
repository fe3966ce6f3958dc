# %%
import os
import numpy as np
# %%
workers = int(os.environ["STUDY_WORKERS"])
chunks = np.array_split(np.arange(100), workers)
# %%
totals = [chunk.sum() for chunk in chunks]
print(sum(totals))
