# %%
import hashlib
import pandas as pd
# %%
users = pd.DataFrame({"user": ["ada", "ben", "cleo", "dan"], "visits": [3, 8, 1, 5]})
# %%
# Half of the users see the new page.
def bucket(name):
    return int(hashlib.sha256(str(name).encode()).hexdigest(), 16) % 2
users["group"] = users["user"].map(bucket)
# %%
print(users.groupby("group")["visits"].mean())
# %%
digest = hashlib.md5(b"page").hexdigest()
print(digest)
