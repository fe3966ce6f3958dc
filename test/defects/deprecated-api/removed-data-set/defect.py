# %%
from sklearn.datasets import load_boston
from sklearn.linear_model import LinearRegression
# %%
data = load_boston()
model = LinearRegression().fit(data.data, data.target)
# %%
print(model.score(data.data, data.target))
