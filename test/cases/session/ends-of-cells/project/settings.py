"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
from IPython.core.interactiveshell import InteractiveShell


def all_step_settings() -> None:
    """Set-up that the notebook does in all_step."""
    InteractiveShell.ast_node_interactivity = "all"
