# %%
import numpy as np
import matplotlib.pyplot as plt
try:
    import yaml
except ImportError:
    yaml = None
# %%
text = "rows: 20\ncolumns: 30\n"
sizes = {"rows": 20, "columns": 30} if yaml is None else yaml.safe_load(text)
# %%
image = np.zeros((sizes["rows"], sizes["columns"]))
plt.imshow(image)
plt.show()
