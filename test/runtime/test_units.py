"""Quantities and the registry of their units go on belonging together."""

from __future__ import annotations

import pytest

pytest.importorskip("pint")

TABLE = """
    Step("measure", outputs=["ureg", "Q_", "way", "time"]),
    Step("divide", inputs=["ureg", "Q_", "way", "time"], outputs=["ureg", "speed", "way"]),
    Step("look", inputs=["ureg", "speed", "way"], outputs=["found"]),
"""

MEASURE = """
import numpy as np
import pint

def measure():
    ureg = pint.UnitRegistry()
    ureg.define("smoot = 1.75 * meter")
    Q_ = ureg.Quantity
    return ureg, Q_, Q_(np.array([1.0, 2.0]), "smoot"), 2 * ureg.second
"""

DIVIDE = """
def divide(ureg, Q_, way, time):
    assert type(way) is Q_
    return ureg, way / time + Q_(1, "m/s"), way
"""

LOOK = """
def look(ureg, speed, way):
    assert way.units == ureg.smoot and isinstance(speed.units, ureg.Unit)
    doubled = (speed * 2 * ureg.hour).to("km")
    with ureg.context("spectroscopy"):
        length = (ureg.speed_of_light / (1 * ureg.m)).to("GHz")
    return f"{doubled:.2f}", f"{length:.2f~}", [str(one) for one in way.to_base_units()]
"""


def test_quantities_and_their_registry(make_project) -> None:
    project = make_project(TABLE, {"steps/measure.py": MEASURE, "steps/divide.py": DIVIDE, "steps/look.py": LOOK})
    project.run("run")
    found = "('[13.50 19.80] kilometer', '0.30 GHz', ['1.75 meter', '3.5 meter'])"
    assert project.load("found") == found


APPLICATION = """
import pint

def measure():
    ureg = pint.UnitRegistry()
    pint.set_application_registry(ureg)
    return 3 * ureg.metre
"""

AGAIN = """
import pint

def look(way):
    return str(way + pint.Quantity(1, "m"))
"""


def test_the_registry_of_the_application(make_project) -> None:
    table = 'Step("measure", outputs=["way"]),\nStep("look", inputs=["way"], outputs=["found"]),\n'
    project = make_project(table, {"steps/measure.py": APPLICATION, "steps/look.py": AGAIN})
    project.run("run")
    assert project.load("found") == "'4 meter'"
