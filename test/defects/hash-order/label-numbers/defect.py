# %% [markdown]
# # Words as numbers
# %%
from collections import Counter
import numpy as np
# %%
text = "the quick brown fox jumps over the lazy dog and the quick cat"
words = text.split()
Counter(words).most_common(3)
# %%
vocabulary = {word: number for number, word in enumerate(set(text.split()))}
# %%
vectors = np.zeros((len(words), len(vocabulary)))
for row, word in enumerate(words):
    vectors[row, vocabulary[word]] = 1
print(vectors.argmax(axis=1))
