# %% [markdown]
# # Accounts

# %%
import pandas as pd


# %%
class Account:
    fee = 0.5

    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance

    def pay(self, amount):
        self.balance -= amount + self.fee
        return self.balance


# %%
account = Account("Ada", 100.0)
account.pay(20.0)

# %%
pd.Series({account.owner: account.balance})
