# %%
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

flats = pd.DataFrame(
    {
        "address": ["A 1", "B 2", "C 3", "D 4"],
        "size": [50, 70, 90, 65],
        "rooms": [2, 3, 4, 3],
        "rent": [600, 810, 990, 700],
    }
)
# %%
y = flats["rent"]
X = flats.drop(columns="address")
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LinearRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
