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
import concurrent.futures as cf

def mean_wait(seed):
    return st.mean(run(random.Random(seed), 0.8, 1.0, 200.0))

with cf.ThreadPoolExecutor(4) as pool:
    jobs = [pool.submit(mean_wait, s) for s in range(8)]
    means = [job.result() for job in cf.as_completed(jobs)]
# %%
round(means[0], 2)
# %%
print("longest", round(max(waits), 1))
