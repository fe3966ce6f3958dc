# %%
%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
# %%
x = np.linspace(0, 2 * np.pi, 100)
y = np.sin(x)
# %%
fig, ax = plt.subplots()
ax.plot(x, y)
ax.set_title("one period")
plt.show()
