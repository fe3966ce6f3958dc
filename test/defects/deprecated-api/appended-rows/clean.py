# %%
import pandas as pd
# %%
table = pd.DataFrame({"shop": ["north"], "units": [3]})
more = pd.DataFrame({"shop": ["south"], "units": [5]})
# %%
both = pd.concat([table, more], ignore_index=True)
print(both)
# %%
names = []
names.append("north")
print(names)
