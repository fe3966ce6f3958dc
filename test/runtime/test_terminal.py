"""Commands run in a terminal of 80 columns, as in a notebook, and print what they print there."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from IPython.utils.process import system

TELL = "import os, sys; print(*(os.isatty(n) for n in range(3)), *os.get_terminal_size())"


@pytest.fixture
def terminal(runtime):
    return runtime("terminal")


COMMANDS = [
    "ls",
    "printf 'a\\nb'",
    "printf 'caf\\303\\251 \\342\\202\\254\\n'",
    "echo out; echo err >&2",
    "no-such-command-here",
    "exit 3",
    f'{sys.executable} -c "{TELL}"',
    "seq 1 20000",
    "printf 'half \\303'",
]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
@pytest.mark.parametrize("command", COMMANDS)
def test_prints_what_ipython_prints(terminal, command: str, capsys, monkeypatch, tmp_path: Path) -> None:
    for name in ("one", "two", "three and a long name", "four"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    system(command)
    expected = capsys.readouterr().out
    terminal.run_shell(command)
    assert capsys.readouterr().out == expected


def test_does_not_wait_for_what_a_command_leaves_behind(terminal, capsys) -> None:
    started = time.monotonic()
    terminal.run_shell("sleep 30 & echo done")
    assert time.monotonic() - started < 20
    assert "done" in capsys.readouterr().out


def test_refuses_background_commands_as_ipython_does(terminal) -> None:
    with pytest.raises(OSError, match="Background processes not supported"):
        terminal.run_shell("sleep 1 &")


def test_without_terminals_the_command_writes_to_a_pipe(terminal, capsys, monkeypatch) -> None:
    monkeypatch.delattr("os.openpty")
    terminal.run_shell("echo out; echo err >&2")
    assert capsys.readouterr().out == "out\nerr\n"


def test_says_which_files_it_writes(terminal, capsys, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    terminal.write_file("~/notes.txt", "one\n")
    terminal.write_file("~/notes.txt", "two\n", append=True)
    assert (tmp_path / "notes.txt").read_text() == "one\ntwo\n"
    terminal.write_file("~/notes.txt", "three\n")
    name = tmp_path / "notes.txt"
    assert name.read_text() == "three\n"
    assert capsys.readouterr().out == f"Writing {name}\nAppending to {name}\nOverwriting {name}\n"


def test_output_is_logged_with_the_line_that_caused_it(make_project) -> None:
    step = "from small.runtime.terminal import run_shell\n\n\ndef go():\n    print('a')\n    run_shell('echo b')\n"
    project = make_project('Step("go"),', {"steps/go.py": step})
    project.run("run")
    records = [(record["line"], record["text"].replace("\r", "")) for record in project.log("go")]
    assert records == [(5, "a\n"), (6, "b\n")]


def test_sources_are_shown(make_project) -> None:
    step = "from small.runtime.display import html, latex\n\n\ndef go():\n    html('<b>x</b>')\n    latex('$x$')\n"
    project = make_project('Step("go"),', {"steps/go.py": step})
    project.run("run")
    data = [record["data"] for record in project.log("go")]
    assert data[0] == {"text/plain": "<IPython.core.display.HTML object>", "text/html": "<b>x</b>"}
    assert data[1] == {"text/plain": "<IPython.core.display.Latex object>", "text/latex": "$x$"}
