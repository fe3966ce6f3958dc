"""Output that is made to take long, or to fill the memory; and that what is left out of usual output stays the same."""

import time

import pytest
from notebook_check.masked_text import masked_lines
from notebook_proof.normal_text import normal_lines

MANY = 200_000


@pytest.mark.parametrize(
    "text",
    [
        "1" * MANY,
        "1%|" * MANY,
        "9" * MANY + "%|",
        " " * MANY + "CPU",
        "/" * MANY,
        "/a" * MANY + "/ipykernel_1",
        "/ipykernel_1/1.py:" * (MANY // 10),
        "\x1b]" * MANY,
        "\x1b[" * MANY,
        "a" * MANY + "\b" * MANY,
        "datetime.date(" * (MANY // 10),
        "np.float(" * (MANY // 10),
        "it/s" * MANY,
        "<Figure size " * (MANY // 10),
        "Resolved " + "1" * MANY,
        "Requirement already satisfied:\n" + " " * MANY + "x",
        "time=" + "1" * MANY,
        "a." * MANY + "<locals",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_time_grows_with_the_length(text):
    begun = time.process_time()
    masked_lines(text, "/work", clocked=True)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("CPU times: user 1 ms\nWall time: 2 ms\nx", ["x"]),
        ("10 ms ± 1 ms per loop (mean ± std. dev.)\n  50%|█████     | 5/10\nx", ["x"]),
        ("100 [00:01, 99.1it/s]\n1 [00:01, ?s/it]\n[?it/s]\nx", ["x"]),
        ("50%|\n50% | x |", ["50%|", "50% | x |"]),
        ("a /tmp/ipykernel_12/34.py:5: UserWarning", ["a <cell>: UserWarning"]),
        ("in/tmp/ipykernel_1/2.py:3,/b/ipykernel_4/5.py:6.", ["in<cell>."]),
        ("/ipykernel_12/34.py:5", ["/ipykernel_12/34.py:5"]),
    ],
)
def test_what_says_nothing_is_left_out(text, lines):
    assert normal_lines(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("\x1b[31mred\x1b[0m \x1b]0;title\x07x", ["red x"]),
        ("\x1b]8;;http://a\x1b\\link", ["link"]),
        ("abc\b\bd", ["ad"]),
        ("a\n\bb", ["a", "\bb"]),
        ("now datetime.date(2020, 1, 1)", ["now <clock>"]),
    ],
)
def test_what_one_machine_alone_prints_is_left_out(text, lines):
    assert masked_lines(text, "/work", clocked=True) == lines


def test_output_is_kept_up_to_a_limit(checks):
    sources = (
        "for _ in range(100):\n    print('x' * 99)",
        "print('y' * 500)",
        "'z' * 5000",
        "print('w' * 5000)\n1 / 0",
    )
    run = checks.run(*sources, outputLimit=1000)["runs"][0]
    assert [cell["cut"] for cell in run["cells"]] == [True, False, True, True]
    assert run["cells"][-1]["error"]["name"] == "ZeroDivisionError"


def test_output_that_is_taken_back_does_not_count(checks):
    source = "from IPython.display import clear_output\nfor _ in range(50):\n    print('x' * 99)\n    clear_output(wait=True)"
    assert checks.run(source, outputLimit=1000)["runs"][0]["cells"][0]["cut"] is False
