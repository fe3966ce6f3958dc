"""The report reads like the executed notebook, stands alone and lets nothing run."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

OUTPUTS = """
import subprocess
import sys

from small.runtime.display import display, show


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
        ([{**PRINT, "line": 2}, {**CLEAR, "line": 8}, {**PRINT, "line": 8}], [[2], [8]]),
        (
            [{**PRINT, "line": 2, "id": "x", "data": 1}, {**PRINT, "line": 4, "id": "x", "data": 2, "update": 1}],
            [[2], []],
        ),
    ],
)
def test_outputs_that_were_cleared_or_updated(runtime, log, left) -> None:
    outputs = runtime("outputs").final_outputs(log, [("a = 1", 3)])
    assert [[record["line"] for record in group] for group in outputs] == left
    assert all(record.get("data", 2) == 2 for group in outputs for record in group)


def test_clearing_takes_back_a_paragraph(runtime) -> None:
    log = [{**PRINT, "line": 1}, {**PRINT, "line": 3}, {**CLEAR, "line": 4}, {**PRINT, "line": 5}]
    parts = [("a", 1), ("\n b", 3), ("c", 4), ("d", 5)]
    outputs = runtime("outputs").final_outputs(log, parts)
    assert [[record["line"] for record in group] for group in outputs] == [[1], [], [], [5], []]


def test_showing_outside_a_step_prints(make_project) -> None:
    project = make_project('Step("one")', {})
    shown = project.python("from small.runtime.display import show, display; show([1]); show(None); display('a')")
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


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("One\nline.\n\nAnother.", "<p>One\nline.</p><p>Another.</p>"),
        ("Load `calls`", ""),
        ("# Load *calls*\n\nText.", "<p>Text.</p>"),
        ("## Other `code`\nText", "<h3>Other <code>code</code></h3><p>Text</p>"),
        ("##### Deep ##\n\n# High", "<h5>Deep</h5><h3>High</h3>"),
        ("- a\n- **b**\n  goes on\n\n- c", "<ul><li>a</li><li><b>b</b>\n  goes on</li><li>c</li></ul>"),
        ("1. a\n2) b\n\nText", "<ol><li>a</li><li>b</li></ol><p>Text</p>"),
        ("```python\nx < 1\n\n# no heading\n```\nafter", "<pre>x &lt; 1\n\n# no heading</pre><p>after</p>"),
        ("~~~\nnever closed", "<pre>never closed</pre>"),
        ("| a | b |\n|---|---|", "<pre>| a | b |\n|---|---|</pre>"),
        ("*a* and **b `*c*`**, 2 * 3 * 4", "<p><i>a</i> and <b>b <code>*c*</code></b>, 2 * 3 * 4</p>"),
        (r"$x * y * z$ and \*this\* and a_b_c", "<p>$x * y * z$ and *this* and a_b_c</p>"),
        ("[a](https://x.org/?a=1&b) ![picture](x.png)", '<p><a href="https://x.org/?a=1&amp;b">a</a> picture</p>'),
        ("[a](javascript:x) <b onclick='x'>\0", "<p>[a](javascript:x) &lt;b onclick=&#x27;x&#x27;&gt;</p>"),
        (
            '`<script>` [`code`](https://x/"y)',
            '<p><code>&lt;script&gt;</code> <a href="https://x/&quot;y"><code>code</code></a></p>',
        ),
        ("", ""),
    ],
)
def test_prose(runtime, markdown: str, html: str) -> None:
    assert runtime("report_prose").prose_html(markdown, "Load calls") == html


def test_headings_are_told_apart_and_not_repeated(make_project) -> None:
    source = 'def {0}():\n    """{1}"""\n    return 1\n'
    steps = ["Step('fit', title='Model')", "Step('check', title='Model')", "Step('end', title='End')"]
    texts = {"fit": "Model", "check": "# Model\\n\\nOf `x`.", "end": "Text."}
    files = {f"steps/{name}.py": source.format(name, text) for name, text in texts.items()}
    project = make_project(",\n".join(steps), files)
    project.run("run")
    page = (project.runs[-1] / "report.html").read_text()
    assert re.findall(r"<h2>(.*?) <span", page) == ["Model (fit)", "Model (check)", "End"]
    assert re.findall(r'<a href="#\w+">(.*?)</a>', page) == ["Model (fit)", "Model (check)", "End"]
    sections = re.sub(r"<pre.*?</pre>|<h2>.*?</h2>", "", page, flags=re.DOTALL)
    assert "<p>Of <code>x</code>.</p>" in sections and "<p>Model</p>" not in sections and "<h3>" not in sections


@pytest.mark.parametrize(
    ("css", "clean"),
    [
        ("b { color: red; background: url(data:image/png;base64,AA==) } i { top: 1 }", "b { color: red;} i { top: 1 }"),
        ("@import 'http://x'; b { content: '>' }", "; b { content: '>' }"),
        ("b { content: '\\25B8'; color: red }", "b {; color: red }"),
        ("b { background: u/* */rl(http://x) }", "b { background: u rl(http://x) }"),
        ("b { background: url(http://x", "b {"),
        ("b { background: image-set('http://x' 1x); color: red }", "b {; color: red }"),
        ("b { background: url('a)b;c') } i { top: 1 }", "b {} i { top: 1 }"),
    ],
)
def test_styles_lose_what_could_load(runtime, css: str, clean: str) -> None:
    assert runtime("report_outputs").clean_html(f"<style>{css}</style>") == f"<style>{clean}</style>"


def test_estimators_are_shown_once(make_project) -> None:
    code = """
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        from small.runtime.display import show


        def one():
            show(make_pipeline(StandardScaler(), LogisticRegression()))
    """
    project = make_project('Step("one")', {"steps/one.py": code})
    project.run("run")
    page = (project.runs[-1] / "report.html").read_text()
    output = page[page.index('<div class="output">') :]
    # the note for pages without styles is there once, hidden by the estimator's own style
    assert output.count("In a Jupyter environment, please rerun this cell") == 1
    assert re.search(r"div\.sk-text-repr-fallback\s*\{\s*display: none;", output)
    assert re.search(r"div\.sk-container\s*\{\s*display: inline-block !important;", output)


def test_shown_markdown_is_prose(runtime) -> None:
    data = {"text/plain": "<IPython.core.display.Markdown object>", "text/markdown": "**x** <i>"}
    html = runtime("report_outputs").output_html({"kind": "display", "data": data})
    assert html == '<div class="output"><div class="prose"><p><b>x</b> &lt;i&gt;</p></div></div>'
