"""Readings of the clock in printed text: how long something took, and when the run itself was.

Three things together tell them from results: the words around them, that a run of that length at that time can have
read them, and that two runs of one program do not agree on them to three digits.
"""

import calendar
import re
from dataclasses import dataclass

CLOCK = "<clock>"

SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600}
NUMBER = r"\d{1,12}(?:\.\d{0,20})?(?:e-?\d{1,3})?"
# Metres and hours alone are no durations.
SPAN = (
    rf"(?:{NUMBER} ?(?:h|hours?|hrs?)\b,? ?)?(?:{NUMBER} ?(?:m|mins?|minutes?),? ?(?:and )?)?"
    rf"{NUMBER} ?(?:ns|us|µs|μs|ms|s|secs?|seconds?|mins?|minutes?)\b|\d{{1,3}}:\d\d:\d\d(?:\.\d{{1,9}})?\b"
)
PARTS = re.compile(rf"({NUMBER}) ?([a-zµμ]*)", re.IGNORECASE)
MEASURED = (
    r"fit(?:ting)?|score|scoring|train(?:ing)?|predict(?:ion)?|refit|exec(?:ution)?|comput(?:e|ing|ation)|run(?:ning)?"
    r"|wall|cpu|inference|compil(?:e|ation|ing)|elapsed|total|process(?:ing)?|sampling|query|load(?:ing)?|build|solver?"
    r"|solving|optimi[sz]ation"
)
DONE = (
    r"done|finished|completed?|ready|fit(?:ted)?|trained|computed|built|loaded|ran|processed|generated|evaluated|saved"
    r"|converged|solved|optimi[sz]ed|sampled|sampling|terminated|training|fitting|loading"
)
BARE = r"\d{1,9}\.\d{1,20}(?:e-?\d{1,3})?"
DURATIONS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:(?:{MEASURED})[ _-]?times?\b|runtime\b|(?:time[ _-])?elapsed\b|took\b|taken\b|overhead of testing was)"
        rf"(?: \w{{1,12}}){{0,2}}['\s:=(\[|)\]a-z]{{0,20}}?(?P<value>{SPAN}|{BARE})",
        rf"\b(?:{DONE})\b(?: \w{{1,20}}){{0,3}} (?:in|after|for)(?: about)? (?P<value>{SPAN})",
        rf"(?:^|[|│┃║,;(\[-] {{0,20}})times? {{0,4}}[:=] {{0,8}}(?P<value>{SPAN})",
        rf"\b(?P<value>{SPAN}) (?:elapsed|per (?:loop|iteration|step|epoch|sample))\b",
        rf"\b(?:ETA|remaining|total):?\s{{0,4}}(?P<value>{SPAN})",
        rf"^\W{{0,4}}(?:epoch|step|iter(?:ation)?|batch|fold|trial|round)\b.{{0,200}}?(?P<value>(?<![\w.])(?:{SPAN}))",
    )
]
# Times that came of one measuring each: `'fit_time': array([0.01, 0.02])`.
LISTED = re.compile(
    rf"\b(?:{MEASURED})[ _-]?times?['\"]?\s{{0,4}}[:=]\s{{0,4}}(?:array\()?\[(?P<value>[\s\d.,e-]{{1,2000}})\]"
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
TIME = r"\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?"
MONTH = "(?P<month>" + "|".join(MONTHS) + ")[a-z]{0,6}"
MOMENTS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<y>20\d\d)[-/.](?P<m>\d\d)[-/.](?P<d>\d\d)(?:(?:T|,? )(?P<time>{TIME}))?(?:Z|[+-]\d\d:?\d\d)?(?![\d:])",
        rf"\b(?P<m>\d\d)/(?P<d>\d\d)/(?P<y>20\d\d)(?:,? (?P<time>{TIME}))?(?![\d:])",
        rf"\b(?:[a-z]{{3}},? )?{MONTH} {{1,2}}(?P<d>\d{{1,2}})(?:,? (?P<time>{TIME}))?,? (?P<y>20\d\d)\b",
        rf"\b(?:[a-z]{{3}},? )?(?P<d>\d{{1,2}}) {MONTH},? (?P<y>20\d\d)(?:,? (?P<time>{TIME}))?(?![\d:])",
        r"\b(?P<epoch>1[6-9]\d{8}(?:\.\d{1,9})?)\b",
        r"(?<![\d:.])(?P<time>\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(?![\d:])",
    )
]
DAY, QUARTER = 86400, 900
SURE_DIGITS = 3
# Of longer lines nothing is taken for a clock.
LONGEST = 4000


@dataclass(frozen=True)
class RunTime:
    """When a run began, in seconds since 1970, and how long it took."""

    started: float
    seconds: float


def without_clocks(sides, own=2):
    """The lines of texts with `<clock>` for what was read from the clock. `sides` are `(lines, time)`, with the time of
    the run that printed them, None when it is not known; the first `own` are runs of one program."""
    read = [[_read(line, time) for line in lines] for lines, time in sides]
    results = _results(read[:own]) if own > 1 else set()
    return [
        [line if template in results else template for line, (template, _) in zip(lines, found, strict=True)]
        for (lines, _), found in zip(sides, read, strict=True)
    ]


def clock_difference(left, right, plain_left, plain_right):
    """`(index, left, right)` of the first lines that differ and, without clocks, do not; None when there are none."""
    rows = zip(left, right, plain_left, plain_right, strict=False)
    return next(((at, *row[:2]) for at, row in enumerate(rows) if row[0] != row[1] and row[2] == row[3]), None)


def _results(read):
    """Templates of lines on which all the runs agree to so many digits that no clock can have said so."""
    shown = [_readings_by_template(side) for side in read]
    return {
        template
        for template, values in shown[0].items()
        if all(other.get(template) == values for other in shown[1:]) and _digits(values) >= SURE_DIGITS
    }


def _readings_by_template(side):
    found = {}
    for template, values in side:
        if values:
            found.setdefault(template, []).extend(values)
    return found


def _digits(values):
    return sum(len(re.sub(r"\D", "", value).strip("0")) for value in values)


def _read(line, time):
    """`(template, durations)`: a line with `<clock>` for its readings, and those of them that say how long."""
    if len(line) > LONGEST or not any(map(str.isdigit, line)):
        return line, ()
    spans = {}
    for pattern in (*DURATIONS, LISTED):
        for match in pattern.finditer(line):
            if _can_have_taken(match["value"], time):
                start, found = match.start("value"), (match.end("value"), match["value"])
                spans[start] = max(spans.get(start, found), found)
    for pattern in MOMENTS:
        for match in pattern.finditer(line):
            if _can_have_been(match.groupdict(), time):
                spans.setdefault(match.start(), (match.end(), None))
    template, at, durations = "", 0, []
    for start, (end, value) in sorted(spans.items()):
        if start >= at:
            template, at = f"{template}{line[at:start]}{CLOCK}", end
            durations += [value] if value is not None else []
    return template + line[at:], tuple(durations)


def _can_have_taken(text, time):
    """Nothing takes longer than the run."""
    if time is None:
        return True
    if ":" in text:
        hours, minutes, seconds = text.split(":")
        return float(hours) * 3600 + float(minutes) * 60 + float(seconds) <= time.seconds
    if "," in text or text.count(".") > 1:
        return all(float(number) <= time.seconds for number, _ in PARTS.findall(text))
    return sum(float(number) * _seconds(unit) for number, unit in PARTS.findall(text)) <= time.seconds


def _seconds(unit):
    return SECONDS.get(unit) or SECONDS.get(unit.lower()[:1]) or 1


def _can_have_been(parts, time):
    """Dates and times may be those of any zone."""
    try:
        day = _day(parts)
    except ValueError:
        return False
    if time is None:
        return True
    end = time.started + time.seconds
    if parts.get("epoch"):
        return time.started - 1 <= float(parts["epoch"]) <= end + 1
    if day is not None and not time.started - 2 * DAY < day < end + DAY:
        return False
    if not parts.get("time"):
        return True
    clock = [float(part.replace(",", ".")) for part in parts["time"].split(":")]
    lacks = 1 if len(clock) == 3 else 60
    since = (clock[0] * 3600 + clock[1] * 60 + sum(clock[2:]) - time.started) % QUARTER
    return since <= time.seconds + lacks or since >= QUARTER - lacks


def _day(parts):
    if not parts.get("y"):
        return None
    month = MONTHS.index(parts["month"].lower()) + 1 if parts.get("month") else int(parts["m"])
    return calendar.timegm((int(parts["y"]), month, int(parts["d"]), 0, 0, 0))
