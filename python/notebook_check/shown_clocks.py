"""What cells show without readings of the clock, by `notebook_proof.clock_readings`."""

from dataclasses import replace

from notebook_proof.clock_readings import clock_difference, without_clocks


def plain_shown(read, runs):
    """What each of `(shown, time)` shows without readings of the clock; the first `runs` of them ran."""
    parts = [_texts(shown) for shown, _ in read]
    plain = [dict(each) for each in parts]
    for key in sorted(set().union(*parts)):
        sides = [(each.get(key, []), time) for each, (_, time) in zip(parts, read, strict=True)]
        for own, lines in zip(plain, without_clocks(sides, runs), strict=True):
            own[key] = lines
    return [_with_texts(shown, texts) for (shown, _), texts in zip(read, plain, strict=True)]


def with_clocks(compared, read, plain):
    """Of what is equal without readings of the clock alone, the first lines in which these differ: `clock`, `left` and
    `right`."""
    mine, other, plain_mine, plain_other = map(_texts, [*read, *plain])
    for key, found in compared.items():
        texts = [side.get(key, []) for side in (mine, other, plain_mine, plain_other)]
        first = clock_difference(*texts) if found["status"] == "equal" else None
        if first is not None:
            at, left, right = first
            found |= {"clock": True, "path": f"line {at + 1}", "left": left.strip()[:160], "right": right.strip()[:160]}
    return compared


def _texts(shown):
    """The lines of each part, by its key as of `compare_shown`."""
    displays = {("display", at): display.lines for at, display in enumerate(shown.displays)}
    return {("printed", 0): shown.printed, **displays}


def _with_texts(shown, texts):
    displays = [replace(each, lines=texts["display", at]) for at, each in enumerate(shown.displays)]
    return replace(shown, printed=texts["printed", 0], displays=displays)
