"""Show"""

# Generated.
from typing import Any

from IPython import get_ipython

from notebook.functions import Price, report
from notebook.runtime.display import end_cell
from notebook.runtime.display import show as show_value


def show(ip: Any) -> None:
    def in_notebook():
        return get_ipython().__class__.__name__ == "ZMQInteractiveShell"

    ip.display_formatter.formatters["text/html"].for_type(Price, lambda price: f"<b>{price.value}</b>")

    if in_notebook():
        print("in a notebook")
    show_value(Price())
    end_cell()

    get_ipython().events.register("post_run_cell", report)
