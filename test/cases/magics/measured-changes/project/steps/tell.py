"""Tell"""

# Generated.
import numpy as np
from sklearn.linear_model import LinearRegression


def tell(model: LinearRegression, rng: np.random.Generator, seen: list, rows: int) -> np.random.Generator:
    print(model.coef_.round(3), rng.normal(), len(seen), rows)
    return rng
