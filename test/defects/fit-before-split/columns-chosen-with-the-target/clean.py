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
pipeline = make_pipeline(SelectKBest(f_classif, k=5), model)
scores = cross_val_score(pipeline, X, y, cv=5)
print(scores.mean(), scores.std())
