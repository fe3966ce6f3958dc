# %%
import numpy as np
import pandas as pd
# %%
table = pd.DataFrame({"score": ["1", "2", "3"]})
scores = table["score"].to_numpy().astype(np.float)
# %%
print(scores.mean(), np.float64(2.0))
