# %%
prices = {"tea": 3, "milk": 2}
# %%
total = sum(prices.values())
%debug
# %%
print(total)
