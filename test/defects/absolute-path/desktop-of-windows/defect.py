# %%
import pandas as pd
# %%
PRICES = r"C:\Users\Ada Berg\Desktop\prices.csv"
columns = ["day", "price"]
# %%
if PRICES.endswith(".csv"):
    prices = pd.read_csv(PRICES, usecols=columns)
    print(prices.tail())
