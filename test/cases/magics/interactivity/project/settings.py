"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
from IPython.core.interactiveshell import InteractiveShell


def two_settings() -> None:
    """Set-up that the notebook does in two."""
    InteractiveShell.ast_node_interactivity = "last_expr_or_assign"
