# %%
import numpy as np
import matplotlib.pyplot as plt
import yaml
# %%
text = "rows: 20\ncolumns: 30\n"
sizes = yaml.safe_load(text)
# %%
image = np.zeros((sizes["rows"], sizes["columns"]))
plt.imshow(image)
plt.show()
