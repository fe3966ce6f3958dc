"""Compares two runs of a notebook with each other and with a run of the project: every part on its own.

A part has `own` (the notebook against itself) and `candidate` (the notebook against the project); each is a dict with
`status` (equal, close, different, absent) and where and how it differs.
"""

import json
import sys
from pathlib import Path

from .clock_readings import RunTime, without_clocks
from .compare_pictures import compare_pictures
from .compare_sharing import compare_sharing
from .compare_values import Rules, compare_variable
from .descriptions import Description
from .normal_text import first_difference, record_lines
from .written_files import compare_files

ABSENT = "absent"


class Side:
    """A recorded run: what cells (or steps) showed, and the descriptions of values."""

    def __init__(self, folder, package=""):
        self.folder, self.package = Path(folder), package
        self.record = json.loads((self.folder / "run.json").read_text(encoding="utf-8", errors="surrogatepass"))
        self.time = RunTime(self.record["started"], self.record["seconds"])
        self.records = {cell["cell"]: cell["records"] for cell in self.record["cells"]}
        self._descriptions = {}

    def description(self, name):
        """The description in a file of the run's folder, or None."""
        if name not in self._descriptions:
            path = self.folder / name
            self._descriptions[name] = Description(path) if path.exists() else None
        return self._descriptions[name]

    def lines(self, cells):
        """`(cell, line)` of the text of some cells."""
        return [(cell, line) for cell in cells for line in record_lines(self.records.get(cell, []), self.package)]

    def pictures(self, cells):
        """`(cell, path)` of the pictures of some cells."""
        found = [(cell, record) for cell in cells for record in self.records.get(cell, []) if record.get("image")]
        return [(cell, self.folder / record["image"]) for cell, record in found]


def judge(request, first, second, project, trees):
    """The parts of a verification. `project` is None when it did not run; `trees` are the folders in which the three
    worked."""
    rules = Rules(request["rtol"], request["atol"])
    return {
        "values": judge_values(request, first, second, project, rules),
        "text": [judge_text(step, first, second, project) for step in request["steps"]],
        "figures": [part for step in request["steps"] for part in judge_figures(step, first, second, project)],
        "files": judge_files(request, first, second, project, trees, rules),
        "random": [random_states(request, each, first, second) for each in ranges(request)],
    }


def judge_values(request, first, second, project, rules):
    """One part for each question: is the value of a name after a cell what a step stored under that name?"""
    parts, groups = [], {}
    for question in request["questions"]:
        name, file = question["name"], f"checkpoint-{question['cell']}.json"
        mine, again = first.description(file), second.description(file)
        given = project.description(f"values/{question['giver']}.json") if project else None
        own, own_verdict = _compare_names(mine, again, name, None, rules)
        part = {"id": question["id"], "own": own, "candidate": None}
        if project:
            noise = set(own_verdict.noise) if own_verdict else set()
            part["candidate"], verdict = _compare_names(mine, given, name, noise, rules)
            group = groups.setdefault((question["cell"], question["giver"], question["kind"]), ({}, {}, {}))
            for at, each in enumerate((own_verdict, verdict, part)):
                group[at][name] = each
        parts.append(part)
    for (cell, giver, _), (own, verdicts, named) in groups.items():
        file = f"checkpoint-{cell}.json"
        sides = first.description(file), second.description(file), project.description(f"values/{giver}.json")
        _judge_sharing(sides, own, verdicts, named)
    return parts


def _judge_sharing(sides, own, verdicts, parts):
    alike = {name: verdict for name, verdict in verdicts.items() if verdict and verdict.status != "different"}
    if not alike:
        return
    unstable = compare_sharing(sides[0], sides[1], {name: own[name] for name in alike if own[name]})
    for name, verdict in compare_sharing(sides[0], sides[2], alike).items():
        if name not in unstable:
            parts[name]["candidate"] = _as_data(verdict)


def _compare_names(left, right, name, noise, rules):
    missing = _why_absent(left, name), _why_absent(right, name)
    if any(missing):
        sides = ["there" if why is None else why for why in missing]
        return {"status": ABSENT, "left": sides[0], "right": sides[1]}, None
    verdict = compare_variable(left, left.names[name], right, right.names[name], name, noise, rules)
    return _as_data(verdict), verdict


def _why_absent(description, name):
    if description is None:
        return "not recorded"
    if name in description.names:
        return None
    return description.failed.get(name, "no such variable")


def _as_data(verdict):
    status = "otherCode" if verdict.other_code else verdict.status
    found = {"status": status, "partly": verdict.shallow, "ignored": sorted(verdict.noise)}
    if status in ("different", "close"):
        names = ("path", "left", "right", "column", "row", "label")
        found |= {name: getattr(verdict, name) for name in names}
    return found


def judge_text(step, first, second, project):
    """The lines that a step's cells print and show. `clock`: where the runs differ in readings of the clock alone."""
    asked = [(first, step["cells"]), (second, step["cells"]), *([(project, [step["name"]])] if project else [])]
    read = [side.lines(places) for side, places in asked]
    texts = without_clocks(
        [([line for _, line in lines], side.time) for (side, _), lines in zip(asked, read, strict=True)]
    )
    plain = [[(cell, text) for (cell, _), text in zip(*pair, strict=True)] for pair in zip(read, texts, strict=True)]
    one, again = plain[:2]
    own = _compare_lines(one, again)
    own["ignored"] = ["clock"] if any(lines != other for lines, other in zip(read, plain, strict=True)) else []
    part = {"step": step["name"], "lines": len(one), "own": own, "candidate": None}
    if project is None:
        return part
    given = plain[2]
    part["whole"] = _compare_lines(one, given)["status"]
    if own["status"] != "equal" and len(one) == len(again) == len(given):
        given = [
            right if left == other and not _same_words(left, right) else left
            for left, other, right in zip(one, again, given, strict=True)
        ]
    part["candidate"] = _compare_lines(one, given)
    part["asked"] = own["status"] == "equal" or len(one) == len(again) == len(given)
    return part


def _same_words(left, right):
    """Lines that differ in blanks alone: in a table, the numbers of other lines decide about them."""
    return left[1].split() == right[1].split()


def _compare_lines(left, right):
    found = first_difference(left, right)
    if found is None:
        return {"status": "equal"}
    index, one, other = found
    cell = left[min(index, len(left) - 1)][0] if left else None
    return {"status": "different", "path": f"line {index + 1}", "cell": cell, "left": one[:160], "right": other[:160]}


def judge_figures(step, first, second, project):
    """The pictures of a step's cells, in their order."""
    sides = [first.pictures(step["cells"]), second.pictures(step["cells"])]
    given = project.pictures([step["name"]]) if project else []
    for index in range(max(len(sides[0]), len(given))):
        mine = sides[0][index] if index < len(sides[0]) else None
        others = [side[index][1] if index < len(side) else None for side in (sides[1], given)]
        yield {
            "step": step["name"],
            "index": index,
            "cell": mine[0] if mine else None,
            "own": _compare_figures(mine and mine[1], others[0]),
            "candidate": _compare_figures(mine and mine[1], others[1]) if project else None,
            "left": str(mine[1]) if mine else None,
            "right": str(others[1]) if others[1] else None,
        }


def _compare_figures(left, right):
    if left is None or right is None:
        sides = ["shown" if path else "not shown" for path in (left, right)]
        return {"status": "equal" if sides[0] == sides[1] else "different", "left": sides[0], "right": sides[1]}
    verdict = compare_pictures(left, right)
    found = {"status": "equal" if verdict.same else "different", "what": verdict.what, "pixels": verdict.pixels}
    return {**found, "likeness": verdict.likeness, "box": verdict.box}


def judge_files(request, first, second, project, trees, rules):
    """The files that any of the runs wrote or removed."""
    sides = [first, second, *([project] if project else [])]
    names = sorted({name for side in sides for name in [*side.record["written"], *side.record["removed"]]})
    own = request.get("notebookNames", ())
    names = [name for name in names if name.rpartition("/")[2] not in own]
    parts = []
    for name in names:
        paths = [Path(tree) / name for tree in trees]
        candidate = compare_files(paths[0], paths[2], rules) if project else None
        parts.append({"name": name, "own": compare_files(paths[0], paths[1], rules), "candidate": candidate})
    return parts


def ranges(request):
    """For each notebook, the indices that its cells may have."""
    starts = [0, *(cell["index"] for cell in request["cells"] if cell.get("isFirst"))]
    return [range(*pair) for pair in zip(starts, [*starts[1:], sys.maxsize], strict=True)]


def random_states(request, cells, first, second):
    """From which of the cells on the process's random generators may differ between the notebook's own runs: the one
    after the last checkpoint at which they agree. None when they always agree."""
    start = cells.start
    for point in (each for each in request["checkpoints"] if each["cell"] in cells):
        differing = differing_generators(point["cell"], first, second)
        if differing:
            return {"cell": start, "generators": differing}
        start = point["cell"] + 1 if differing is not None else start
    return None


def differing_generators(cell, first, second):
    """Names of the generators that are in another state after a cell; None when there is no checkpoint."""
    paths = [side.folder / f"checkpoint-{cell}.json.random" for side in (first, second)]
    if not all(path.exists() for path in paths):
        return None
    one, other = (json.loads(path.read_text(encoding="utf-8")) for path in paths)
    return sorted(name for name in one if one[name] != other.get(name))
