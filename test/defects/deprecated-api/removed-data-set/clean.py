# %%
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
# %%
data = load_diabetes()
model = LinearRegression().fit(data.data, data.target)
# %%
print(model.score(data.data, data.target))
