"""Projects with several models, as those of several notebooks have: each is asked by its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Project
from test_serving import ROW, serving

MORE = """
from small.other_prediction import MODELS as OTHER_MODELS

MODELS = [*OTHER_MODELS, *MODELS]
"""
OTHER = '''
"""The model as another notebook has it: under a name of its own, without a way from a table."""

from small.runtime.models import Model

MODELS = [Model("other_model", variable="model", step="fit", used_in=["judge"], fitted_on=("fit", "X_test"))]
'''
SCALED = {"x0": 0.5, "x1": 1.0, "x2": -1.0}


@pytest.fixture
def two(copy: Project) -> Project:
    (copy.source / "other_prediction.py").write_text(OTHER)
    path = copy.source / "prediction.py"
    path.write_text(path.read_text() + MORE)
    return copy


def test_files_are_predicted_by_the_model_that_is_named(two: Project, tmp_path: Path) -> None:
    (tmp_path / "flats.json").write_text(json.dumps([ROW]))
    (tmp_path / "scaled.json").write_text(json.dumps([SCALED]))
    assert two.run("predict", "--input", str(tmp_path / "flats.json")).stdout.startswith("area,rooms,lift,prediction")
    named = ["predict", "--model", "other_model", "--input"]
    assert two.run(*named, str(tmp_path / "scaled.json")).stdout.startswith("x0,x1,x2,prediction\n0.5,1.0,-1.0,")
    assert "column 'x0' is missing" in two.run(*named, str(tmp_path / "flats.json"), code=2).stderr
    said = two.run("predict", "--model", "third", "--input", str(tmp_path / "flats.json"), code=2).stderr
    assert "There is no model 'third'. The models are: other_model, model." in said


def test_an_exported_model_is_found_by_its_name(two: Project, tmp_path: Path) -> None:
    two.run("export", "--model", "other_model", "-o", str(tmp_path / "model"))
    told = json.loads((tmp_path / "model" / "model.json").read_text())
    assert (told["name"], told["variable"], told["tried"]["rows"]) == ("other_model", "model", 100)
    (tmp_path / "scaled.json").write_text(json.dumps([SCALED]))
    done = two.run("predict", "--from", str(tmp_path / "model"), "--input", str(tmp_path / "scaled.json"))
    assert done.stdout.splitlines()[0] == "x0,x1,x2,prediction"


def test_features_in_a_module_of_another_notebook_are_watched(two: Project, tmp_path: Path) -> None:
    two.run("export", "-o", str(tmp_path / "model"))
    two.edit("other_prediction.py", "without a way", "with no way")
    (tmp_path / "flats.json").write_text(json.dumps([ROW]))
    chosen = ["--from", str(tmp_path / "model"), "--input", str(tmp_path / "flats.json")]
    assert "export the model again" in two.run("predict", *chosen, code=2).stderr


def test_a_server_answers_for_all_models(two: Project) -> None:
    with serving(two, two.command("serve", "--all-models", "--port", "PORT")) as server:
        assert [(each["name"], each["path"]) for each in server.get("/models")] == [
            ("model", "/models/model"),
            ("other_model", "/models/other_model"),
        ]
        status, answer = server.post({"rows": [ROW]})
        assert (status, answer["model"]) == (200, "model")
        assert server.post({"rows": [ROW]}, path="/models/model/predict") == (status, answer)
        status, other = server.post({"rows": [SCALED]}, path="/models/other_model/predict")
        assert (status, other["model"]) == (200, "other_model")
        status, refused = server.post({"rows": [ROW]}, path="/models/other_model/predict")
        assert status == 422
        assert {"row": None, "column": "x0", "reason": "is missing"} in [
            {**each, "row": None} for each in refused["problems"]
        ]
        assert server.get("/model")["input"]["kind"] == "table"
        assert server.get("/models/other_model")["input"]["kind"] == "array"
        schemas = server.get("/openapi.json")["components"]["schemas"]
        assert list(schemas["Row"]["properties"]) == ["area", "rooms", "lift"]
        assert list(schemas["Row_other_model"]["properties"]) == ["x0", "x1", "x2"]


def test_the_first_model_that_is_named_is_the_one_to_predict(two: Project, tmp_path: Path) -> None:
    for name in ("model", "other_model"):
        two.run("export", "--model", name, "-o", str(tmp_path / name))
    folders = ["--from", str(tmp_path / "model"), "--from", str(tmp_path / "other_model")]
    assert "No folder holds model 'third'" in two.run("serve", *folders, "--model", "third", code=2).stderr
    twice = two.run("serve", *folders[:2], *folders[:2], code=2).stderr
    assert "Two of these models have one name. Their names are: model." in twice
    command = two.command("serve", *folders, "--model", "other_model", "--port", "PORT")
    with serving(two, command) as server:
        assert [each["name"] for each in server.get("/models")] == ["other_model"]
        assert server.post({"rows": [SCALED]})[0] == 200


def test_a_step_that_gives_a_table_is_compared_and_writes_nothing(copy: Project, tmp_path: Path) -> None:
    copy.edit(
        "pipeline.py", 'outputs=["predicted", "share"]', 'outputs=["predicted", "share"], sinks={"told": "predicted"}'
    )
    copy.edit("steps/judge.py", '"""How good it is."""', '"""How good it is."""\n\nimport pandas as pd\n')
    copy.edit("steps/judge.py", "return predicted", "return pd.DataFrame({'dear': predicted})")
    (copy.root / "conf").mkdir()
    (copy.root / "conf" / "base.yaml").write_text("catalog: {told: {format: csv, location: told.csv}}\n")
    copy.run("run", "--run-id", "second")
    (copy.root / "files" / "told.csv").unlink()
    copy.run("export", "--run", "second", "-o", str(tmp_path / "model"))
    told = json.loads((tmp_path / "model" / "model.json").read_text())
    assert told["tried"] == {"rows": 100, "steps": ["judge"], "because": None}
    assert not (copy.root / "files" / "told.csv").exists()
