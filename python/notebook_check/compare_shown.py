"""Compares what one cell shows in two runs, or as saved and in a run, part by part."""

import re

from notebook_proof.compare_pictures import PIXEL_SHARE, compare_pictures, likeness, read_pixels
from notebook_proof.plain_drawing import plain_drawing

from .compare_texts import alike, compare_lines, different

# Pixels by which the sizes of two pictures of one thing may differ, and how alike they must look then, in squares of so
# many pixels.
FRAME = 2
COARSE = 4
LIKENESS = 0.95

# Beside these, tables of models say when they were made.
MADE = ("Date:", "Time:")
# What is in columns and rows of these names was measured by a clock.
MEASURED = re.compile(
    r"(?:(?:mean|std|total)_)?"
    r"(?:fit|score|refit|train(?:ing)?|predict(?:ion)?|inference|exec(?:ution)?|wall|cpu)[ _]times?"
    r"(?:[ _](?:s|ms|sec|seconds|marginal)|_?\(s(?:ec)?\))?|(?:time[ _])?elapsed(?:[ _]time)?",
    re.IGNORECASE,
)
SECONDS = re.compile(r"\d+(?:\.\d+)?(?:e-\d+)?$")


def compare_shown(left, right, rules):
    """`{(kind, index): compared}` for what either shows; kinds are printed, display and error."""
    parts = {}
    if left.printed or right.printed:
        parts["printed", 0] = compare_lines(left.printed, right.printed, rules)
    for at in range(max(len(left.displays), len(right.displays))):
        sides = [side.displays[at] if at < len(side.displays) else None for side in (left, right)]
        parts["display", at] = compare_displays(*sides, rules)
    if left.error or right.error:
        same = left.error is not None and right.error is not None and alike(left.error, right.error, rules)
        parts["error", 0] = (
            {"status": "equal"} if same else different(left.error or "no error", right.error or "no error")
        )
    return parts


def compare_displays(left, right, rules):
    """Compares two shown values in the form that says most and that both have."""
    if any(side is not None and side.live for side in (left, right)):
        return {"status": "absent", "left": _told(left), "right": _told(right)}
    if left is None or right is None:
        return different(*(_told(side) for side in (left, right)))
    if left.picture and right.picture:
        return _compare_pictures(left.picture, right.picture, rules)
    if left.plot and right.plot:
        return {"status": "equal"} if alike(left.plot, right.plot, rules) else different("", "", what="plot")
    if left.rows and right.rows:
        return compare_tables(left.rows, right.rows, rules)
    if bool(left.picture) != bool(right.picture):
        return different(*(_told(side) for side in (left, right)))
    return compare_lines(left.lines, right.lines, rules)


def _told(display):
    if display is None:
        return "nothing"
    return "a picture" if display.picture else " ".join(display.lines[:1]) or "a table"


def _compare_pictures(left, right, rules):
    """Pictures that cannot be read here are not compared; of drawings the numbers may differ within the tolerance."""
    if left.suffix == right.suffix == ".svg" and alike(plain_drawing(left), plain_drawing(right), rules):
        return {"status": "equal"}
    try:
        verdict = compare_pictures(left, right, PIXEL_SHARE)
    except (ImportError, ValueError, OSError, KeyError) as error:
        return {"status": "absent", "left": "picture", "right": f"cannot be read: {error}"}
    if verdict.same or (verdict.what.startswith("size") and _nearly_alike(left, right)):
        return {"status": "equal"}
    found = {"what": verdict.what, "pixels": verdict.pixels, "likeness": verdict.likeness, "box": verdict.box}
    return different("", "", **found)


def _nearly_alike(left, right):
    """A frame that is cut to what is drawn may be a pixel wider with another font: then no pixel is where it was, and
    what the pictures look like decides."""
    one, other = read_pixels(left), read_pixels(right)
    height, width = (min(one.shape[axis], other.shape[axis]) // COARSE * COARSE for axis in (0, 1))
    if any(abs(one.shape[axis] - other.shape[axis]) > FRAME for axis in (0, 1)):
        return False
    return likeness(*(_coarse(pixels[:height, :width]) for pixels in (one, other))) >= LIKENESS


def _coarse(pixels):
    """Means of squares of pixels, in which a shift by a part of one is hardly seen."""
    height, width, channels = pixels.shape
    return pixels.reshape(height // COARSE, COARSE, width // COARSE, COARSE, channels).mean(axis=(1, 3))


def _is_measured(texts, names):
    return all(map(SECONDS.match, texts)) and any(map(MEASURED.fullmatch, names))


def compare_tables(left, right, rules):
    """Cell by cell; the first row names the columns."""
    shapes = [f"{len(rows)} rows" for rows in (left, right)]
    for at, (one, other) in enumerate(zip(left, right, strict=False)):
        if len(one) != len(other):
            return different(f"{len(one)} cells", f"{len(other)} cells", f"row {at + 1}")
        for place, (mine, given) in enumerate(zip(one, other, strict=True)):
            if place > 0 and one[place - 1] in MADE and other[place - 1] in MADE:
                continue
            column = left[0][place] if at > 0 and place < len(left[0]) else None
            if not alike(mine, given, rules) and not _is_measured(
                (mine, given), (one[0] if place else "", column or "")
            ):
                where = f"row {at + 1}, column {column or place + 1}"
                return different(mine, given, where, column=column, row=at, label=one[0] if place > 0 else None)
    return {"status": "equal"} if len(left) == len(right) else different(*shapes)
