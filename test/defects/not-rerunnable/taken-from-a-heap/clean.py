# %% [markdown]
# # A queue at a counter
# %%
import heapq
import math
import random
import statistics as st
from functools import partial
# %%
ARRIVAL = 1.2
SERVICE = 1.0
horizon = 500.0
# %%
def exponential(source, rate):
    return -math.log(1.0 - source.random()) / rate

def run(source, arrival, service, until):
    """Waiting times of the customers that come before `until`."""
    clock, free, waits = 0.0, 0.0, []
    while clock < until:
        clock += exponential(source, arrival)
        start = max(clock, free)
        waits.append(start - clock)
        free = start + exponential(source, service)
    return waits
# %%
waits = run(random.Random(5), ARRIVAL, SERVICE, horizon)
print(round(st.mean(waits), 2))
# %%
events = [(2.0, "leave"), (0.5, "come"), (3.1, "come")]
pending = sorted(events)
# %%
when, what = pending[0]
print(when, what)
# %%
print("longest", round(max(waits), 1))
