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
features = ["size", "rooms"]
X = flats[features]
y = flats["rent"].values
# %%
model = LinearRegression()
model.fit(X, y)
print(model.score(X, y))
