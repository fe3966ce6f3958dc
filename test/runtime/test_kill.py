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
ROUNDS = 6
KILLS = 3
STEP = """
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
    started = time.monotonic()
    project.run("run")
    seconds = time.monotonic() - started
    chance = random.Random(11)
    kills, total = 0, sum(range(40_000))
    for turn in range(ROUNDS):
        project.edit("steps/step0.py", f"+ {turn},", f"+ {turn + 1},")
        for _ in range(KILLS):
            kills += _kill_after(project, chance.uniform(0, 0.9 * seconds), chance)
            _check_records(project)
        project.run("run")
        expected = [total * (number + 1) + sum(range(number + 1)) + turn + 1 for number in range(STEPS)]
        script = f"from small import artifacts; print([artifacts.load(f'v{{n}}')[0] for n in range({STEPS})])"
        assert json.loads(project.python(script)) == expected
    print(f"{kills} kills in {ROUNDS * KILLS} runs")
    assert kills > ROUNDS


def _kill_after(project, seconds: float, chance: random.Random) -> bool:
    """Run, and kill the runner, the process of its step, or both after a while; False when the run ended before."""
    runner = subprocess.Popen(
        project.command("run"),
        cwd=project.root,
        env=project.environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        runner.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        children = _children(runner.pid)
        for pid in chance.choice([[runner.pid], children or [runner.pid], [runner.pid, *children]]):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        runner.wait(60)
        return True


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
