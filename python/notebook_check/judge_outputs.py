"""Compares the runs of a notebook with what is saved in it and with each other: each part of each cell on its own.

A part has `saved` (what is saved against the first run), `own` (the first run against the first one that differs),
`sameSeed` and `sameThreads` (a run with the hash seed of the first and the threads of the others, against the first and
against the second); each is a dict with `status` (equal, different, absent) and how it differs, or None.
"""

import json

from notebook_proof.clock_readings import RunTime
from notebook_proof.compare_values import Rules
from notebook_proof.judge import differing_generators
from notebook_proof.written_files import compare_files

from .compare_shown import compare_shown
from .shown_clocks import plain_shown, with_clocks
from .shown_outputs import shown_outputs


class Side:
    """A run: its record, the outputs of its cells by index, and the folders that it wrote to."""

    def __init__(self, folder, tree, work, record, out_of_memory):
        self.folder, self.tree, self.work = folder, tree, work
        self.record, self.out_of_memory = record, out_of_memory
        self.time = RunTime(record["started"], record["seconds"])
        outputs = json.loads((folder / "outputs.json").read_text(encoding="utf-8", errors="surrogatepass"))
        self.outputs = {int(index): cell for index, cell in outputs.items()}
        self.done = [cell["cell"] for cell in record["cells"]]
        self._shown = {}

    def shown(self, cell, clocked):
        """What a cell showed."""
        if cell not in self._shown:
            self._shown[cell] = shown_outputs(self.outputs[cell]["outputs"], self.folder, cell, self.work, clocked)
        return self._shown[cell]


def judge(request, sides, apart):
    """`{"outputs", "files", "random"}`; `apart` is the run that tells causes apart, where there was one. `random` has
    the cells after which generators of random numbers are in another state in the second run."""
    rules = Rules(request["rtol"], request["atol"], exact=False)
    first, others = sides[0], [side for side in sides[1:] if side.record["failure"] is None]
    parts = []
    for cell in request["cells"]:
        if cell["index"] in first.done:
            parts += _judge_cell(cell, first, others, apart, rules)
    random = []
    for cell in request["cells"] if others else []:
        differing = differing_generators(cell["index"], first, others[0])
        if differing:
            random.append({"cell": cell["index"], "generators": differing})
    return {
        "outputs": parts,
        "files": _judge_files(request, first, others, apart, rules),
        "random": random,
    }


def _judge_cell(cell, first, others, apart, rules):
    index, clocked = cell["index"], cell["clocked"]
    runs = [first, *others, *([apart] if apart is not None else [])]
    read = [(side.shown(index, clocked), side.time) for side in runs]
    if cell["saved"] is not None:
        folder = first.folder.parent / "saved"
        folder.mkdir(exist_ok=True)
        read.append((shown_outputs(cell["saved"], folder, index, "", clocked), None))
    plain = plain_shown(read, len(runs))
    saved, own, again = {}, {}, {}
    if cell["saved"] is not None:
        saved = compare_shown(plain[-1], plain[0], rules)
    for at in range(len(others), 0, -1):
        compared = with_clocks(
            compare_shown(plain[0], plain[at], rules), [read[0][0], read[at][0]], [plain[0], plain[at]]
        )
        own |= {key: found for key, found in compared.items() if key not in own or found["status"] != "equal"}
    if apart is not None:
        mine, other, third = plain[0], plain[1], plain[len(others) + 1]
        again, also = compare_shown(mine, third, rules), compare_shown(other, third, rules)
    found = []
    for kind, at in sorted({*saved, *own}):
        part = {"cell": index, "kind": kind, "index": at, "saved": saved.get((kind, at)), "own": own.get((kind, at))}
        part["sameSeed"] = again.get((kind, at)) if apart is not None else None
        part["sameThreads"] = also.get((kind, at)) if apart is not None else None
        found.append(part)
    return found


def _judge_files(request, first, others, apart, rules):
    """The files that any of the runs wrote or removed, in the notebook's own folder or around it."""
    sides = [first, *others]
    names = sorted({name for side in sides for name in [*side.record["written"], *side.record["removed"]]})
    parts = []
    for name in names if others else []:
        compared = [compare_files(first.tree / name, other.tree / name, rules) for other in others]
        own = next((each for each in compared if each["status"] != "equal"), {"status": "equal"})
        part = {"name": name, "own": own, "sameSeed": None, "sameThreads": None}
        if apart is not None:
            part["sameSeed"] = compare_files(first.tree / name, apart.tree / name, rules)
            part["sameThreads"] = compare_files(others[0].tree / name, apart.tree / name, rules)
        parts.append(part)
    return parts


def unstable(parts):
    """True when some part is not the same in all runs."""
    return any((part["own"] or {}).get("status") == "different" for part in [*parts["outputs"], *parts["files"]])
