"""Show more"""

# Generated.
from IPython.display import display


def show_more(values: list) -> None:
    display(values, values)
