"""Brings printed text into a form that is the same for two runs that print the same, and compares it.

Left out: memory addresses, the module that a class was defined in, clocks (`%time`, `%timeit`, the date in a summary
table), progress bars, empty lines and blanks at line ends.
"""

import re

REPLACEMENTS = [
    (re.compile(r"\b0x[0-9a-fA-F]{5,}"), "0x"),
    (re.compile(r"\b__main__\."), ""),
    (re.compile(r"(?:(?<![\w.])[\w.]+\.)?<locals>\."), ""),
    (re.compile(r"\b([Tt]ime\s*=\s*)[\d.]+( sec|s)\b"), r"\1<clock>\2"),
    (re.compile(r"\b([Tt]ime: )[\d.]+( seconds)\b"), r"\1<clock>\2"),
    (
        re.compile(
            r"(?<= )\d+s (?=\d+(?:\.\d+)?[mun\u00b5]?s/)|\b\d+(?:\.\d+)?[mun\u00b5]?s/(?=step|epoch|sample|it\b)"
        ),
        "<clock>",
    ),
    (re.compile(r"/\S*/ipykernel_\d+/\d+\.py:\d+"), "<cell>"),
    (
        re.compile(r"\b(Date|Time):(\s+)(?:\w{3},? \w{3} \d{1,2},? \d{4}|\w{3}, \d{1,2} \w{3} \d{4}|\d\d:\d\d:\d\d)"),
        r"\1: <clock>",
    ),
]
NOISE = [
    re.compile(r"\s*(CPU times|Wall time|Compiler\s*|Parser\s*):"),
    re.compile(r".* per loop \(mean"),
    re.compile(r"The slowest run took"),
    re.compile(r".*\d+%\|.*\|"),
    re.compile(r".*(it/s|s/it|\?it/s)\]"),
]


def normal_lines(text, package=""):
    """The lines that count."""
    for pattern, replacement in REPLACEMENTS:
        text = pattern.sub(replacement, text)
    if package:
        text = re.sub(rf"(?<![\w.]){re.escape(package)}\.(?:\w+\.)*(?=\w)", "", text)
    lines = [line.rpartition("\r")[2].rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return [line for line in lines if line and not any(pattern.match(line) for pattern in NOISE)]


def record_lines(records, package=""):
    """Lines of the printed text and the shown values of one cell or step. Pictures and stderr are not text."""
    lines, printed = [], ""
    for record in records:
        if record["kind"] == "stdout":
            printed += record["text"]
            continue
        lines += normal_lines(printed, package)
        printed = ""
        if record["kind"] in ("result", "display") and not record.get("image"):
            lines += normal_lines(record["text"], package)
    return lines + normal_lines(printed, package)


def first_difference(left, right):
    """The first line that differs of two lists of (cell, line): its index in `left`, and the two lines (`<end>` past
    the end); None when there is none. Where a cell of `left` ends without an end of line, its last line and the first
    one of the next may be one line of `right`, which has other borders."""
    at, other = 0, 0
    while at < len(left) or other < len(right):
        one = left[at][1] if at < len(left) else "<end>"
        two = right[other][1] if other < len(right) else "<end>"
        last = at
        while one != two and two.startswith(one) and last + 1 < len(left) and left[last][0] != left[last + 1][0]:
            last += 1
            one += left[last][1]
        if one != two:
            return at, left[at][1] if at < len(left) else "<end>", two
        at, other = last + 1, other + 1
    return None
