# %%
import pandas as pd
# %%
people = pd.DataFrame({"name": ["Ada", "Bo"], "age": [31.0, None]})
# %%
people["age"].fillna(people["age"].mean(), inplace=True)
people.dropna(inplace=True)
# %%
print(len(people))
