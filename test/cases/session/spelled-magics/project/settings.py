"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
import os


def part_1_settings() -> None:
    """Set-up that the notebook does in part_1."""
    os.environ["SIZE"] = "3"
