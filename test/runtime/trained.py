"""A small project that fits a model and predicts with it, run once for all tests."""

from __future__ import annotations

import shutil

import pytest

from conftest import Project, write_project

TABLE = """
Step("make", outputs=["table"]),
Step("fit", inputs=["table"], outputs=["X_test", "y_test", "scaler", "model"]),
Step("judge", inputs=["model", "X_test", "y_test"], outputs=["predicted", "share"], metrics=["share"]),
"""
MAKE = '''
"""A table of flats."""

import numpy as np
import pandas as pd


def make():
    draw = np.random.default_rng(3)
    table = pd.DataFrame(
        {
            "area": draw.uniform(20, 120, 200),
            "rooms": draw.integers(1, 6, 200),
            "heat": draw.choice(["gas", "oil", "wood"], 200),
            "built": pd.Timestamp("1950-01-01") + pd.to_timedelta(draw.integers(0, 20000, 200), unit="D"),
            "lift": draw.random(200) < 0.5,
        }
    )
    table.loc[::17, "area"] = np.nan
    table["dear"] = table["rooms"] * 20 + table["area"].fillna(50) + draw.normal(0, 9, 200) > 120
    return table
'''
FIT = '''
"""A model."""

from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def fit(table):
    table["big"] = (table["area"].fillna(0) > 70).astype(int)
    features = table[["rooms", "big", "lift"]]
    X_train, X_test, y_train, y_test = train_test_split(features, table["dear"], random_state=0)
    scaler = StandardScaler().fit(X_train)
    model = LogisticRegression().fit(scaler.transform(X_train), y_train)
    return scaler.transform(X_test), y_test, scaler, model
'''
JUDGE = '''
"""How good it is."""


def judge(model, X_test, y_test):
    predicted = model.predict(X_test)
    return predicted, float(model.score(X_test, y_test))
'''
LIFTED = '''
"""Models."""

from small.runtime.models import Model


def features_of_model(table, scaler):
    table["big"] = (table["area"].fillna(0) > 70).astype(int)
    return scaler.transform(table[["rooms", "big", "lift"]])


MODELS = [
    Model(
        "model", step="fit", used_in=["judge"], features=features_of_model, table=("make", "table"), values={"scaler": "fit"}
    )
]
'''


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project after a run; tests that change it take a copy."""
    files = {"steps/make.py": MAKE, "steps/fit.py": FIT, "steps/judge.py": JUDGE, "prediction.py": LIFTED}
    project = write_project(tmp_path_factory.mktemp("trained") / "project", TABLE, files)
    project.run("run", "--run-id", "first")
    return project


@pytest.fixture
def copy(trained: Project, tmp_path) -> Project:
    """A copy of the project and its run, to be changed."""
    shutil.copytree(trained.root, tmp_path / "copy")
    return Project(tmp_path / "copy", "small")
