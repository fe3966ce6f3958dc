"""What the interpreter must have is asked before anything runs."""

import pytest
from notebook_proof import notebook_run
from notebook_proof.failures import Failure

LINES = 'dependencies = [\n    "{}==1.0",\n]\n'


@pytest.mark.parametrize("name", ["pydantic", "cloudpickle"])
def test_a_runner_that_can_run(tmp_path, name):
    (tmp_path / "pyproject.toml").write_text(LINES.format(name))
    notebook_run.check_runner(tmp_path)


def test_a_runner_that_lacks_a_package(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook_run, "RUNNER_NEEDS", ("pydantic", "no_such_package"))
    (tmp_path / "pyproject.toml").write_text(LINES.format("no_such_package"))
    with pytest.raises(Failure) as caught:
        notebook_run.check_runner(tmp_path)
    assert caught.value.as_data()["code"] == "no-runner"
    assert "no_such_package not installed" in caught.value.as_data()["message"]


def test_what_the_project_does_not_require(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook_run, "RUNNER_NEEDS", ("no_such_package",))
    (tmp_path / "pyproject.toml").write_text(LINES.format("no_such_package_at_all"))
    notebook_run.check_runner(tmp_path)
