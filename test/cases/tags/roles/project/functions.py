"""Functions, classes and constants that the steps share."""

# Generated.


def is_large(amount, threshold: int):
    return amount > threshold
