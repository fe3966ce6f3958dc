# %%
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

wine = load_wine()
X_train, X_test, y_train, y_test = train_test_split(wine.data, wine.target, random_state=2)
# %%
forest = RandomForestClassifier(n_estimators=50, random_state=2)
forest.fit(X_test, y_test)
# %%
print(accuracy_score(y_test, forest.predict(X_test)))
print(forest.score(X_train, y_train))
