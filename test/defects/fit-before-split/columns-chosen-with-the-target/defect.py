# %% [markdown]
# # Cancer or not
# %%
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

X, y = load_breast_cancer(return_X_y=True)
model = LogisticRegression(max_iter=5000)
# %%
selector = SelectKBest(f_classif, k=5)
X_best = selector.fit_transform(X, y)
scores = cross_val_score(model, X_best, y, cv=5)
print(scores.mean(), scores.std())
