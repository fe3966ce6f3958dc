# %%
try:
    import decimal as dc

    print("decimal", dc.__name__)  # which one
except ImportError:
    !pip install decimal
    import decimal as dc

try:
    from math import isqrt
except ImportError:
    print("too old")

# %% [markdown]
# ## Prices

# %%
def cents(text):
    return isqrt(int(dc.Decimal(text) * 100))


prices = [cents("1.25"), cents("2.5")]
# %% [markdown]
# ## Total

# %%
total = dc.Decimal(isqrt(sum(prices))) / 100
print(total)
