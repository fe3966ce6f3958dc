"""Show more"""

# Generated.
from IPython.display import display

from notebook.runtime.display import show as show_value


def show_more(values: list) -> None:
    show_value(display(values, values))
