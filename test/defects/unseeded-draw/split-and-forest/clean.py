# %% [markdown]
# # Which flowers are told apart?
# %%
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
# %%
X, y = load_iris(return_X_y=True, as_frame=True)
X.head()
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=1)
# %%
model = RandomForestClassifier(n_estimators=50, random_state=1)
model.fit(X_train, y_train)
# %%
print(accuracy_score(y_test, model.predict(X_test)))
