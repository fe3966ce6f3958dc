"""A model that was fitted by a formula comes back in a step that knows nothing of the names in it."""

from __future__ import annotations

import pytest

pytest.importorskip("statsmodels")

TABLE = """
    Step("fit", outputs=["fit", "model"]),
    Step("look", inputs=["fit", "model"], outputs=["found"]),
"""

FIT = """
import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

def squared(values):
    return values**2

def fit():
    shift = 1
    table = pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0], "y": [2.0, 4.1, 5.9, 8.0]})
    model = smf.ols("y ~ np.log(x) + squared(x) + I(x + shift)", data=table)
    return model.fit(), model
"""

LOOK = """
import pandas as pd

def look(fit, model):
    names = [name for name in fit.params.index if "(" in name]
    table = pd.DataFrame({"x": [1.0, 4.0]})
    return names, fit.model is model, [round(float(each), 1) for each in fit.predict(table)]
"""


def test_a_fitted_formula_is_loaded_by_a_later_step(make_project) -> None:
    project = make_project(TABLE, {"steps/fit.py": FIT, "steps/look.py": LOOK})
    project.run("run")
    names = "['np.log(x)', 'squared(x)', 'I(x + shift)']"
    assert project.load("found") == f"({names}, True, [2.0, 8.0])"
