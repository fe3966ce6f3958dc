"""Takes out of shown text what says nothing about results: colours, paths of one machine, names of temporary files,
what installing packages prints, and in cells that read the clock, what the clock says.
"""

import re

from notebook_proof.normal_text import normal_lines

FOLDER = "<path>"
COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)")
# Temporary names first: their folder may be any.
TEMPORARY = re.compile(r"\btmp(?=[a-z0-9_]*[0-9_])[a-z0-9_]{8}\b")
# The folders of an absolute path of at least two names. What follows a name or a `<` is no path: `a/b`, `</td>`.
FOLDERS = re.compile(r"(?<![\w./<>:~-])(?:file://)?(?:/[\w.+@~-]+)+/(?=[\w.<+@~-])|\b[A-Za-z]:\\(?:[\w.+@~ -]+\\)+")
# How numpy 2 writes the scalars that numpy 1 wrote as numbers.
SCALARS = re.compile(r"\bnp\.(?:float|int|uint|complex|str_|bool)\w*\(([^()]*)\)")
# What numpy 2.2 says of arrays that it shows in part.
SHAPES = re.compile(r"(?<=\]), shape=\([\d, ]*\)(?=[,)])")
# How versions of plotting libraries name what a picture shows anyway.
FIGURES = re.compile(r"<(?:matplotlib\.|seaborn\.|Axes(?:Subplot)?[:(]|Figure size )[^<>]*>")
# A line by which one knows that packages were installed, and what is printed then.
INSTALLED = re.compile(
    r"\s*(Requirement already satisfied:|Successfully installed |Note: you may need to restart|Resolved \d+ package)"
)
INSTALLING = re.compile(
    r"\s*(Requirement already satisfied|Collecting |Downloading |Using cached |Installing collected|Attempting unin"
    r"|Successfully (un)?installed|Found existing installation|Uninstalling |Looking in (indexes|links)|Building wheel"
    r"|Stored in directory|Preparing metadata|Getting requirements|Installing build|Created wheel|\[notice\]"
    r"|Note: you may need to restart the kernel|WARNING: |Resolved \d|Audited \d|Prepared \d|Installed \d)"
)

MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
CLOCKS = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?|\b\d+:\d\d:\d\d(?:\.\d+)?\b"
    rf"|\bdatetime\.(?:datetime|date|time|timedelta)\([^)\n]{{0,200}}\)|\b1[6-9]\d{{8}}(?:\.\d+)?\b"
    rf"|\b(?:\w{{3}},? )?(?:\d{{1,2}} {MONTHS}|{MONTHS} +\d{{1,2}})(?:,? \d{{4}})?\b"
)
DURATIONS = re.compile(
    r"[-+]?\b\d+(?:\.\d*)?(?:e-?\d+)? ?(?:ns|us|µs|μs|ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b", re.IGNORECASE
)
ABOUT_TIME = re.compile(
    r"\b(?:elapsed|took|time[ds]?|timing|duration|runtime|seconds?|faster|slower|speed-?up)\b", re.I
)
DECIMALS = re.compile(r"[-+]?\b\d+\.\d*(?:e[-+]?\d+)?", re.IGNORECASE)


def masked_lines(text, folder, clocked):
    """The lines of a text that count. `folder` is where the notebook worked, `clocked` says that what is shown may hold
    readings of the clock."""
    lines = normal_lines(masked(text, folder))
    if any(map(INSTALLED.match, lines)):
        lines = [line for line in lines if not INSTALLING.match(line)]
    return [_without_clock(line) for line in lines] if clocked else lines


def masked(text, folder):
    """A text without what one machine alone would print."""
    text = COLOURS.sub("", text)
    if "\b" in text:
        text = _without_taken_back(text)
    if folder:
        text = (
            re.sub(re.escape(folder) + r"(?=/)", "/" + FOLDER, text)
            .replace(folder, FOLDER)
            .replace("/" + FOLDER, FOLDER)
        )
    text = FOLDERS.sub(FOLDER + "/", TEMPORARY.sub("<temporary>", text))
    return FIGURES.sub("<figure>", SHAPES.sub("", SCALARS.sub(r"\1", text)))


def _without_taken_back(text):
    """A text in which each backspace takes back the character before it on its line."""
    kept = []
    for character in text:
        if character == "\b" and kept and kept[-1] not in "\n\b":
            kept.pop()
        else:
            kept.append(character)
    return "".join(kept)


def _without_clock(line):
    line = DURATIONS.sub("<clock>", CLOCKS.sub("<clock>", line))
    return DECIMALS.sub("<clock>", line) if ABOUT_TIME.search(line) else line
