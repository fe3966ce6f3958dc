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
smote = SMOTE(random_state=3)
X_more, y_more = smote.fit_resample(X, y)
X_train, X_test, y_train, y_test = train_test_split(X_more, y_more, random_state=3)
# %%
forest = RandomForestClassifier(random_state=3).fit(X_train, y_train)
print(f1_score(y_test, forest.predict(X_test)))
