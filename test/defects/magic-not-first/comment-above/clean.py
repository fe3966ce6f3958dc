# %%
import numpy as np
# %%
%%time
# A large product
a = np.ones((200, 200))
b = a @ a
# %%
print(b.trace())
