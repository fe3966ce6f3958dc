"""Draw more"""

# Generated.
import matplotlib.pyplot as plt
import numpy as np


def draw_more(squares: np.ndarray) -> None:
    plt.hist(squares)
    plt.title("Squares")
