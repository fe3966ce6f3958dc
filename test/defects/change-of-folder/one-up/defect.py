# %%
%cd ..
import pandas as pd
# %%
table = pd.DataFrame({"n": range(5)})
table["square"] = table["n"] ** 2
# %%
print(table["square"].sum())
