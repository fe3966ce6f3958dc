# %%
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

X, y = make_classification(n_samples=500, weights=[0.9], random_state=3)
X = pd.DataFrame(X)
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=3)
smote = SMOTE(random_state=3)
X_train, y_train = smote.fit_resample(X_train, y_train)
# %%
forest = RandomForestClassifier(random_state=3).fit(X_train, y_train)
print(f1_score(y_test, forest.predict(X_test)))
