"""Configuration files: layers, values by declared type, errors with file and line, options of steps."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from conftest import Project

PARAMS = """
import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    kind: str = "ridge"
    C: float = 1.0
    depth: int | None = None


@dataclass
class Range:
    low: float
    label: str


class Params(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = "a b"
    count: int = 3
    share: float = 0.5
    flag: bool = True
    day: datetime.date = datetime.date(2024, 1, 1)
    sizes: list[int] = [1, 2]
    table: dict = {"a": 1}
    weights: dict[str, float] = {}
    pair: tuple[str, int] = ("x", 1)
    ranges: list[Range] = []
    maybe: int | None = 7
    title: str | None = None
    mode: Literal["fast", "slow"] = "fast"
    place: Path = Path("data")
    anything: Any = None
    model: Model = Model(kind="lasso")
    positive: float = Field(1.0, gt=0)
"""
STEP = """
def show(name, count, model):
    import json, os
    print("VALUES " + json.dumps([name, count, model.kind, model.C, os.environ.get("LEVEL")]))
"""
TABLE = 'Step("show", parameters=["name", "count", "model"], resources={"cpu": "1", "memory": "1Gi"})'


@pytest.fixture
def project(make_project) -> Project:
    return make_project(TABLE, {"steps/show.py": STEP, "params.py": PARAMS})


def write(project: Project, **files: str) -> None:
    """Files of `conf`, by their names without the ending."""
    folder = project.root / "conf"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def shown(project: Project, *options: str) -> dict[str, tuple[Any, str]]:
    """What `config show` says: value and origin by name, options of steps too."""
    answer = json.loads(project.run("config", "show", "--json", *options).stdout)
    return {each["name"]: (each["value"], each["from"]) for each in [*answer["parameters"], *answer["steps"]]}


def problems(project: Project, *options: str, command: str = "config show") -> str:
    done = project.run(*command.split(), *options, code=2)
    assert "Traceback" not in done.stderr
    return done.stderr


def test_each_layer_counts_more_than_the_one_before(project: Project, tmp_path: Path) -> None:
    write(
        project,
        base="parameters:\n  name: base\n  count: 1\n  share: 0.1\n  model:\n    kind: svm\n    C: 2\n",
        prod="parameters:\n  count: 2\n  share: 0.2\n  model: {depth: 4}\n",
    )
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text("# more\nparameters:\n  share: 0.3\n  sizes: [3]\n")
    second.write_text("parameters:\n  sizes:\n  - 4\n")
    files = [f"--config={first}", f"--config={second}"]
    found = shown(project, "--env=prod", *files, "--patch=model.C=0.5")
    assert found["name"] == ("base", "conf/base.yaml:2")
    assert found["count"] == (2, "conf/prod.yaml:2")
    assert found["share"] == (0.3, f"{first}:3")
    assert found["sizes"] == ([4], f"{second}:2")
    assert found["flag"] == (True, "params.py")
    assert found["model.kind"] == ("svm", "conf/base.yaml:6")
    assert found["model.C"] == (0.5, "--patch")
    assert found["model.depth"] == (4, "conf/prod.yaml:4")


def test_fields_of_a_model_keep_their_default(project: Project) -> None:
    write(project, base="parameters:\n  model:\n    C: 3\n")
    found = shown(project)
    assert found["model.kind"] == ("lasso", "params.py")
    assert found["model.C"] == (3.0, "conf/base.yaml:3")


@pytest.mark.parametrize(
    ("yaml", "name", "value"),
    [
        ("name: NO", "name", "NO"),
        ("name: 1e3", "name", "1e3"),
        ("name: 2024-01-01", "name", "2024-01-01"),
        ("name: null", "name", "null"),
        ("name: 'it''s'", "name", "it's"),
        ('name: "a\\n\\u00e9: #"', "name", "a\né: #"),
        ("name: |\n    two\n    lines", "name", "two\nlines\n"),
        ("name:", "name", ""),
        ("title: null", "title", None),
        ("title: 'null'", "title", "null"),
        ("title: ~", "title", None),
        ("maybe:", "maybe", None),
        ("count: 1e3", "count", 1000),
        ("count: 010", "count", 10),
        ("count: 1_000", "count", 1000),
        ("share: 1e3", "share", 1000.0),
        ("share: 12:30:45", None, "it takes a number (float)"),
        ("flag: NO", "flag", False),
        ("flag: 'true'", "flag", True),
        ("day: 2024-02-29", "day", "2024-02-29"),
        ("day: 2024-02-30", None, "it takes the type date"),
        ("sizes: [1, '2', 3e0]", "sizes", [1, 2, 3]),
        ("sizes: []", "sizes", []),
        ("table: {a: NO, b: 1e3, c: [null, true, '1'], d: {e: x}}", "table", None),
        ("weights: {NO: 1, b: 1e-3}", "weights", {"NO": 1.0, "b": 0.001}),
        ("pair: [1, 2]", "pair", ["1", 2]),
        ("pair: [1]", None, "'pair' cannot be a list: it takes a tuple[str, int]"),
        ("ranges: [{low: 1, label: 2}]", "ranges", [{"low": 1.0, "label": "2"}]),
        (
            "ranges: [{low: 1, lable: 2}]",
            None,
            "'ranges' has an element that has no 'lable': its names are low, label.",
        ),
        ("mode: slow", "mode", "slow"),
        ("mode: quick", None, "it takes the type Literal['fast', 'slow']"),
        ("place: a/b", "place", "a/b"),
        ("anything: NO", "anything", "NO"),
        ("anything: 1e3", "anything", 1000.0),
        ("anything: '1'", "anything", "1"),
        ("anything: [True, ~, 007, 0.5]", "anything", [True, None, "007", 0.5]),
        ("count: true", None, "it takes a whole number (int)"),
        ("count: [1]", None, "'count' cannot be a list: it takes a whole number (int)"),
        ("name: {a: 1}", None, "'name' cannot be a mapping: it takes a text (str)"),
        ("model:", "model.kind", "lasso"),
        ("model: svm", None, "'model' cannot be 'svm': it takes the type Model"),
        ("positive: -1", None, "'positive' is not valid: Input should be greater than 0"),
    ],
)
def test_values_are_read_by_the_declared_type(runtime_here, yaml: str, name: str | None, value: Any) -> None:
    found, told = runtime_here(PARAMS, f"parameters:\n  {yaml}\n")
    if name is None:
        assert told.startswith("conf/base.yaml:2: "), told
        assert value in told
    elif name == "table":
        assert found[name] == {"a": "NO", "b": 1000.0, "c": [None, True, "1"], "d": {"e": "x"}}
    else:
        assert told == ""
        assert found[name] == value
        assert type(found[name]) is type(value)


@pytest.fixture
def runtime_here(runtime):
    """Reads parameters in this process, as quickly as many cases need it."""

    def read(params: str, text: str) -> tuple[dict[str, Any], str]:
        layers, yaml_values, problems = runtime("layers"), runtime("yaml_values"), runtime("problems")
        module = sys.modules["params_of_test"] = ModuleType("params_of_test")
        exec(params, module.__dict__)
        wrong: list[str] = []
        root = yaml_values.read_yaml(text.encode(), "conf/base.yaml", wrong)
        all_layers = layers.Layers(module.Params)
        for section in dict(root.items()).values():
            all_layers.put(section)
        try:
            problems.refuse(wrong)
            return dict(layers.leaves(all_layers.result())), ""
        except problems.PipelineError as error:
            return {}, str(error)

    return read


def test_all_problems_are_told_at_once_and_nothing_runs(project: Project, tmp_path: Path) -> None:
    write(
        project,
        base="parameters:\n  rate: 1\n  share: x\n",
        prod="parameters:\n\n  count: many\n  sizes:\n    - 1\n    - two\nsteps:\n  shwo: {}\n  show:\n    retries: -1\n"
        "    inputs: [a]\nstep: {}\n",
    )
    broken = tmp_path / "broken.yaml"
    broken.write_text("parameters:\n  a: [1\n")
    options = ["--env=prod", f"--config={broken}", "--config=nowhere.yaml", "--patch=flag=perhaps"]
    text = problems(project, *options, command="run")
    assert text.splitlines()[0] == "error: There are 11 problems:"
    assert [line.strip() for line in text.splitlines()[1:]] == [
        "conf/prod.yaml:12: there is no section 'step'. The sections are: parameters, steps, catalog.",
        f"{broken}:3: this is not YAML: expected ',' or ']', but got '<stream end>'.",
        "The file nowhere.yaml of the configuration cannot be read: No such file or directory.",
        "conf/prod.yaml:8: there is no step 'shwo'. The steps are: show.",
        "conf/prod.yaml:10: 'retries' of step 'show' takes a whole number from 0.",
        "conf/prod.yaml:11: a step has no option 'inputs'. The options are: retries, time_limit, resources, image, "
        "environment, secrets, labels, annotations, cache, check_inputs, check_tables.",
        "conf/base.yaml:2: there is no parameter 'rate'. The parameters are: name, count, share, flag, day, sizes, table, "
        "weights, pair, ranges, maybe, title, mode, place, anything, model, positive.",
        "conf/base.yaml:3: 'share' cannot be 'x': it takes a number (float).",
        "conf/prod.yaml:3: 'count' cannot be 'many': it takes a whole number (int).",
        "conf/prod.yaml:6: 'sizes' has an element that cannot be 'two': it takes a whole number (int).",
        "Parameter 'flag' cannot be 'perhaps': it takes true or false (bool). For example: --patch flag=true",
    ]
    assert not (project.root / "runs").exists() or project.runs == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("parameters:\n  count: 1\n  count: 2\n", "conf/base.yaml:3: 'count' is given twice."),
        ("parameters:\n  count: !secret 1\n", "conf/base.yaml:2: the tag '!secret' means nothing here."),
        ("parameters:\n  ? [a]\n  : 1\n", "conf/base.yaml:2: a name has to be a text."),
        ("parameters: [count]\n", "conf/base.yaml:1: 'parameters' takes names with values."),
        ("- count\n", "conf/base.yaml:1: a file of the configuration has the sections parameters, steps, catalog."),
        ("parameters:\n\tcount: 1\n", "conf/base.yaml:2: this is not YAML: "),
        (
            "parameters:\n  anything: &a [*a]\n",
            "conf/base.yaml: it is nested too deeply, or has a value that holds itself.",
        ),
        ("parameters:\n  name: \x00\n", "conf/base.yaml: this is not YAML: "),
        ("steps:\n  show: 3\n", "conf/base.yaml:2: step 'show' takes names of options with values."),
        ("steps:\n  show:\n    resources: 2\n", "conf/base.yaml:3: 'resources' of step 'show' takes names with texts."),
        ("steps:\n  show:\n    cache: maybe\n", "conf/base.yaml:3: 'cache' of step 'show' takes true or false."),
    ],
)
def test_files_that_cannot_be_used(project: Project, text: str, message: str) -> None:
    write(project, base=text)
    assert message in problems(project)


def test_aliases_and_merge_keys(runtime_here) -> None:
    text = "parameters:\n  model: &common\n    C: 2\n    kind: a\nmore:\n  model:\n    <<: *common\n    kind: b\n"
    assert runtime_here(PARAMS, text)[0]["model.kind"] == "b"
    assert runtime_here(PARAMS, text)[0]["model.C"] == 2.0


def test_environments(project: Project) -> None:
    write(project, base="", local="parameters: {name: here}\n", prod="parameters: {name: there}\n")
    assert project.run("config", "envs").stdout.split() == ["local", "prod"]
    assert shown(project)["name"] == ("here", "conf/local.yaml:1")
    assert shown(project, "--env=prod")["name"][0] == "there"
    assert "There is no environment 'qa'. The environments are: local, prod." in problems(project, "--env=qa")
    assert "There is no environment 'base'." in problems(project, "--env=base")
    for name in ("local", "prod"):
        (project.root / "conf" / f"{name}.yaml").rename(project.root / f"{name}.yaml")
    assert "no environment 'prod'. A file conf/NAME.yaml makes one." in problems(project, "--env=prod")
    for name in ("local", "prod"):
        (project.root / f"{name}.yaml").rename(project.root / "conf" / f"{name}.yaml")
    (project.root / "conf" / "local.yaml").unlink()
    assert shown(project)["name"] == ("a b", "params.py")
    text = project.run("config", "show", "--env=prod").stdout
    assert text.startswith("environment: prod\nfiles: conf/base.yaml, conf/prod.yaml\n")
    assert re.search(r'^name +"there" +conf/prod.yaml:1$', text, re.MULTILINE)


def test_without_the_folder_all_is_as_before(project: Project) -> None:
    project.run("run", "--patch=count=4")
    assert project.manifest()["configuration"] is None
    assert not (project.runs[-1] / "config.json").exists()
    assert shown(project)["count"] == (3, "params.py")
    assert "There is no environment 'prod', for the project has no folder 'conf'." in problems(project, "--env=prod")
    code = "import sys; import small.runtime.project as p; p.load_pipeline(); print('yaml' in sys.modules)"
    assert project.python(code) == "False"


@pytest.mark.parametrize("in_process", [False, True])
def test_a_run_uses_and_records_it(project: Project, tmp_path: Path, in_process: bool) -> None:
    write(
        project,
        base="parameters:\n  name: base\nsteps:\n  show:\n    environment: {LEVEL: low}\n",
        prod="parameters:\n  count: 9\nsteps:\n  show: {environment: {LEVEL: high}}\n",
    )
    more = tmp_path / "more.yaml"
    more.write_text("parameters: {model: {C: 4}}\n")
    options = [f"--config=file://{more}", "--env=prod", *(["--in-process"] if in_process else [])]
    project.run("run", *options)
    (line,) = [each["text"] for each in project.log("show") if each["text"].startswith("VALUES")]
    assert json.loads(line.removeprefix("VALUES ")) == ["base", 9, "lasso", 4.0, "high"]
    manifest = project.manifest()
    assert manifest["parameters"]["count"] == 9
    record = manifest["configuration"]
    assert record["env"] == "prod"
    names = ["conf/base.yaml", "conf/prod.yaml", f"file://{more}"]
    assert [each["file"] for each in record["files"]] == names
    assert all(len(each["sha256"]) == 64 for each in record["files"])
    assert record["steps"] == {"show": {"environment": {"LEVEL": "high"}}}
    if not in_process:
        project.run("run", *options)
        assert project.statuses() == {"show": "cached"}


def test_the_first_step_of_an_engine_decides(project: Project) -> None:
    write(project, base="", dev="parameters: {name: dev}\nsteps: {show: {environment: {LEVEL: d}}}\n", prod="")
    environment = {**project.environment, "PIPELINE_ENV": "dev"}
    code = """
from small.runtime import store, step_options
from small.runtime.parameters import patched_params
store.new_run("night", patched_params([]).model_dump(mode="json"))
"""
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    (project.root / "conf" / "dev.yaml").write_text("parameters: {name: changed}\n")
    project.run("step", "show", "--run", "night")
    (line,) = [each["text"] for each in project.log("show", "night") if each["text"].startswith("VALUES")]
    assert json.loads(line.removeprefix("VALUES "))[0] == "dev"
    assert json.loads(line.removeprefix("VALUES "))[4] == "d"
    assert project.manifest("night")["configuration"]["env"] == "dev"


def test_options_of_steps(project: Project) -> None:
    write(
        project,
        base='steps:\n  show:\n    retries: 2\n    resources: {cpu: "2", "nvidia.com/gpu": 1}\n',
        prod="steps:\n  show:\n    time_limit: 600\n    image: repo/x:1\n    resources:\n      memory:\n      cpu: 4\n"
        "    cache: false\n",
    )
    code = """
import json, os
os.environ["PIPELINE_ENV"] = "prod"
from small.runtime.project import load_pipeline
step = load_pipeline().steps["show"]
print(json.dumps([step.retries, step.time_limit, step.image, step.resources, step.cache]))
"""
    resources = {"cpu": "4", "nvidia.com/gpu": "1"}
    assert json.loads(project.python(code)) == [2, 600, "repo/x:1", resources, False]
    found = shown(project, "--env=prod")
    assert found["show.resources.cpu"] == ("4", "conf/prod.yaml:7")
    assert found["show.resources.nvidia.com/gpu"] == ("1", "conf/base.yaml:4")
    assert found["show.retries"] == (2, "conf/base.yaml:3")


def test_retries_and_limits_hold_in_runs(make_project, tmp_path: Path) -> None:
    body = """
import os, time


def one():
    path = os.environ["TRIES"]
    with open(path, "a") as file:
        file.write("x")
    time.sleep(60 if os.path.getsize(path) == 1 else 0)
"""
    project = make_project('Step("one"),', {"steps/one.py": body})
    tries = tmp_path / "tries"
    write(project, base=f"steps:\n  one:\n    retries: 1\n    time_limit: 2\n    environment:\n      TRIES: {tries}\n")
    project.run("run")
    assert tries.read_text() == "xx"
    assert project.manifest()["steps"][0]["attempts"] == 2


def test_files_in_an_object_store(project: Project, tmp_path: Path) -> None:
    code = """
import json, os
import fsspec
fsspec.filesystem("memory").pipe_file("/bucket/x.yaml", b"parameters: {name: far}")
os.environ["PIPELINE_CONFIG"] = "memory://bucket/x.yaml"
from small.runtime.config_files import config_files
from small.runtime.parameters import layered_params
parameters, layers = layered_params([])
print(json.dumps([parameters.name, layers.origin("name"), config_files().files[0].name]))
"""
    found = json.loads(project.python(code))
    assert found == ["far", "memory://bucket/x.yaml:1", "memory://bucket/x.yaml"]
    lacking = problems(project, "--config=s3://user:secret@bucket/x.yaml?key=secret")
    assert "s3://bucket/x.yaml needs the package s3fs" in lacking
    assert "secret" not in lacking
    nowhere = problems(project, f"--config=file://{tmp_path}/x.yaml")
    assert f"There is no file file://{tmp_path}/x.yaml." in nowhere


def test_what_pyyaml_is_needed_for_is_said(project: Project) -> None:
    write(project, base="parameters: {name: x}\n")
    code = """
import sys
sys.modules["yaml"] = None
from small.runtime.cli import main
raise SystemExit(main(["config", "show"]) != 2)
"""
    project.python(code)


def test_engines_show_the_configured_values(make_project) -> None:
    params = "from pydantic import BaseModel, Field\n\n\nclass Params(BaseModel):\n    a: int = 1\n    b: float = Field(2.0, gt=0)\n"
    project = make_project('Step("one"),', {"params.py": params, "steps/one.py": "def one():\n    pass\n"})
    (project.root / "conf").mkdir()
    (project.root / "conf" / "base.yaml").write_text("parameters: {b: 5}\nsteps: {one: {retries: 3}}\n")
    shown = project.python("""
        from small.runtime.parameters import configured_params
        from small.runtime.project import load_pipeline
        schema = configured_params().model_json_schema()["properties"]
        print(schema["a"]["default"], schema["b"]["default"], schema["b"]["exclusiveMinimum"])
        print(load_pipeline().steps["one"].retries)
    """)
    assert shown.split() == ["1", "5.0", "0", "3"]
