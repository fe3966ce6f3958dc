# %%
import statistics


def spread(values):
    centre = statistics.mean(values)
    return max(abs(value - centre) for value in values)
# %%
print(spread([3, 1, 2]))
