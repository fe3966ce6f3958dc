# %%
import warnings
%%capture
import pandas as pd
warnings.filterwarnings("ignore")
# %%
table = pd.DataFrame({"a": [1, 2, 3]})
print(table["a"].mean())
