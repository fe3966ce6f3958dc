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
    # twice, to be heard
    print("install another one")

try:
    import fractions
except ImportError:
    !pip install fractions
    !pip install more
    print("again, please")

# %% [markdown]
# ## Prices

# %%
def cents(text):
    return isqrt(int(dc.Decimal(text) * 100)) + fractions.Fraction(1, 2)


prices = [cents("1.25"), cents("2.5")]
# %% [markdown]
# ## Total

# %%
total = dc.Decimal(isqrt(int(sum(prices)))) / 100 + fractions.Fraction(3).numerator
print(total)
