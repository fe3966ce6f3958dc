"""The package's own code: clean for ruff, short files."""

import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "python"
RULES = ["--line-length", "120"]


@pytest.mark.parametrize(
    "command", [["check", "--select", "E,F,I,UP,B"], ["format", "--check"]], ids=["check", "format"]
)
def test_ruff(command):
    ruff = [sys.executable, "-m", "ruff", *command, "--no-cache", "--isolated", *RULES, str(PACKAGE)]
    done = subprocess.run(ruff, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_files_are_short_and_say_what_they_are():
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith('"""'), path
        assert len(text.splitlines()) <= 300, path
