# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
daily_totals = orders.groupby("city")["amount"].sum()

# %%
for city, amount in daily_total.items():
    print(f"{city}: {amount:.2f}")
