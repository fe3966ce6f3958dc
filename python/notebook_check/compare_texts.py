"""Compares texts by what they say: words exactly, numbers by their value and within a tolerance, blanks not at all."""

import math
import re

from .masked_text import FOLDER

NUMBER = re.compile(r"((?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w)|(?<![\w.])[-+]?(?:nan|inf)(?!\w))")
WHOLE = re.compile(r"[-+]?\d+$")
BRACKETS = re.compile(r"([\[(]) +| +(?=[\])])")


def alike(left, right, rules):
    """True for two texts that say the same, both masked."""
    if left == right:
        return True
    one, other = NUMBER.split(BRACKETS.sub(r"\1", left)), NUMBER.split(BRACKETS.sub(r"\1", right))
    if len(one) != len(other):
        return False
    return all(
        near(a, b, rules) if at % 2 else _same_words(a, b) for at, (a, b) in enumerate(zip(one, other, strict=True))
    )


def near(left, right, rules):
    """True for two numbers, as text, that are the same or floats within the tolerance."""
    if left == right:
        return True
    if WHOLE.match(left) and WHOLE.match(right):
        return False
    values = float(left), float(right)
    return all(map(math.isnan, values)) or math.isclose(*values, rel_tol=rules.relative, abs_tol=rules.absolute)


def _same_words(left, right):
    words, others = left.split(), right.split()
    return len(words) == len(others) and all(map(_same_word, words, others))


def _same_word(left, right):
    """A folder is like any: where a notebook works is no result."""
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    return (
        FOLDER in short
        and re.fullmatch(re.escape(short).replace(FOLDER, FOLDER + r"(?:/[\w.+@~-]+)?"), long) is not None
    )


def compare_lines(left, right, rules):
    """`{"status", "path", "left", "right"}` of two lists of masked lines; the first line that differs is named. The
    same words with other ends of lines are the same: where lines end depends on the width of numbers."""
    if alike("\n".join(left), "\n".join(right), rules):
        return {"status": "equal"}
    for at in range(max(len(left), len(right))):
        one = left[at] if at < len(left) else "<end>"
        other = right[at] if at < len(right) else "<end>"
        if not alike(one, other, rules):
            return different(one, other, f"line {at + 1}")
    return {"status": "equal"}


def different(left, right, path="", **more):
    """What is told of a difference."""
    return {
        "status": "different",
        "path": path,
        "left": str(left).strip()[:160],
        "right": str(right).strip()[:160],
        **more,
    }
