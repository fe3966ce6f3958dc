# %% [markdown]
# ## Start

# %%
calls = []


def logged(function):
    def inner(n):
        calls.append(n)
        return function(n)

    return inner


@logged
def twice(n):
    return n * 2


# %% [markdown]
# ## Once

# %%
print(twice(6))

# %% [markdown]
# ## Again

# %%
print(twice(7), calls)
