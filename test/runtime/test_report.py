"""The report reads like the executed notebook, stands alone and lets nothing run."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

OUTPUTS = """
import subprocess
import sys

from small.display import display, show


class Rich:
    def _repr_html_(self):
        return (
            '<b onclick="alert(1)">bold</b><script>document.title = "run"</script><img src="http://example.com/x.png">'
            '<a href="javascript:alert(1)">bad</a><style>b { background: url(http://example.com/y) }</style><svg onload=x>'
        )


class Drawing:
    def _repr_svg_(self):
        return '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle r="9"/></svg>'


def shown(name):
    \"\"\"A step with <angles>.

    Second paragraph.
    \"\"\"
    # greet first
    print(f"hello <{name}>")
    for number in range(2):
        print("loop", number)
    show(Rich())
    display(Drawing(), {"a": 1})
    sys.stderr.write("careful\\n")
    subprocess.run([sys.executable, "-c", "print('from another program')"])
    print("\\x1b[31mred\\x1b[0m 10%\\r99%\\rdone")
    show(None)
    return 1
"""


@pytest.fixture
def report(make_project):
    table = 'Step("shown", title="Shown & told", parameters=["name"], outputs=["a"])'
    params = "from pydantic import BaseModel\n\nclass Params(BaseModel):\n    name: str = '</script>'\n"
    project = make_project(table, {"steps/shown.py": OUTPUTS, "params.py": params})
    project.run("run")
    return project, (project.runs[-1] / "report.html").read_text()


def test_nothing_can_run_or_load(report) -> None:
    _, page = report
    assert "default-src 'none'" in page
    outside_code = re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL)
    assert not re.search(r"<script|<iframe|<object|<link|onclick=|onload=|javascript:|url\(", outside_code)
    assert not re.search(r"(src|href)=\"https?:", outside_code)
    assert "<b>bold</b>" in page


def test_reads_in_order(report) -> None:
    _, page = report
    text = re.sub(r"<details>.*?</details>|<style>.*?</style>", "", page, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", "", text)
    wanted = [
        "Shown &amp; told",
        "A step with &lt;angles&gt;.",
        "Second paragraph.",
        "# greet first",
        "hello &lt;&lt;/script&gt;&gt;",
        "for number in range(2):",
        "loop 0",
        "loop 1",
        "show(Rich())",
        "bold",
        "display(Drawing()",
        "careful",
        "subprocess.run",
        "from another program",
        "done",
        "show(None)",
        "Artifacts",
        "json",
    ]
    position = 0
    for part in wanted:
        assert part in text[position:], part
        position = text.index(part, position)


def test_log_of_mixed_outputs(report) -> None:
    project, _ = report
    log = project.log("shown")
    lines = OUTPUTS.splitlines()
    kinds = [(record["kind"], lines[record["line"] - 1].strip().partition("(")[0]) for record in log]
    assert kinds == [
        ("stdout", "print"),
        ("stdout", "print"),
        ("result", "show"),
        ("display", "display"),
        ("display", "display"),
        ("stderr", "sys.stderr.write"),
        ("stdout", "subprocess.run"),
        ("stdout", "print"),
    ]
    assert log[6]["text"] == "from another program\n"
    assert (project.runs[-1] / "logs" / "shown.stdout.log").read_text().splitlines()[3] == "from another program"


def test_displays_of_ipython_are_logged(make_project) -> None:
    code = """
        def one():
            from IPython.display import HTML, clear_output, display, update_display
            import IPython.display
            display(HTML("<b>x</b>"))
            handle = display("first", display_id=True)
            handle.update("second")
            IPython.display.display(3)
            clear_output(wait=True)
            print("end")
    """
    project = make_project('Step("one")', {"steps/one.py": code})
    project.run("run")
    log = project.log("one")
    assert [record["kind"] for record in log] == ["display"] * 4 + ["clear", "stdout"]
    assert log[0]["data"]["text/html"] == "<b>x</b>"
    assert log[1]["id"] == log[2]["id"] and log[2]["update"]
    assert log[2]["data"]["text/plain"] == "'second'"


PRINT, CLEAR, WAIT = {"kind": "stdout"}, {"kind": "clear", "wait": False}, {"kind": "clear", "wait": True}


@pytest.mark.parametrize(
    ("log", "left"),
    [
        ([{**PRINT, "line": 2}, {**CLEAR, "line": 2}], [[], []]),
        ([{**PRINT, "line": 2}, {**WAIT, "line": 2}], [[2], []]),
        ([{**PRINT, "line": 2}, {**WAIT, "line": 2}, {**PRINT, "line": 3}], [[3], []]),
        ([{**PRINT, "line": 2}, {**CLEAR, "line": 4}, {**PRINT, "line": 5}], [[2], [5]]),
        ([{**PRINT, "line": 2}, {**WAIT, "line": 2}, {**PRINT, "line": 4}], [[2], [4]]),
        ([{**PRINT, "line": 2, "id": "x", "data": 1}, {**PRINT, "line": 4, "id": "x", "data": 2, "update": 1}], [[2], []]),
    ],
)
def test_outputs_that_were_cleared_or_updated(runtime, log, left) -> None:
    outputs = runtime("outputs").final_outputs(log, [3])
    assert [[record["line"] for record in group] for group in outputs] == left
    assert all(record.get("data", 2) == 2 for group in outputs for record in group)


def test_showing_outside_a_step_prints(make_project) -> None:
    project = make_project('Step("one")', {})
    shown = project.python("from small.display import show, display; show([1]); show(None); display('a')")
    assert shown.splitlines() == ["[1]", "'a'"]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_browser_shows_it(heating, tmp_path) -> None:
    heating.run("run")
    picture = tmp_path / "report.png"
    options = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    subprocess.run(
        ["chromium", *options.split(), "--disable-sync", "--no-first-run", "--window-size=1000,2600"]
        + [f"--screenshot={picture}", f"--user-data-dir={tmp_path / 'browser'}", str(heating.runs[-1] / "report.html")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    from PIL import Image

    colours = Image.open(picture).convert("RGB").getcolors(1 << 24)
    assert colours and len(colours) > 500
