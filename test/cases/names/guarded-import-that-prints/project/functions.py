"""Functions, classes and constants that the steps share."""

# Generated.

try:
    import decimal as dc
except ImportError:
    import decimal as dc

try:
    from math import isqrt
except ImportError:
    pass


def cents(text):
    return isqrt(int(dc.Decimal(text) * 100))
