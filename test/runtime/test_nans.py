"""A float that is not a number is equal to none: code finds the very same object only, also in a later step."""

from __future__ import annotations

TABLE = """
    Step("make", outputs=["values", "own", "keys", "cells", "nan"]),
    Step("look", inputs=["values", "own", "keys", "cells", "nan"], outputs=["found"]),
"""

MAKE = """
import math
import numpy as np
import pandas as pd

def make():
    nan = float("nan")
    values = [np.nan, math.nan, nan, 1.5]
    cells = pd.DataFrame({"name": ["a", np.nan, None]}, dtype=object)
    return values, [nan, [nan], float("nan")], {np.nan: 1, nan: 2}, cells, nan
"""

LOOK = """
import math
import numpy as np

def look(values, own, keys, cells, nan):
    return [
        np.nan in values,
        math.nan in values,
        nan in values,
        own[0] is own[1][0],
        own[0] is nan,
        own[2] is nan,
        float("nan") in values,
        keys.get(np.nan),
        keys.get(nan),
        [each is np.nan for each in cells["name"]],
    ]
"""


def test_the_very_same_object_is_found(make_project) -> None:
    project = make_project(TABLE, {"steps/make.py": MAKE, "steps/look.py": LOOK})
    project.run("run")
    assert project.load("found") == "[True, True, True, True, True, False, False, 1, 2, [False, True, False]]"
