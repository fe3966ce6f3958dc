# %% [markdown]
# # Words of reviews
# %%
import re
import json
from collections import Counter
from pathlib import Path
# %%
reviews = [
    "A fine kettle, boils quickly and looks good.",
    "Stopped working after a week, poor quality.",
    "Good value, quick delivery, would buy again.",
    "The lid is loose and the handle gets hot.",
]
len(reviews)
# %%
STOP = frozenset({"a", "the", "is", "and", "after", "would"})

def tokens(text):
    return [w for w in re.findall(r"[a-z]+", text.lower()) if w not in STOP]

tokens(reviews[0])
# %%
counts = Counter(w for r in reviews for w in tokens(r))
counts.most_common(3)
# %%
import asyncio

async def measure(text):
    await asyncio.sleep(0)
    return len(tokens(text))

sizes = [await job for job in asyncio.as_completed([measure(r) for r in reviews])]
sizes
# %%
lengths = [len(tokens(r)) for r in reviews]
print("mean length", sum(lengths) / len(lengths))
