"""Steps called by hand: with the inputs of a run, in a process that is set up as theirs, and against what they gave."""

from __future__ import annotations

import json

TABLE = """
    Step("load", outputs=["rows", "numbers"], draws=True),
    Step("model", inputs=["rows", "numbers"], parameters=["weight"], outputs=["rows", "total", "count"],
        settings=["set_up"], draws=True, environment={"MODE": "fast"}),
"""
FILES = {
    "params.py": "from pydantic import BaseModel\n\n\nclass Params(BaseModel):\n    weight: float = 2.0\n",
    "settings.py": "import decimal\n\n\ndef set_up():\n    decimal.getcontext().prec = 5\n",
    "steps/load.py": """
        import random

        def load():
            random.seed(3)
            print("loading")
            return [1, 2, 3], (n for n in range(4))
        """,
    "steps/model.py": """
        import decimal
        import os
        import random
        from pathlib import Path

        def model(rows, numbers, weight):
            rows.append(random.random())
            told = Path("told.txt").read_text(), os.environ["MODE"], decimal.getcontext().prec
            return rows, [weight * sum(numbers), told], len(rows)
        """,
    "files/told.txt": "hello",
}
EXPLORE = """
    import json
    from small import artifacts
    from small.steps.model import model

    given = artifacts.inputs("model")
    again = artifacts.inputs("model")
    seen = {"given": [given["rows"], given["weight"], list(given["numbers"])]}
    again["rows"].append("mine")
    seen["same"] = artifacts.compare("model", model(**artifacts.inputs("model")))
    seen["other"] = artifacts.compare("model", model(**artifacts.inputs("model") | {"weight": 3.0, "rows": []}))
    seen["runs"] = [artifacts.inputs("model", run=run)["weight"] for run in artifacts.run_ids()]
    print(json.dumps(seen))
    """


def test_a_step_by_hand_gives_what_it_gave_and_says_what_differs(make_project) -> None:
    """The generator among its inputs cannot be stored: it is made again each time, silently."""
    project = make_project(TABLE, FILES)
    project.run("run", "--run-id", "first")
    project.run("run", "--run-id", "second", "--patch", "weight=5")
    seen = json.loads(project.python(EXPLORE))
    assert seen["given"] == [[1, 2, 3], 5.0, [0, 1, 2, 3]]
    assert seen["same"] == {"rows": "the same", "total": "the same", "count": "the same"}
    assert seen["other"]["rows"].startswith("[1, 2, 3, 0.23")
    assert [seen["other"][name] for name in ("total", "count")] == ["differs in [0]", "4 -> 1"]
    assert seen["runs"] == [2.0, 5.0]


def test_a_step_that_failed_can_be_tried(make_project) -> None:
    failing = FILES["steps/model.py"].replace("return rows", "raise ValueError(weight)\n            return rows")
    project = make_project(TABLE, {**FILES, "steps/model.py": failing})
    project.run("run", "--run-id", "first", code=1)
    script = "from small import artifacts; print(artifacts.inputs('model')['rows'])"
    assert project.python(script) == "[1, 2, 3]"


def test_what_cannot_be_had_is_told(make_project) -> None:
    project = make_project(TABLE, FILES)

    def told(call: str) -> str:
        return project.python(f"""
            from small import artifacts
            from small.runtime.problems import PipelineError
            try:
                artifacts.{call}
            except PipelineError as error:
                print(error)
            """)

    assert told("inputs('model')").startswith("There is no run with results of load in ")
    assert told("inputs('load')").startswith("There is no run in ")
    assert told("inputs('nothing')") == "There is no step 'nothing'. The steps are: load, model."
    assert told("inputs('load', run='x')") == "There is no run x. `artifacts.run_ids()` lists them."
    assert told("inputs('model', run='x')") == "There is no run x. `artifacts.run_ids()` lists them."
    assert told("compare('model', 1)") == "Step 'model' has to return a tuple of rows, total, count."


def test_objects_of_unknown_types_are_not_called_the_same(make_project) -> None:
    table = 'Step("load", outputs=["tree"]),'
    project = make_project(table, {"steps/load.py": "import ast\n\ndef load():\n    return ast.parse('1')\n"})
    project.run("run")
    script = "import ast; from small import artifacts; print(artifacts.compare('load', ast.parse('1')))"
    assert project.python(script) == "{'tree': 'objects of ast.Module cannot be compared'}"
