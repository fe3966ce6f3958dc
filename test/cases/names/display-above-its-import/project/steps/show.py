"""Show"""

# Generated.
from IPython.display import display

from notebook.runtime.display import show as show_value


def show() -> list:
    values = [1, 2]
    show_value(display(values))
    return values
