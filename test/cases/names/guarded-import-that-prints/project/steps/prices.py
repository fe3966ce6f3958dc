"""Prices"""

# Generated.
from notebook.functions import cents

try:
    import decimal as dc

    print("decimal", dc.__name__)  # which one
except ImportError:
    import decimal as dc

try:
    from math import isqrt
except ImportError:
    print("too old")
    # twice, to be heard
    print("install another one")

try:
    import fractions
except ImportError:
    print("again, please")


def prices() -> list:
    prices = [cents("1.25"), cents("2.5")]
    return prices
