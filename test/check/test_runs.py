"""How runs of small notebooks end: errors, limits, dead kernels, and that nothing is left of them."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="limits of memory and signals are those of Linux"
)


def test_cells_run_top_down_in_a_copy_and_are_timed(checks):
    (checks.folder / "data.txt").write_text("7")
    result = checks.run(
        "import time\nx = int(open('data.txt').read())",
        "time.sleep(0.3)\nopen('data.txt', 'w').write('8')\nopen('made.txt', 'w').close()",
        "assert x == 7",
    )
    run = result["runs"][0]
    assert run["failure"] is None and [cell["error"] for cell in run["cells"]] == [None, None, None]
    assert run["cells"][1]["seconds"] >= 0.3 > run["cells"][2]["seconds"]
    assert (checks.folder / "data.txt").read_text() == "7"
    assert [path.name for path in checks.folder.iterdir()] == ["data.txt"]
    told = [(each["event"], each.get("cell"), each.get("at")) for each in result["told"]]
    assert told[:3] == [("run", None, None), ("cell", 0, 1), ("cellDone", 0, 1)]
    assert told[-1] == ("compare", None, None)


@pytest.mark.parametrize(
    ("sources", "name", "frames"),
    [
        (["x = 0\n\n1 / x"], "ZeroDivisionError", [(0, 3)]),
        (["def f(x):\n    y = 2\n    return y / x", "pass", "f(1)\nf(0)"], "ZeroDivisionError", [(2, 2), (0, 3)]),
        (["import json\njson.loads('{bad')"], "JSONDecodeError", [(0, 2)]),
        (["x = 1\ny = = 2"], "SyntaxError", [(0, 2)]),
        (["# only a comment", "   \n", "import nothing_of_this_name"], "ModuleNotFoundError", [(2, 1)]),
        (
            ["try:\n    {}['a']\nexcept KeyError as error:\n    raise ValueError('b') from error"],
            "ValueError",
            [(0, 4)],
        ),
    ],
)
def test_an_error_stops_the_notebook_at_its_line(checks, sources, name, frames):
    run = checks.run(*sources, "raise SystemError('not reached')")["runs"][0]
    assert run["failure"]["kind"] == "error" and run["failure"]["cell"] == len(sources) - 1
    error = run["cells"][-1]["error"]
    assert error["name"] == name
    assert [(frame["cell"], frame["line"]) for frame in error["frames"]] == frames


def test_cells_that_may_raise_do_not_stop_it(checks):
    run = checks.run("1 / 0", "x = 1", raising=(0,))["runs"][0]
    assert run["failure"] is None
    assert [cell["error"] and cell["error"]["name"] for cell in run["cells"]] == ["ZeroDivisionError", None]


@pytest.mark.parametrize(
    ("source", "limits", "limit", "lines"),
    [
        ("i = 0\nwhile True:\n    i += 1", {"cellTimeout": 2}, "cell", {2, 3}),
        ("import time\ntime.sleep(60)", {"timeout": 4}, "total", {2}),
        (
            "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException:\n        pass",
            {"cellTimeout": 2},
            "cell",
            set(),
        ),
    ],
)
def test_time_is_limited_and_the_line_is_told(checks, source, limits, limit, lines):
    run = checks.run("x = 1", source, **limits)["runs"][0]
    failure = run["failure"]
    assert (failure["kind"], failure["cell"], failure["limit"]) == ("timeout", 1, limit)
    assert {frame["line"] for frame in failure["frames"]} <= lines and bool(failure["frames"]) == bool(lines)
    assert [cell["cell"] for cell in run["cells"]] == [0]
    assert checks.processes() == []


@linux
@pytest.mark.parametrize(
    ("source", "code", "said"),
    [
        ("import os\nos.kill(os.getpid(), 9)", -9, ""),
        ("import os\nos._exit(3)", 3, ""),
        ("import ctypes\nctypes.string_at(0)", -11, "Fatal Python error: Segmentation fault"),
    ],
)
def test_a_dead_kernel_is_told_of(checks, source, code, said):
    failure = checks.run("x = 1", source)["runs"][0]["failure"]
    assert (failure["kind"], failure["cell"], failure["exitCode"], failure["said"]) == ("died", 1, code, said)
    assert not failure["memory"]
    if said:
        assert failure["frames"] == [{"cell": 1, "line": 2}]


@linux
@pytest.mark.parametrize("source", ["x = bytearray(4_000_000_000)", "import numpy\nx = numpy.ones((40_000, 40_000))"])
def test_memory_that_is_used_up_is_told_of(checks, source):
    run = checks.run(source, memory=2_000_000_000)["runs"][0]
    assert run["failure"]["memory"] and run["cells"][0]["error"]["memory"]


@linux
def test_a_kernel_that_does_not_start_is_trouble_of_the_world(checks):
    assert checks.run("x = 1", memory=60_000_000)["cannot"]["code"] == "kernel-not-started"


@pytest.mark.parametrize("how", ["interrupt", "input"])
def test_nothing_is_left_when_it_is_stopped(how, checks):
    source = (
        "import subprocess\nsubprocess.Popen(['sleep', '986'], start_new_session=True)\n"
        "open('started', 'w').close()\n!sleep 986"
    )
    process = checks.start(checks.request(source))
    deadline = time.time() + 60
    while not (checks.work / "notebook-1" / "started").exists() and time.time() < deadline:
        time.sleep(0.2)
    if how == "input":
        process.stdin.close()
    else:
        process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    assert checks.processes() == []
    assert "sleep 986" not in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


def test_pipes_sockets_and_what_may_not_be_read_stay_where_they_are(checks):
    os.mkfifo(checks.folder / "pipe.ipynb")
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(checks.folder / "socket"))
    (checks.folder / "secret.txt").write_text("x")
    (checks.folder / "secret.txt").chmod(0)
    (checks.folder / "gone").symlink_to("nowhere")
    (checks.folder / "data.txt").write_text("7")
    result = checks.run("import os\nprint(open('data.txt').read(), os.path.lexists('pipe.ipynb'))")
    assert result["runs"][0]["failure"] is None
