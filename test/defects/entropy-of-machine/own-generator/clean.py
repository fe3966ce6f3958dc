# %% [markdown]
# # Queue at a counter
# %%
import random
from statistics import mean
# %%
arrivals = random.Random(11)
OPEN_MINUTES = 480
SERVICE_MINUTES = 4.0
# %%
def simulate_day(generator):
    clock, free_at, waits = 0.0, 0.0, []
    while clock < OPEN_MINUTES:
        clock += generator.expovariate(1 / 5)
        waits.append(max(0.0, free_at - clock))
        free_at = max(free_at, clock) + SERVICE_MINUTES
    return mean(waits)
# %%
days = [simulate_day(arrivals) for _ in range(30)]
print(f"mean wait {mean(days):.2f} minutes, worst day {max(days):.2f}")
