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

try:
    import fractions
except ImportError:
    pass


def cents(text):
    return isqrt(int(dc.Decimal(text) * 100)) + fractions.Fraction(1, 2)
