# %%
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split

flats = pd.DataFrame({"size": [50, None, 90, 65], "rooms": [2, 3, None, 3], "rent": [600, 810, 990, 700]})
columns = ["size", "rooms"]
# %%
flats[columns] = SimpleImputer().fit_transform(flats[columns])
train, test = train_test_split(flats, test_size=0.5, random_state=0)
# %%
ridge = Ridge().fit(train[columns], train["rent"])
print(ridge.score(test[columns], test["rent"]))
