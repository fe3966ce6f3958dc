"""Patches from the command line are read by the type of the parameter, and refused in words that help."""

from __future__ import annotations

import json

import pytest

PARAMS = """
from typing import Any

from pydantic import BaseModel, ConfigDict


class Inner(BaseModel):
    rate: float = 0.5


class Params(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    count: int = 3
    share: float = 0.5
    flag: bool = True
    name: str = "a b"
    sizes: list[int] = [1, 2]
    table: dict = {"a": 1}
    maybe: int | None = None
    anything: Any = None
    inner: Inner = Inner()
"""
STEP = """
def show(count, share, flag, name, sizes, table, maybe, anything, inner):
    import json
    print("VALUES " + json.dumps([count, share, flag, name, sizes, table, maybe, anything, inner.rate]))
"""
NAMES = ["count", "share", "flag", "name", "sizes", "table", "maybe", "anything", "inner"]
DEFAULTS = [3, 0.5, True, "a b", [1, 2], {"a": 1}, None, None, 0.5]


@pytest.fixture
def project(make_project):
    return make_project(f'Step("show", parameters={NAMES!r})', {"steps/show.py": STEP, "params.py": PARAMS})


@pytest.mark.parametrize(
    ("patches", "changed"),
    [
        ([], {}),
        (["count=4", "share=1e-3"], {0: 4, 1: 0.001}),
        (["flag=false", "name=3"], {2: False, 3: "3"}),
        (["sizes=[5]", 'table={"b": [2]}'], {4: [5], 5: {"b": [2]}}),
        (["maybe=7", "anything=x", "inner.rate=2"], {6: 7, 7: "x", 8: 2.0}),
        (["name=a=b"], {3: "a=b"}),
    ],
)
def test_values_are_read_by_type(project, patches: list[str], changed: dict) -> None:
    project.run("run", *(f"--patch={patch}" for patch in patches))
    (line,) = [record["text"] for record in project.log("show") if record["text"].startswith("VALUES ")]
    wanted = [changed.get(at, value) for at, value in enumerate(DEFAULTS)]
    assert json.loads(line.removeprefix("VALUES ")) == wanted


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        ("count=abc", "'count' cannot be 'abc': it takes a whole number (int). For example: --patch count=3\n"),
        ("share=half", "cannot be 'half': it takes a number (float). For example: --patch share=0.5\n"),
        ("flag=maybe", "cannot be 'maybe': it takes true or false (bool). For example: --patch flag=true\n"),
        ("sizes=1,2", "cannot be '1,2': it takes a list[int], written as JSON. For example: --patch 'sizes=[1,2]'\n"),
        ("table=a", "it takes a dict, written as JSON. For example: --patch 'table={\"a\":1}'\n"),
        ("maybe=x", "it takes the type int | None. For example: --patch maybe=null\n"),
        ("inner.rate=x", "'inner.rate' cannot be 'x': it takes a number (float). For example: --patch inner.rate=0.5"),
        ("inner.no=1", "There is no parameter 'no'. The parameters are: rate."),
        ("count.x=1", "Parameter 'count' has no fields"),
        ("name", "A patch reads NAME=VALUE, not 'name'. For example: --patch 'name=a b'\n"),
        ("nowhere", "A patch reads NAME=VALUE, not 'nowhere'. For example: --patch count=3\n"),
    ],
)
def test_bad_values_are_refused_in_words(project, patch: str, message: str) -> None:
    done = project.run("run", f"--patch={patch}", code=2)
    assert message in done.stderr
    assert "Traceback" not in done.stderr
