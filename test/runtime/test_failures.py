"""What a user sees when a step fails, dies or is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import time

TABLE = """
    Step("good", outputs=["a"]),
    Step("bad", outputs=["b"]),
    Step("slow", outputs=["c"]),
    Step("last", inputs=["b", "c"], outputs=["d"]),
"""

GOOD = {
    "steps/good.py": "def good():\n    return 1\n",
    "steps/slow.py": "import time\n\ndef slow():\n    time.sleep(1.5)\n    return 2\n",
    "steps/last.py": "def last(b, c):\n    return b + c\n",
    "functions.py": "def divide(x):\n    return 1 / x\n",
}


def with_bad(body: str) -> dict[str, str]:
    return {**GOOD, "steps/bad.py": f"from small.functions import divide\n\ndef bad():\n{body}\n"}


def test_error_in_a_step(make_project) -> None:
    project = make_project(TABLE, with_bad("    print('before')\n    return divide(0)"))
    done = project.run("run", "--jobs", "3", code=1)
    assert "Step 'bad' failed" in done.stdout
    assert "✓ good  " in done.stdout and "✗ bad   " in done.stdout
    assert "functions.py:2)" in done.stdout
    assert "ZeroDivisionError: division by zero" in done.stdout
    assert "worker.py" not in done.stdout
    assert project.statuses() == {"good": "done", "bad": "failed", "slow": "done", "last": "not run"}
    error = next(step["error"] for step in project.manifest()["steps"] if step["name"] == "bad")
    assert error["type"] == "ZeroDivisionError" and error["line"] == 2
    assert project.log("bad")[0]["text"] == "before\n"
    assert "ZeroDivisionError" in (project.runs[-1] / "report.html").read_text()
    project.edit("functions.py", "1 / x", "1 / (x + 1)")
    project.run("run")
    assert project.load("d") == "3.0"
    assert project.statuses()["slow"] == "cached"


def test_error_in_a_library_beside_the_code(make_project) -> None:
    """The place is the last line of the project's own, wherever its environment lies."""
    project = make_project(TABLE, with_bad("    return divide(0)"))
    library = project.root / ".venv" / "lib" / "library.py"
    library.parent.mkdir(parents=True)
    library.write_text("def fail():\n    raise ValueError('no')\n")
    code = "import sys\nsys.prefix = {!r}\nsys.path.append({!r})\n\ndef divide(x):\n    import library\n    library.fail()\n"
    (project.source / "functions.py").write_text(code.format(str(project.root / ".venv"), str(library.parent)))
    done = project.run("run", "--in-process", code=1)
    assert "functions.py:7)" in done.stdout and "library.py" in done.stdout


def test_error_in_process(make_project) -> None:
    project = make_project(TABLE, with_bad("    return divide(0)"))
    done = project.run("run", "--in-process", code=1)
    assert "functions.py:2)" in done.stdout
    assert project.statuses() == {"good": "done", "bad": "failed", "slow": "not run", "last": "not run"}


def test_ways_to_fail(make_project) -> None:
    cases = {
        "    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)": "was killed (SIGKILL)",
        "    import ctypes\n    print('last words', flush=True)\n    ctypes.string_at(0)": "was killed (SIGSEGV)",
        "    import os\n    os._exit(3)": "ended with code 3",
        "    raise SystemExit(0)": "SystemExit",
        "    import nowhere": "No module named 'nowhere'",
        "    open('w', 'w').close()\n    return (x for x in [1])": "'b' (generator)",
        "    input()": "EOFError",
    }
    for number, (body, message) in enumerate(cases.items()):
        project = make_project(TABLE, with_bad(body), name=f"project{number}")
        done = project.run("run", "--to", "bad", code=1)
        assert message in done.stdout, body
        assert project.statuses()["bad"] == "failed"
        assert (project.runs[-1] / "report.html").exists()


def test_syntax_error_and_missing_function(make_project) -> None:
    for number, (text, message) in enumerate({"def bad(:\n": "bad.py", "x = 1\n": "no function 'bad'"}.items()):
        project = make_project(TABLE, {**GOOD, "steps/bad.py": text}, name=f"project{number}")
        done = project.run("run", "--to", "bad", code=None)
        assert done.returncode in (1, 2)
        assert message in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_wrong_tables(make_project) -> None:
    cases = {
        'Step("good", inputs=["x"])': "'good' reads x",
        'Step("good"), Step("good")': "Two steps are called 'good'",
        'Step("good", after=["later"])': "runs after 'later'",
        'Step("good", parameters=["size"])': "takes size",
    }
    for number, (table, message) in enumerate(cases.items()):
        done = make_project(table, GOOD, name=f"project{number}").run("run", code=2)
        assert message in done.stderr
        assert "Traceback" not in done.stderr


def test_outputs_that_do_not_fit_the_table(make_project) -> None:
    table = 'Step("good", outputs=["a", "b"])'
    done = make_project(table, GOOD).run("run", code=1)
    assert "has to return a tuple of a, b" in done.stdout


FLAKY = """
from pathlib import Path

def flaky():
    tries = Path("tries")
    tries.write_text(tries.read_text() + "x" if tries.exists() else "x")
    if len(tries.read_text()) < {good}:
        {fail}
    return 1
"""


def flaky(make_project, good: int, retries: int, fail: str = "raise OSError('no answer')", name: str = "project"):
    table = f'Step("flaky", outputs=["a"], retries={retries}), Step("after", inputs=["a"], outputs=["b"])'
    files = {
        "steps/flaky.py": FLAKY.format(good=good, fail=fail),
        "steps/after.py": "def after(a):\n    return a + 1\n",
    }
    return make_project(table, files, name=name)


def test_a_failed_step_is_tried_again(make_project) -> None:
    for number, fail in enumerate(("raise OSError('no answer')", "__import__('os')._exit(3)")):
        project = flaky(make_project, good=3, retries=2, fail=fail, name=f"project{number}")
        done = project.run("run")
        assert "! flaky: attempt 1 of 3 failed: " in done.stdout and "! flaky: attempt 2 of 3 failed: " in done.stdout
        assert [step["attempts"] for step in project.manifest()["steps"]] == [3, 1]
        assert len(project.manifest()["warnings"]) == 2
        assert project.load("b") == "2"
        project.run("run")
        assert project.statuses() == {"flaky": "cached", "after": "cached"}
        assert [step["attempts"] for step in project.manifest()["steps"]] == [3, 1]


def test_retries_have_an_end(make_project) -> None:
    project = flaky(make_project, good=4, retries=2)
    done = project.run("run", code=1)
    assert "attempt 2 of 3 failed: OSError: no answer" in done.stdout and "attempt 3" not in done.stdout
    assert [step["attempts"] for step in project.manifest()["steps"]] == [3, 0]
    assert (project.root / "files" / "tries").read_text() == "xxx"


def test_no_retries_of_what_is_refused_or_in_process(make_project) -> None:
    project = flaky(make_project, good=9, retries=2, fail="return (x for x in [1])")
    project.run("run", code=1)
    assert project.manifest()["steps"][0]["attempts"] == 1
    project = flaky(make_project, good=9, retries=2, name="in_process")
    project.run("run", "--in-process", code=1)
    assert project.manifest()["steps"][0]["attempts"] == 1


def test_interrupt_stops_the_processes_of_steps(make_project) -> None:
    code = """
        import os, subprocess, sys, time
        from pathlib import Path

        def endless():
            other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            Path("pids").write_text(f"{os.getpid()} {other.pid}")
            time.sleep(600)
    """
    for number, sign in enumerate((signal.SIGINT, signal.SIGTERM, signal.SIGKILL)):
        project = make_project('Step("endless")', {"steps/endless.py": code}, name=f"project{number}")
        runner = subprocess.Popen(
            project.command("run"), cwd=project.root, env=project.environment, stdout=subprocess.DEVNULL
        )
        pids = project.root / "files" / "pids"
        _wait_for(lambda pids=pids: pids.exists() and len(pids.read_text().split()) == 2)
        runner.send_signal(sign)
        assert runner.wait(30) == (-9 if sign == signal.SIGKILL else 130)
        step, other = map(int, pids.read_text().split())
        _wait_for(lambda step=step: not _alive(step))
        if sign != signal.SIGKILL:
            _wait_for(lambda other=other: not _alive(other))
            assert project.manifest()["status"] == "stopped"
            assert project.statuses() == {"endless": "stopped"}
        elif _alive(other):
            os.kill(other, signal.SIGKILL)


def _wait_for(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def _alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
