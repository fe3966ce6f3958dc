"""Prepare"""

# Generated.
from typing import Any

from IPython import get_ipython

from notebook.functions import Price
from notebook.runtime.display import show as show_value


def prepare() -> Any:
    ip = get_ipython()

    def in_notebook():
        return get_ipython().__class__.__name__ == "ZMQInteractiveShell"

    show_value(ip.display_formatter.formatters["text/html"].for_type(Price, lambda price: f"<b>{price.value}</b>"))
    return ip
