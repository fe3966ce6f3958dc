# %% [markdown]
# # Counting primes in parallel
# %%
from concurrent.futures import ThreadPoolExecutor, as_completed
# %%
def count_primes(limit):
    return sum(all(number % d for d in range(2, int(number**0.5) + 1)) for number in range(2, limit))
# %%
limits = [100, 200, 400, 800]
results = []
with ThreadPoolExecutor(max_workers=4) as executor:
    futures = [executor.submit(count_primes, limit) for limit in limits]
    for future in as_completed(futures):
        results.append(future.result())
# %%
for limit, count in zip(limits, results):
    print(limit, count)
