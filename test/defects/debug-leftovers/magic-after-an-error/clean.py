# %%
prices = {"tea": 3, "milk": 2}
# %%
total = sum(prices.values())
%precision 2
# %%
print(total)
