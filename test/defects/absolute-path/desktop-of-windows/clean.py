# %%
import pandas as pd
# %%
PRICES = "sales.csv"
columns = ["day", "price"]
# %%
if PRICES.endswith(".csv"):
    prices = pd.read_csv(PRICES, usecols=columns)
    print(prices.tail())
