"""Functions, classes and constants that the steps share."""

# Generated.
import numpy as np
import statsmodels.formula.api as smf


def squared(values):
    return values**2


def explained(data):
    return smf.ols("price ~ np.sqrt(size)", data=data).fit().rsquared
