"""All"""

# Generated.
import pandas as pd
from IPython.core.interactiveshell import InteractiveShell

from notebook.runtime.display import show, show_part


def all_step(df: pd.DataFrame) -> None:
    InteractiveShell.ast_node_interactivity = "all"

    show_part(df.plot())
    show_part(df.head(1))
    show(df.tail(1))

    show(df.plot.barh())
