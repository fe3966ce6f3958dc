"""Tell"""

# Generated.
import seaborn as sns


def tell(amount: int) -> None:
    print(amount, sns.color_palette()[0])
