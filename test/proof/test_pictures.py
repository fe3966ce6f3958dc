"""Pictures: what is the same to the eye of the judge, and what is not."""

import sys
from pathlib import Path

import matplotlib
import numpy
import pytest

matplotlib.use("agg")
import matplotlib.pyplot as plt  # noqa: E402
from notebook_proof.compare_pictures import compare_pictures, read_pixels  # noqa: E402


def drawn(path: Path, **changes) -> Path:
    options = {
        "shift": 0.0,
        "colour": "C0",
        "title": "Sales 2024",
        "width": 1.5,
        "size": (6.4, 4.8),
        "limit": 10,
        **changes,
    }
    figure, axes = plt.subplots(figsize=options["size"])
    x = numpy.linspace(0, 10, 200)
    axes.plot(x, numpy.sin(x) + options["shift"], color=options["colour"], linewidth=options["width"])
    axes.plot([2], [0.5], "k.")
    axes.set(title=options["title"], xlim=(0, options["limit"]), ylim=(-2, 2))
    figure.savefig(path, metadata={"Software": str(path)})
    plt.close(figure)
    return path


CHANGES = [
    ("a line moved a little", {"shift": 0.01}),
    ("a line moved far", {"shift": 0.5}),
    ("another colour", {"colour": "C1"}),
    ("a thicker line", {"width": 1.8}),
    ("one digit of a title", {"title": "Sales 2023"}),
    ("a limit of an axis", {"limit": 10.2}),
    ("another size", {"size": (6.4, 4.7)}),
]


@pytest.mark.parametrize(("what", "change"), CHANGES, ids=[what for what, _ in CHANGES])
def test_a_change_is_seen(what, change, tmp_path):
    verdict = compare_pictures(drawn(tmp_path / "a.png"), drawn(tmp_path / "b.png", **change))
    assert not verdict.same
    assert verdict.what.startswith("size") or (0 < verdict.pixels < 0.2 and verdict.box is not None)


def test_the_same_drawing_in_other_bytes_is_the_same(tmp_path):
    left, right = drawn(tmp_path / "a.png"), drawn(tmp_path / "b.png")
    assert left.read_bytes() != right.read_bytes()
    assert compare_pictures(left, right).same


def test_likeness_falls_with_the_change(tmp_path):
    first = drawn(tmp_path / "a.png")
    likeness = [
        compare_pictures(first, drawn(tmp_path / f"{at}.png", **change)).likeness
        for at, change in enumerate(({"shift": 0.01}, {"shift": 0.1}, {"shift": 0.5}))
    ]
    assert 1 > likeness[0] > likeness[1] > likeness[2] >= -1


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "LA", "P"])
def test_pictures_can_be_read_without_pillow(mode, tmp_path, monkeypatch):
    from PIL import Image

    path = tmp_path / "a.png"
    Image.open(drawn(tmp_path / "full.png")).convert("RGB").resize((90, 60)).convert(mode).save(path)
    expected = read_pixels(path)
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert numpy.array_equal(read_pixels(path), expected)
