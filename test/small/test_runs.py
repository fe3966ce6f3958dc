"""Runs: order, what is run again, what was shown, failures."""

import os
import signal
import subprocess
import sys
import time

import pytest

ROWS = """
    Step("load", parameters=["size"], outputs=["data"]),
    Step("left", inputs=["data"], outputs=["low"]),
    Step("right", inputs=["data"], outputs=["high"]),
    Step("join", inputs=["low", "high"], outputs=["total"]),
"""
STEPS = {
    "load": "def load(size):\n    return list(range(size))\n",
    "left": "def left(data):\n    return min(data)\n",
    "right": "def right(data):\n    return max(data)\n",
    "join": "def join(low, high):\n    print(f'{low}..{high}')\n    return low + high\n",
}


@pytest.fixture
def diamond(make_project):
    return make_project(ROWS, params="size: int = 4", **STEPS)


def test_a_second_run_runs_nothing(diamond) -> None:
    diamond.run("--run-id", "a")
    diamond.run("--run-id", "b")
    assert set(diamond.statuses("a").values()) == {"done"}
    assert set(diamond.statuses("b").values()) == {"cached"}
    assert diamond.load("total") == "3"


def test_what_depends_on_a_change_runs_again(diamond) -> None:
    diamond.run("--run-id", "a")
    diamond.step("right", "def right(data):\n    return max(data) * 10\n")
    diamond.run("--run-id", "b")
    assert diamond.statuses("b") == {"load": "cached", "left": "cached", "right": "done", "join": "done"}
    diamond.run("--run-id", "c", "--patch", "size=9")
    assert set(diamond.statuses("c").values()) == {"done"}
    diamond.run("--run-id", "d")
    assert set(diamond.statuses("d").values()) == {"cached"}


def test_a_change_without_effect_on_a_result_stops_there(diamond) -> None:
    diamond.run("--run-id", "a")
    diamond.step("left", "def left(data):\n    return sorted(data)[0]\n")
    diamond.run("--run-id", "b")
    assert diamond.statuses("b") == {"load": "cached", "left": "done", "right": "cached", "join": "cached"}


def test_data_files_count(make_project) -> None:
    project = make_project(
        "Step('load', outputs=['text'])", load="def load():\n    return open('a' + '.txt').read()\n"
    )
    (project.root / "files").mkdir()
    (project.root / "files" / "a.txt").write_text("one")
    project.run("--run-id", "a")
    (project.root / "files" / "a.txt").write_text("two")
    project.run("--run-id", "b")
    assert project.load("text") == "'two'"


def test_files_that_steps_hand_on(make_project) -> None:
    project = make_project(
        "Step('write', writes=['t.txt']), Step('read', reads=['t.txt'], outputs=['text'])",
        write="def write():\n    open('t.txt', 'w').write('hello')\n",
        read="def read():\n    return open('t.txt').read()\n",
    )
    project.run("--run-id", "a")
    project.run("--run-id", "b")
    assert project.load("text") == "'hello'" and set(project.statuses("b").values()) == {"cached"}
    (project.root / "files" / "t.txt").unlink()
    project.run("--run-id", "c")
    assert project.statuses("c") == {"write": "done", "read": "cached"}


def test_from_to_and_fresh(diamond) -> None:
    diamond.run("--run-id", "a", "--to", "left")
    assert diamond.statuses("a") == {"load": "done", "left": "done"}
    diamond.run("--run-id", "b")
    diamond.run("--run-id", "c", "--from", "right")
    assert diamond.statuses("c") == {"load": "cached", "left": "cached", "right": "done", "join": "done"}
    diamond.run("--run-id", "d", "--fresh")
    assert set(diamond.statuses("d").values()) == {"done"}


def test_in_one_process(diamond) -> None:
    diamond.run("--run-id", "a", "--in-process")
    assert diamond.load("total") == "3"
    diamond.run("--run-id", "b")
    assert set(diamond.statuses("b").values()) == {"cached"}


@pytest.mark.parametrize("seed", ["0", "1"])
def test_figures_in_one_process(make_project, monkeypatch, seed: str) -> None:
    project = make_project(
        "Step('draw')",
        draw="import matplotlib.pyplot as plt\nfrom wells.runtime.display import end_cell\n\ndef draw():\n    plt.plot([1, 2])\n    end_cell()\n",
    )
    monkeypatch.setenv("PYTHONHASHSEED", seed)
    monkeypatch.delenv("MPLBACKEND", raising=False)
    project.run("--run-id", "a", "--in-process")
    assert [record["kind"] for record in project.log("a", "draw")] == ["figure"]


def test_steps_run_side_by_side(make_project) -> None:
    wait = "import pathlib, time\n\ndef {0}():\n    pathlib.Path('{0}').touch()\n    end = time.time() + 20\n    while not pathlib.Path('{1}').exists():\n        assert time.time() < end\n        time.sleep(0.05)\n"
    project = make_project("Step('one'), Step('two')", one=wait.format("one", "two"), two=wait.format("two", "one"))
    project.run("--jobs", "2")


def test_no_jobs_are_one(diamond) -> None:
    diamond.run("--jobs", "0")
    assert diamond.load("total") == "3"


def test_random_state_is_handed_on(make_project) -> None:
    project = make_project(
        "Step('seed', draws=True), Step('draw', outputs=['x'], draws=True), Step('other'), Step('again', outputs=['y'], draws=True)",
        seed="import random\nimport numpy as np\n\ndef seed():\n    random.seed(1)\n    np.random.seed(2)\n",
        draw="import random\nimport numpy as np\n\ndef draw():\n    return random.random(), np.random.rand()\n",
        other="def other():\n    pass\n",
        again="import random\nimport numpy as np\n\ndef again():\n    return random.random(), np.random.rand()\n",
    )
    project.run()
    code = "import random, numpy as np; random.seed(1); np.random.seed(2); print([(random.random(), float(np.random.rand())) for _ in 'ab'])"
    found = project.python("from wells import artifacts; print([(a, float(b)) for a, b in map(artifacts.load, 'xy')])")
    assert found == project.python(code)


def test_settings_and_asynchronous_steps(make_project) -> None:
    project = make_project(
        "Step('show', settings=['wide'], outputs=['x'], asynchronous=True)",
        settings="import pandas as pd\n\ndef wide():\n    pd.set_option('display.precision', 2)\n",
        show="import asyncio\nimport pandas as pd\n\nasync def show():\n    await asyncio.sleep(0)\n    return pd.get_option('display.precision')\n",
    )
    project.run()
    assert project.load("x") == "2"


def test_what_a_step_shows(make_project) -> None:
    project = make_project(
        "Step('look', title='Look <here>')",
        look="""
            import sys
            import matplotlib.pyplot as plt
            import pandas as pd
            from wells.runtime.display import display, show

            def look():
                print("one")
                print("two", end="")
                print("bad", file=sys.stderr)
                show(pd.DataFrame({"a": [1]}))
                show(None)
                display(None, 3)
                print("last", 1)
                plt.plot([1, 2])
        """,
    )
    project.run("--run-id", "a")
    log = project.log("a", "look")
    assert [record["kind"] for record in log] == ["stdout", "stdout", "stderr", "result", "display", "display", "stdout", "figure"]
    assert [record.get("text", record.get("data", {}).get("text/plain")) for record in log[:7]] == [
        "one\n", "two", "bad\n", "   a\n0  1", "None", "3", "last 1\n"
    ]  # fmt: skip
    assert "text/html" in log[3]["data"] and log[7]["data"]["image/png"].startswith("iVBOR")
    assert [record["line"] for record in log[:3]] == [8, 9, 10]
    page = (project.root / "runs" / "a" / "report.html").read_text()
    assert "<p>Run a. " in page and "Look &lt;here&gt;" in page and "data:image/png;base64,iVBOR" in page and "<table" in page


def test_an_error_is_told_with_its_place(diamond) -> None:
    diamond.step("left", "def left(data):\n    print('so far')\n    return 1 / len(data[:0])\n")
    done = diamond.run("--run-id", "a", code=1)
    assert 'left.py", line 3, in left' in done.stderr and "ZeroDivisionError" in done.stderr
    assert "runner.py" not in done.stderr and "step_run.py" not in done.stderr
    assert diamond.statuses("a")["left"] == "failed" and "join" not in diamond.statuses("a")
    assert diamond.log("a", "left")[0]["text"] == "so far\n"
    diamond.step("left", STEPS["left"])
    diamond.run("--run-id", "b")
    assert diamond.statuses("b")["load"] == "cached"


def test_a_process_that_dies(diamond) -> None:
    diamond.step("left", "import os\n\ndef left(data):\n    os._exit(3)\n")
    done = diamond.run(code=1)
    assert "The process of step 'left' ended with code 3." in done.stderr


def test_parameters_are_checked(diamond) -> None:
    assert "size\n  Input should be a valid integer" in diamond.run("--patch", "size=many", code=1).stderr
    assert "sise\n  Extra inputs are not permitted" in diamond.run("--patch", "sise=1", code=1).stderr
    assert not list(diamond.root.glob("runs/*"))


def test_a_table_that_cannot_run(make_project) -> None:
    project = make_project("Step('a', inputs=['x'])", a="def a(x):\n    pass\n")
    assert "Step 'a' takes x, but no row above it gives that." in project.run(code=1).stderr


def test_killed_at_any_moment_nothing_torn_is_taken(make_project) -> None:
    project = make_project(
        "Step('give', outputs=['x']), Step('take', inputs=['x'], outputs=['y'])",
        give="import numpy as np\n\ndef give():\n    return np.arange(3_000_000)\n",
        take="def take(x):\n    return int(x.sum())\n",
    )
    environment = {**os.environ, "PYTHONPATH": str(project.root / "src")}
    for tenths in range(2, 9, 2):
        process = subprocess.Popen(
            [sys.executable, "-m", "wells", "run"], cwd=project.root, env=environment, start_new_session=True
        )
        time.sleep(tenths / 10)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    project.run()
    assert project.load("y") == str(sum(range(3_000_000)))


def test_metrics_are_told(make_project) -> None:
    project = make_project(
        "Step('fit', outputs=['score', 'error', 'names'], metrics=['score', 'error', 'names'])",
        fit="import numpy as np\n\ndef fit():\n    return 0.5, np.float32(0.25), ['a']\n",
    )
    told = project.run().stdout
    assert told.startswith("… fit\n✓ fit ") and "    score = 0.5\n    error = 0.25\ndone, report: runs/" in told
    again = project.run().stdout
    assert again.startswith("= fit ") and "    score = 0.5\n    error = 0.25\ndone" in again


def test_a_value_that_draws_from_the_process(make_project) -> None:
    draw = "import numpy as np\n\ndef {0}({1}):\n    {2}\n"
    project = make_project(
        "Step('give', outputs=['box'], draws=True), Step('draw', inputs=['box'], outputs=['x'], draws=True)",
        give=draw.format("give", "", "np.random.seed(5)\n    return {'generator': np.random.mtrand._rand}"),
        draw=draw.format("draw", "box", "return [float(box['generator'].rand()), float(np.random.rand())]"),
    )
    project.run()
    code = "import numpy as np; np.random.seed(5); print([float(np.random.rand()), float(np.random.rand())])"
    assert project.load("x") == project.python(code)


def test_what_other_programs_print(make_project) -> None:
    project = make_project("Step('call')", call="import os\n\ndef call():\n    os.system('echo from outside')\n")
    project.run("--run-id", "a")
    assert project.log("a", "call") == [{"kind": "stdout", "line": None, "text": "from outside\n"}]


def test_files_of_later_steps_do_not_count(make_project) -> None:
    project = make_project(
        "Step('load', outputs=['x']), Step('write', inputs=['x'], writes=['out.txt'])",
        load="def load():\n    return 1\n",
        write="def write(x):\n    open('out.txt', 'w').write(str(x))\n",
    )
    project.run()
    project.run("--run-id", "a", "--to", "load")
    assert project.statuses("a") == {"load": "cached"}


def test_a_seeded_step_gives_the_same_state_again(make_project) -> None:
    project = make_project(
        "Step('seed', draws=True), Step('draw', outputs=['x'], draws=True)",
        seed="import numpy as np\n\ndef seed():\n    np.random.seed(2)\n",
        draw="import numpy as np\n\ndef draw():\n    return np.random.rand()\n",
    )
    project.run()
    project.run("--run-id", "a", "--from", "seed", "--to", "seed")
    project.run("--run-id", "b")
    assert project.statuses("b") == {"seed": "cached", "draw": "cached"}
