"""Draw"""

# Generated.
import matplotlib.pyplot as plt
import numpy as np


def draw(values: np.ndarray, squares: np.ndarray) -> None:
    plt.rcParams["figure.figsize"] = (8, 4)
    plt.plot(values, squares)
    plt.show()
