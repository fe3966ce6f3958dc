# %%
import numpy as np
# %%
# A large product
%%time
a = np.ones((200, 200))
b = a @ a
# %%
print(b.trace())
