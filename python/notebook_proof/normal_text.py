"""Brings printed text into a form that is the same for two runs that print the same, and compares it.

Left out: memory addresses, the module that a class was defined in, clocks that can be nothing else (`%time`, `%timeit`,
the date in a summary table; others: `clock_readings`), progress bars, empty lines and blanks at line ends.
"""

import re

REPLACEMENTS = [
    (re.compile(r"\b0x[0-9a-fA-F]{5,}"), "0x"),
    (re.compile(r"\b__main__\."), ""),
    (re.compile(r"(?:(?<![\w.])[\w.]+\.)?<locals>\."), ""),
    (
        re.compile(
            r"(?<= )\d+s (?=\d+(?:\.\d+)?[mun\u00b5]?s/)|\b\d+(?:\.\d+)?[mun\u00b5]?s/(?=step|epoch|sample|it\b)"
        ),
        "<clock>",
    ),
    (
        re.compile(r"\b(Date|Time):(\s+)(?:\w{3},? \w{3} \d{1,2},? \d{4}|\w{3}, \d{1,2} \w{3} \d{4}|\d\d:\d\d:\d\d)"),
        r"\1: <clock>",
    ),
]
CELL_FILE = re.compile(r"/ipykernel_\d+/\d+\.py:\d+")
CLOCK_LINE = re.compile(r"\s*(CPU times|Wall time|Compiler\s*|Parser\s*):|The slowest run took")
BAR = re.compile(r"\d%\|")
# Modules of a project with the notebook's code, or what stands for it. Files are often named like the package.
OWN_MODULE = r"(?:(?:steps|runtime)\.\w+|\w*functions\w*|\w*settings\w*)"
RATES = (" per loop (mean", "it/s]", "s/it]")


def normal_lines(text, package=""):
    """The lines that count."""
    for pattern, replacement in REPLACEMENTS:
        text = pattern.sub(replacement, text)
    if "/ipykernel_" in text:
        text = re.sub(r"\S+", _without_cell_file, text)
    if package:
        text = re.sub(rf"(?<![\w.]){re.escape(package)}\.{OWN_MODULE}\.(?=\w)", "", text)
    lines = [line.rpartition("\r")[2].rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return [line for line in lines if line and not _is_noise(line)]


def _without_cell_file(word):
    """A word with the file that the kernel makes of a cell: from its first folder to the number of the line."""
    text = word[0]
    first = text.find("/")
    found = list(CELL_FILE.finditer(text, first + 1))
    return f"{text[:first]}<cell>{text[found[-1].end() :]}" if found else text


def _is_noise(line):
    """Clocks and progress bars. Searches of their own, as one pattern would take the square of a line's length."""
    if CLOCK_LINE.match(line) or any(rate in line for rate in RATES):
        return True
    bar = BAR.search(line)
    return bar is not None and "|" in line[bar.end() :]


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
