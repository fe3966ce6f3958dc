# %%
import statistics
import pdb


def spread(values):
    centre = statistics.mean(values)
    pdb.set_trace()
    return max(abs(value - centre) for value in values)
# %%
print(spread([3, 1, 2]))
