# %% [markdown]
# ## Größe & Gewicht

# %%
groesse = [1.8, 1.7]

# %% [markdown]
# ## Метод

# %%
mittel = sum(groesse) / len(groesse)

# %% [markdown]
# ## 結果 2024

# %%
print(mittel)

# %% [markdown]
# ## 📈

# %%
mittel * 2

# %% [markdown]
# ## class

# %%
naïve = mittel + 1

# %% [markdown]
# ## print

# %%
print(naïve)
