"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
from IPython import get_ipython

from notebook.functions import report


def show_settings() -> None:
    """Set-up that the notebook does in show."""
    get_ipython().events.register("post_run_cell", report)
