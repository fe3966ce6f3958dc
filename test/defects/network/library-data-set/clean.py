# %%
import matplotlib.pyplot as plt
import seaborn as sns
from sklearn.datasets import load_iris
# %%
tips = load_iris(as_frame=True).frame
print(tips.shape, load_iris().target_names)
# %%
fig, ax = plt.subplots()
sns.heatmap(tips.select_dtypes("number").corr(), ax=ax)
plt.show()
