# %%
import pandas as pd
# %%
def unit_of(name):
    match name:
        case "price":
            return "EUR"
        case _:
            return "pieces"
# %%
sales = pd.read_csv("sales.csv")
print({name: unit_of(name) for name in sales.columns})
