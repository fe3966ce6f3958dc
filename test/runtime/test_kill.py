"""A run killed at any moment leaves nothing half-done: the next one finishes it with the right results."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import time

STEPS = 4
STEP = """
import array

def {name}({takes}):
    rows = list(range(40_000))
    return [sum(rows) + {number}{add}, rows], {{"x": (1, 2), "{name}": rows}}
"""


def test_killed_at_random_times(make_project) -> None:
    table, files = "", {}
    for number in range(STEPS):
        name, before = f"step{number}", f"v{number - 1}"
        inputs = f'inputs=["{before}"], ' if number else ""
        table += f'Step("{name}", {inputs}outputs=["v{number}", "w{number}"]),\n'
        files[f"steps/{name}.py"] = STEP.format(
            name=name, takes=before if number else "", number=number, add=f" + {before}[0]" if number else ""
        )
    project = make_project(table, files)
    chance = random.Random(11)
    kills = 0
    for _ in range(40):
        runner = subprocess.Popen(
            project.command("run"),
            cwd=project.root,
            env=project.environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            runner.wait(chance.uniform(0.2, 2.5))
            break
        except subprocess.TimeoutExpired:
            kills += 1
            victims = [runner.pid, *_children(runner.pid)]
            if chance.random() < 0.5:
                victims = victims[1:] or victims  # only the step's process
            for pid in victims:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            runner.wait(60)
        _check_records(project)
    print(f"{kills} kills")
    assert kills > 0
    project.run("run")
    total = sum(range(40_000))
    expected = [total * (number + 1) + sum(range(number + 1)) for number in range(STEPS)]
    script = f"from small import artifacts; print([artifacts.load(f'v{{n}}')[0] for n in range({STEPS})])"
    assert json.loads(project.python(script)) == expected
    _wait_until_quiet(project)
    assert not [path for path in (project.root / "runs/.store/objects").rglob(".writing-*")]


def _check_records(project) -> None:
    """Every record that exists is whole, and so is every file it names."""
    for path in project.root.glob("runs/.store/results/*/*.json"):
        record = json.loads(path.read_text())
        for stored in [*record["artifacts"], record["log"]]:
            assert (project.root / "runs" / stored["file"]).stat().st_size == stored["bytes"]
    for path in project.root.glob("runs/*/manifest.json"):
        json.loads(path.read_text())


def _children(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    return [int(child) for child in found]


def _wait_until_quiet(project) -> None:
    time.sleep(0.2)
