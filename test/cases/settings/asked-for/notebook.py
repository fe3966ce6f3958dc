# %%
import matplotlib.pyplot as plt
import seaborn as sns

plt.style.use("ggplot")
sns.set_context("talk")

# %% [markdown]
# ## Choose colours
# %%
# Nothing is drawn here, but what the style says is asked for.
colours = plt.rcParams["axes.prop_cycle"].by_key()["color"]

# %% [markdown]
# ## Count
# %%
amount = len(colours)

# %% [markdown]
# ## Tell
# %%
print(amount, sns.color_palette()[0])
