# %%
import json
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
summary = {"days": len(sales), "units": int(sales["units"].sum())}
# %%
with open("summary.json", "w") as file:
    json.dump(summary, file)
# %%
with open("summary.json") as file:
    loaded = json.load(file)
print(loaded["units"] == summary["units"])
