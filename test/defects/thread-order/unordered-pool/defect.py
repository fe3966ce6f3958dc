# %%
from multiprocessing.pool import ThreadPool
import pandas as pd
# %%
texts = ["one two", "three", "four five six"]
def words(text):
    return len(text.split())
# %%
with ThreadPool(2) as pool:
    counts = list(pool.imap_unordered(words, texts))
# %%
table = pd.DataFrame({"text": texts, "words": counts})
table
