"""Finds the lines of cells in a traceback that IPython wrote."""

import re

from .masked_text import COLOURS

# How versions of IPython head the frames of cells: by the cell's number, and the line there or behind an arrow below.
HEADS = re.compile(
    r"^ *(?:Cell |Input )In ?\[(?P<new>\d+)\](?:,? line (?P<line>\d+))?.*$"
    r"|^(?:  File )?\"?<ipython-input-(?P<old>\d+)-[0-9a-f]+>\"?(?:, line (?P<old_line>\d+)| in ).*$"
    r"|^(?P<other>(?:  )?File .*|(?:[~/].*\.pyx?|<.*>|[A-Za-z]:\\.*\.py)(?::\d+)? in .*)$"
    r"|^-+> ?(?P<arrow>\d+)[ :]",
    re.MULTILINE,
)


# What was raised last stands last, behind what it was raised from.
CHAINED = re.compile(
    r"^(?:During handling of the above exception|The above exception was the direct cause).*$", re.MULTILINE
)
CRASH = re.compile(r'^  File ".*[/\\]ipykernel_\d+[/\\]\d+\.py", line (\d+) in ', re.MULTILINE)


def crash_frames(said, cell):
    """The line of the cell that ran when native code crashed, from what Python's fault handler wrote."""
    lines = CRASH.findall(said)
    return [{"cell": cell, "line": int(lines[-1])}] if lines else []


def notebook_frames(traceback, cell_by_count):
    """`{"cell", "line"}` for each frame of a cell, the outermost first: index of the cell, line from 1. Of what the
    last error was raised from, there are none."""
    text = CHAINED.split(COLOURS.sub("", "\n".join(traceback)))[-1]
    frames, open_frame = [], None
    for head in HEADS.finditer(text):
        if head["arrow"]:
            if open_frame is not None and open_frame["line"] is None:
                open_frame["line"] = int(head["arrow"])
            continue
        open_frame = None
        count = head["new"] or head["old"]
        if count is not None and int(count) in cell_by_count:
            line = head["line"] or head["old_line"]
            open_frame = {"cell": cell_by_count[int(count)], "line": int(line) if line else None}
            frames.append(open_frame)
    return [frame for frame in frames if frame["line"] is not None]
