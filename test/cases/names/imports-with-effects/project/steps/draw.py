"""Draw"""

# Generated.
import hvplot.pandas
import matplotlib.pyplot as plt
import pandas as pd
import scienceplots  # noqa: F401
import unheard_of  # noqa: F401
from other_library import registered  # noqa: F401
from sklearn.experimental import enable_iterative_imputer  # noqa: F401


def draw(filled: pd.DataFrame) -> pd.Series:
    plt.style.use("science")
    total = filled.sum()
    print(hvplot.__version__)
    return total
