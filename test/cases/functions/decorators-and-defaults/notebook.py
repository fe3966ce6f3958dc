# %% [markdown]
# ## Tools

# %%
import functools

calls = []

def traced(function):
    @functools.wraps(function)
    def inner(*args):
        calls.append(function.__name__)
        return function(*args)
    return inner

base = [10]

@traced
def add(x, to=base):
    return x + to[0]

# %% [markdown]
# ## Call

# %%
result = add(1)

# %% [markdown]
# ## Look

# %%
print(calls, result)
