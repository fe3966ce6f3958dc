# %% [markdown]
# # Sales from the shared folder
# %%
import os
from pathlib import Path
import pandas as pd
# %%
root = Path(os.environ.get("SALES_FOLDER", "."))
home = os.environ["HOME"]
print(root, len(home) > 0)
# %%
frames = [pd.read_csv(path) for path in sorted(root.glob("*.csv"))]
print(len(frames))
