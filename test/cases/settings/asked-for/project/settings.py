"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
import matplotlib.pyplot as plt
import seaborn as sns


def notebook_settings() -> None:
    """Set-up at the top of the notebook."""
    plt.style.use("ggplot")
    sns.set_context("talk")
