"""Models of a run: exported, asked from files, and only loaded when their bytes are those that were stored."""

from __future__ import annotations

import json
import shutil

import pytest

PLAIN = '''
"""Models."""

from small.runtime.models import Model

MODELS = [Model("model", step="fit", used_in=["judge"], fitted_on=("fit", "X_test"))]
'''
ROWS = [{"rooms": 3, "area": 80.5, "lift": True}, {"rooms": 1, "area": None, "lift": False}]


def test_export_says_what_the_model_takes_and_that_it_was_tried(trained, tmp_path) -> None:
    trained.run("export", "-o", str(tmp_path / "model"))
    told = json.loads((tmp_path / "model" / "model.json").read_text())
    columns = {column["name"]: column for column in told["input"]["columns"]}
    assert list(columns) == ["area", "rooms", "lift"]  # what the function needs, without the target
    assert [columns[name]["type"] for name in columns] == ["number", "integer", "boolean"]
    assert columns["area"]["nullable"] and not columns["rooms"]["nullable"]
    assert told["tried"] == {"rows": 100, "steps": ["judge"], "because": None}  # once predicted, once judged
    assert told["metrics"] == {"share": json.loads(trained.load("share"))}
    files = sorted(path.name for path in (tmp_path / "model" / "files").iterdir())
    assert files == sorted(f"{each['sha256']}.joblib" for each in told["files"].values())
    card = (tmp_path / "model" / "MODEL_CARD.md").read_text()
    assert "`features_of_model` in `prediction.py`" in card
    assert "it gives the same predictions" in card
    assert told["files"]["scaler"]["sha256"] in card


def test_predictions_of_files_are_those_of_the_notebooks_code(trained, tmp_path) -> None:
    trained.python(f"""
        from small import artifacts
        table = artifacts.load("table", step="make")
        table.to_csv({str(tmp_path / "all.csv")!r}, index=False)
        table.to_parquet({str(tmp_path / "all.parquet")!r})
        rows = table[["area", "rooms", "lift"]].to_json(orient="records")
        open({str(tmp_path / "all.json")!r}, "w").write(rows)
    """)
    answers = []
    for kind in ("csv", "parquet", "json"):
        done = trained.run(
            "predict", "--input", str(tmp_path / f"all.{kind}"), "--output", str(tmp_path / f"{kind}.json")
        )
        assert ("does not take heat, built, dear" in done.stderr) == (kind != "json")
        answers.append([row["prediction"] for row in json.loads((tmp_path / f"{kind}.json").read_text())])
    assert answers[0] == answers[1] == answers[2]
    same = trained.python(f"""
        import json
        from sklearn.model_selection import train_test_split
        from small import artifacts
        answers = json.load(open({str(tmp_path / "csv.json")!r}))
        _, test = train_test_split([row["prediction"] for row in answers], random_state=0)
        print(test == artifacts.load("predicted").tolist(), len(test))
    """)
    assert same == "True 50"


def test_input_that_does_not_fit_is_refused_with_row_column_and_reason(trained, tmp_path) -> None:
    file, output = tmp_path / "rows.csv", tmp_path / "out.csv"
    file.write_text("area,rooms,lift\n1,2,true\nmuch,2.5,maybe\n1,,true\n")
    done = trained.run("predict", "--input", str(file), "--output", str(output), code=2)
    assert done.stderr.splitlines()[1:] == [
        "  row 2, column 'area' must be a number",
        "  row 2, column 'rooms' must be a whole number",
        "  row 2, column 'lift' must be true or false",
        "  row 3, column 'rooms' must not be empty",
    ]
    assert not output.exists()
    file.write_text("area,rooms\n1,2\n")
    assert "row 1, column 'lift' is missing" in trained.run("predict", "--input", str(file), code=2).stderr
    file.write_text("area,rooms\n1,2\n1,much\n" + "1,2\n" * 30)
    assert trained.run("predict", "--input", str(file), code=2).stderr.splitlines()[1:] == [
        "  column 'lift' is missing (32 rows)",
        "  row 2, column 'rooms' must be a whole number",
    ]
    file.write_text("area,rooms,lift\n")
    assert "has no rows" in trained.run("predict", "--input", str(file), code=2).stderr
    file.write_text("area,rooms,lift\n1,2,true,4\n")
    assert "Line 2" in trained.run("predict", "--input", str(file), code=2).stderr
    (tmp_path / "rows.json").write_text("{")
    assert "cannot be read as JSON" in trained.run("predict", "--input", str(tmp_path / "rows.json"), code=2).stderr
    assert "no file" in trained.run("predict", "--input", str(tmp_path / "no.csv"), code=2).stderr
    file.write_text("area,rooms,lift\n50,2,true\n900,2,true\n")
    done = trained.run("predict", "--input", str(file), "--probabilities")
    assert "area: 1 of 2 outside" in done.stderr
    assert done.stdout.splitlines()[0] == "area,rooms,lift,prediction,probability_False,probability_True"


def test_a_file_that_is_not_what_was_stored_is_never_loaded(copy, tmp_path) -> None:
    copy.run("export", "-o", str(tmp_path / "model"))
    (tmp_path / "rows.json").write_text(json.dumps(ROWS))
    told = json.loads((tmp_path / "model" / "model.json").read_text())
    bad = b"cposix\nsystem\n(S'touch " + str(tmp_path / "harm").encode() + b"'\ntR."
    digest = told["files"]["model"]["sha256"]
    for path in [
        tmp_path / "model" / "files" / f"{digest}.joblib",
        *copy.root.glob(f"runs/.store/objects/*/{digest}.joblib"),
    ]:
        path.write_bytes(bad)
    for source in (["--from", str(tmp_path / "model")], []):
        done = copy.run("predict", "--input", str(tmp_path / "rows.json"), *source, code=2)
        assert "is not the file that was stored" in done.stderr and "not loaded" in done.stderr
    assert not (tmp_path / "harm").exists()


def test_a_step_is_not_run_again_with_inputs_that_were_changed(copy, tmp_path) -> None:
    shutil.rmtree(copy.root / "runs" / "first" / "models", ignore_errors=True)
    artifact = next(each for each in copy.manifest("first")["artifacts"] if each["variables"][0]["name"] == "X_test")
    path = copy.root / "runs" / artifact["file"]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    done = copy.run("export", "-o", str(tmp_path / "model"), code=2)
    assert "is not the file that was stored" in done.stderr
    assert not (tmp_path / "model").exists()


def test_a_model_whose_features_are_other_code_now_is_refused(copy, tmp_path) -> None:
    copy.run("export", "-o", str(tmp_path / "model"))
    (tmp_path / "rows.json").write_text(json.dumps(ROWS))
    copy.run("predict", "--from", str(tmp_path / "model"), "--input", str(tmp_path / "rows.json"))
    copy.edit("prediction.py", "> 70", "> 71")
    done = copy.run("predict", "--from", str(tmp_path / "model"), "--input", str(tmp_path / "rows.json"), code=2)
    assert "export the model again" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("> 70", "> 30", "are not among those that prediction.py makes"),
        ('(table["area"].fillna(0) > 70)', '(table["area"].fillna(table["area"].mean() + 20) > 70)', "alone"),
        (
            "return scaler",
            "table['rooms'] -= table['rooms'].mean() * 0 + (len(table) < 200)\n    return scaler",
            "alone",
        ),
    ],
)
def test_features_that_are_not_the_notebooks_are_refused(copy, tmp_path, old, new, reason) -> None:
    copy.edit("prediction.py", old, new)
    done = copy.run("export", "-o", str(tmp_path / "model"), code=2)
    assert reason in done.stderr
    assert not (tmp_path / "model").exists()


def test_without_a_way_from_a_table_the_model_takes_what_it_was_fitted_on(copy, tmp_path) -> None:
    (copy.source / "prediction.py").write_text(PLAIN)
    copy.run("export", "-o", str(tmp_path / "model"))
    told = json.loads((tmp_path / "model" / "model.json").read_text())
    assert told["input"]["kind"] == "array" and [each["name"] for each in told["input"]["columns"]] == [
        "x0",
        "x1",
        "x2",
    ]
    (tmp_path / "rows.json").write_text('[{"x0": 0.5, "x1": 1, "x2": -1.0}]')
    done = copy.run("predict", "--from", str(tmp_path / "model"), "--input", str(tmp_path / "rows.json"))
    assert done.stdout.splitlines()[0] == "x0,x1,x2,prediction"


def test_a_table_without_a_column_is_refused(trained) -> None:
    told = trained.python("""
        import pandas as pd
        from small.prediction import MODELS
        from small.runtime.predictor import predictor_of_run
        from small.runtime.problems import PipelineError
        try:
            predictor_of_run("model", "latest").predict_table(pd.DataFrame({"rooms": [1], "heat": ["gas"]}))
        except PipelineError as error:
            print(error)
    """)
    assert told == "The table has no column area, lift, which the model takes."


def test_an_unknown_model_run_or_folder_is_told(copy, tmp_path) -> None:
    assert "The models are: model." in copy.run("export", "--model", "other", "-o", str(tmp_path / "m"), code=2).stderr
    assert "Run no has a" in copy.run("export", "--run", "no", "-o", str(tmp_path / "m"), code=2).stderr
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    assert "is there already" in copy.run("export", "-o", str(tmp_path / "full"), code=2).stderr
    assert "no model.json" in copy.run("predict", "--from", str(tmp_path), "--input", "x.csv", code=2).stderr


def test_a_project_without_models_has_no_such_commands(heating) -> None:
    assert "invalid choice: 'predict'" in heating.run("predict", code=2).stderr
