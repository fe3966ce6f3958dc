# %% [markdown]
# ## Define

# %%
import asyncio

async def fetch(n):
    await asyncio.sleep(0)
    return n * 2

# %% [markdown]
# ## Fetch

# %%
results = await asyncio.gather(fetch(1), fetch(2))

# %% [markdown]
# ## Use

# %%
print(sum(results))
