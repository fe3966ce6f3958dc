"""Functions, classes and constants that the steps share."""

# Generated.


def scaled(values):
    return [value * FACTORS[0] for value in values]


FACTORS = [2, 3]
