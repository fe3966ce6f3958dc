# %% [markdown]
# ## Set up

# %%
# %matplotlib inline
# %load_ext autoreload
import numpy as np

# %% [markdown]
# ## Compute

# %%
# %time total = np.arange(10).sum()
# files = !ls

# %% [markdown]
# ## Shell

# %%
# !echo {total}

# %% language="bash"
# echo hello > hello.txt

# %% [markdown]
# ## Timed

# %%
# %%time
text = open("hello.txt").read()
print(text)

# %% [markdown]
# ## Captured

# %%
# %%capture out
print(text, len(files))

# %% [markdown]
# ## Again

# %%
print(out.stdout)
