"""What counts as the same output, without a run."""

import base64
import io

import pytest
from notebook_check.compare_shown import compare_shown
from notebook_check.shown_outputs import shown_outputs
from notebook_check.tracebacks import notebook_frames
from notebook_proof.compare_values import Rules

RULES = Rules(1e-9, 1e-12, exact=False)


@pytest.fixture
def compared(tmp_path):
    """The status of each part of two lists of outputs; `work` is where the second was made."""

    def compare(saved, given, rules=RULES, clocked=False, work="/home/me/work"):
        sides = []
        for name, outputs, folder in (("saved", saved, ""), ("given", given, work)):
            (tmp_path / name).mkdir(exist_ok=True)
            sides.append(shown_outputs(outputs, tmp_path / name, 0, folder, clocked))
        return compare_shown(*sides, rules)

    return compare


def statuses(parts: dict) -> list[str]:
    return [found["status"] for found in parts.values()]


def printed(text):
    return [{"output_type": "stream", "name": "stdout", "text": text}]


def shown(**data):
    data = {
        {"text": "text/plain", "html": "text/html", "png": "image/png", "svg": "image/svg+xml"}.get(k, k): v
        for k, v in data.items()
    }
    return [{"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.30000000000000004", "0.3"),
        ("mean 1e-17", "mean -3.2e-16"),
        ("a   1.0\nb  10.0", "a 1.0\nb 10.0"),
        ("[0.1 0.2\n 0.3]", "[0.1 0.2 0.3]"),
        ("[ 0.1, 2]", "[0.1, 2 ]"),
        ("<A object at 0x7f0011223344>", "<A object at 0x7f0055667788>"),
        ("reading /home/alice/study/data/a.csv", "reading /home/me/work/data/a.csv"),
        ("/home/alice/study", "/home/me/work"),
        ("/home/alice/study/a.csv", "/home/me/work/a.csv"),
        ("C:\\Users\\alice\\a.csv", "/home/me/work/a.csv"),
        ("/tmp/tmpab12cd34/x", "/var/folders/tmpzz98yy76/x"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("np.float64(1.5)", "1.5"),
        ("Collecting numpy\nSuccessfully installed numpy-2.0\n3", "Requirement already satisfied: numpy\n3"),
        ("10%|#   | 1/10\r100%|####| 10/10\ndone", "done"),
        ("12/12 [=====] - 3s 21ms/step - loss: 0.5", "12/12 [=====] - 1s 8ms/step - loss: 0.5"),
        ("CPU times: user 3 s\nWall time: 2 s\n5", "CPU times: user 9 s\nWall time: 1 s\n5"),
        ("nan", "nan"),
        (["a\n", "b"], "a\nb"),
    ],
)
def test_text_that_says_the_same(compared, one, other):
    assert set(statuses(compared(printed(one), printed(other)))) <= {"equal"}


@pytest.mark.parametrize(
    ("one", "other", "path"),
    [
        ("answer 42", "answer 43", "line 1"),
        ("a\nb\nc", "a\nb\nd", "line 3"),
        ("1.000001", "1.000002", "line 1"),
        ("1000000000000", "1000000000001", "line 1"),
        ("a", "a\nb", "line 2"),
        ("x1", "x2", "line 1"),
        ("/home/alice/a.csv", "/home/me/work/b.csv", "line 1"),
        ("took 3.2 s", "took 9.9 s", "line 1"),
        ("True", "False", "line 1"),
        ("Collecting 3 samples", "Collecting 4 samples", "line 1"),
        ("1.0", "nan", "line 1"),
    ],
)
def test_text_that_says_something_else(compared, one, other, path):
    (found,) = compared(printed(one), printed(other)).values()
    assert (found["status"], found["path"]) == ("different", path)


def test_the_tolerance_is_asked_for(compared):
    loose = Rules(0.01, 0, exact=False)
    assert statuses(compared(printed("x 1.001"), printed("x 1.002"), loose)) == ["equal"]
    assert statuses(compared(printed("n 1001"), printed("n 1002"), loose)) == ["different"]


def test_clocks_count_only_where_no_clock_is_read(compared):
    texts = (
        printed("took 3.25 s, at 2024-01-02 10:11:12\nperiod 7"),
        printed("took 0.125 s, at 2026-05-06 07:08:09\nperiod 7"),
    )
    assert statuses(compared(*texts)) == ["different"]
    assert statuses(compared(*texts, clocked=True)) == ["equal"]
    assert statuses(compared(printed("rows 7"), printed("rows 8"), clocked=True)) == ["different"]


def test_standard_error_is_no_result(compared):
    warning = [{"output_type": "stream", "name": "stderr", "text": "/home/alice/x.py:3: UserWarning: old"}]
    assert compared(warning, []) == {}


TABLE = (
    "<style>.a{{x:1}}</style><table class='dataframe'><thead><tr><th></th><th>name</th><th>size</th></tr></thead>"
    "<tbody><tr><th>0</th><td>a</td><td>{}</td></tr></tbody></table><p>1 rows</p>"
)


def test_tables_are_compared_by_cells(compared):
    one = shown(text="   name  size\n0  a  0.3", html=TABLE.format("0.3"))
    assert statuses(compared(one, shown(text="another layout", html=TABLE.format("0.30000000000000004")))) == ["equal"]
    (found,) = compared(one, shown(text="", html=TABLE.format("0.4"))).values()
    assert (found["status"], found["column"], found["path"], found["left"], found["right"]) == (
        "different",
        "size",
        "row 2, column size",
        "0.3",
        "0.4",
    )


def test_when_a_table_of_a_model_was_made_is_no_result(compared):
    row = "<table><tr><th>Time:</th><td>{}</td><th>AIC</th><td>{}</td></tr></table>"
    one, other, third = (shown(html=row.format(*values)) for values in (("1:02:03", 4), ("5:06:07", 4), ("1:02:03", 5)))
    assert statuses(compared(one, other)) == ["equal"]
    assert statuses(compared(one, third)) == ["different"]


def test_html_alone_is_compared_by_its_text(compared):
    one, other, third = (
        shown(text="<IPython.core.display.HTML object>", html=f"<div id='{name}'><b>{text}</b></div>")
        for name, text in (("x1", "Title"), ("x2", "Title"), ("x1", "Other"))
    )
    assert statuses(compared(one, other)) == ["equal"]
    assert statuses(compared(one, third)) == ["different"]


def png(*pixels, size=(40, 40)):
    image = pytest.importorskip("PIL.Image").new("RGB", size, "white")
    for pixel in pixels:
        image.putpixel(pixel, (0, 0, 0))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


def test_pictures_are_compared_by_their_pixels(compared):
    drawn = [(x, x) for x in range(40)]
    assert statuses(compared(shown(png=png(*drawn), text="<Figure a>"), shown(png=png(*drawn), text="<Figure b>"))) == [
        "equal"
    ]
    (found,) = compared(shown(png=png(*drawn)), shown(png=png(*drawn[5:]))).values()
    assert (found["status"], found["what"], found["box"]) == ("different", "pixels", (0, 0, 5, 5))
    assert statuses(compared(shown(png=png(*drawn)), shown(png=png(*drawn, size=(41, 40))))) == ["equal"]
    assert statuses(compared(shown(png=png(*drawn)), shown(png=png(*drawn, size=(80, 40))))) == ["different"]
    assert statuses(compared(shown(png="@@ no picture"), shown(png=png(*drawn)))) == ["different"]
    assert statuses(compared(shown(png=base64.b64encode(b"no png").decode()), shown(png=png(*drawn)))) == ["absent"]


def test_drawings_are_compared_without_names_that_are_made_up(compared):
    drawing = "<svg><metadata><date>{}</date></metadata><g id='{}'><use href='#{}'/><path d='M {} 2'/></g></svg>"
    one, other, third, fourth = (
        shown(svg=drawing.format(*values))
        for values in ((1, "p1", "p1", 0.3), (2, "q7", "q7", 0.3), (1, "p1", "p1", 4), (1, "p1", "p1", 0.1 + 0.2))
    )
    assert statuses(compared(one, other)) == ["equal"]
    assert statuses(compared(one, fourth)) == ["equal"]
    assert statuses(compared(shown(svg="<svg a='1' b='2'/>"), shown(svg='<svg b="2" a="1"></svg>'))) == ["equal"]
    assert statuses(compared(shown(svg="<svg> no xml"), shown(svg="<svg> no xml"))) == ["equal"]
    assert statuses(compared(one, third)) == ["different"]


def test_plots_are_compared_by_their_data(compared):
    plotly = "application/vnd.plotly.v1+json"
    one, other, third = (
        shown(**{plotly: {"data": [{"uid": uid, "y": [y]}]}}) for uid, y in (("a", 0.3), ("b", 0.1 + 0.2), ("a", 4))
    )
    assert statuses(compared(one, other)) == ["equal"]
    assert statuses(compared(one, third)) == ["different"]


def test_outputs_that_are_more_or_fewer(compared):
    parts = compared(shown(text="1") + shown(text="2"), shown(text="1"))
    assert {key: found["status"] for key, found in parts.items()} == {
        ("display", 0): "equal",
        ("display", 1): "different",
    }
    assert parts["display", 1]["right"] == "nothing"


def test_what_a_page_makes_itself_is_not_compared(compared):
    script = shown(**{"application/javascript": "draw()", "text/plain": "<IPython.core.display.Javascript object>"})
    assert statuses(compared(script, shown(png=png()))) == ["absent"]


def test_errors_are_outputs(compared):
    errors = [
        [{"output_type": "error", "ename": "ValueError", "evalue": value, "traceback": []}]
        for value in ("a 0x7f0011223344", "a 0x7f0055667788", "b")
    ]
    assert statuses(compared(errors[0], errors[1])) == ["equal"]
    assert statuses(compared(errors[0], errors[2])) == ["different"]
    assert statuses(compared(errors[0], [])) == ["different"]


@pytest.mark.parametrize(
    "broken",
    [
        None,
        {},
        [None],
        [{"output_type": "stream"}],
        [{"output_type": "new"}],
        [{"output_type": "display_data", "data": 3}],
    ],
)
def test_outputs_that_are_no_outputs_show_nothing(compared, broken):
    assert compared(broken, []) == {}


@pytest.mark.parametrize(
    ("traceback", "frames"),
    [
        (
            [
                "Cell In[5], line 2\n      1 x = 0\n----> 2 f(x)",
                "Cell In[3], line 4, in f(x)\n      3\n----> 4     1 / x",
            ],
            [(50, 2), (30, 4)],
        ),
        (["Cell \x1b[32mIn [3]\x1b[0m, line 7", "File ~/lib/x.py:9, in g()\n----> 9 1 / 0"], [(30, 7)]),
        (["Input In [3], in <cell line: 2>()\n      1 a\n----> 2 f()", "File /a/b.py:7, in f()\n----> 7 x"], [(30, 2)]),
        (["<ipython-input-3-0a1b2c> in <module>\n      1 a\n----> 2 f()", "~/lib/b.py in f()\n----> 7 x"], [(30, 2)]),
        (['  File "<ipython-input-5-0a1b2c>", line 3\n    x = = 1'], [(50, 3)]),
        (["  Cell In[5], line 3\n    x = = 1"], [(50, 3)]),
        (["Cell In[9], line 3"], []),
    ],
)
def test_lines_of_cells_in_tracebacks_of_all_versions(traceback, frames):
    assert [(each["cell"], each["line"]) for each in notebook_frames(traceback, {3: 30, 5: 50})] == frames
