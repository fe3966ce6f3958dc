# %% [markdown]
# ## Prepare

# %%
ip = get_ipython()


class Price:
    value = 3


def in_notebook():
    return get_ipython().__class__.__name__ == "ZMQInteractiveShell"


ip.display_formatter.formatters["text/html"].for_type(Price, lambda price: f"<b>{price.value}</b>")

# %% [markdown]
# ## Show

# %%
if in_notebook():
    print("in a notebook")
Price()


# %%
def report(result):
    print("a cell is over")


get_ipython().events.register("post_run_cell", report)

# %% [markdown]
# ## End

# %%
Price()
