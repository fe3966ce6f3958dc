"""Says whether a run of the converted project equals a run of the notebook.

    compare_runs.py --reference FOLDER --notebook FILE [--candidate FOLDER --package NAME]

The reference folder holds `run-1` and `run-2` of the notebook (see reference.py). Without a candidate the two runs are
compared with each other. Prints one JSON object.
"""
import argparse
import json
import sys
from pathlib import Path

from imported_names import imported_names

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))

from notebook_proof.compare_pictures import PIXEL_SHARE, compare_pictures  # noqa: E402
from notebook_proof.compare_values import Description, compare_variable  # noqa: E402
from notebook_proof.normal_text import first_difference, record_lines  # noqa: E402


def same_figures(left, right):
    """Pictures compared in order: for each whether it is the same in both."""
    return [index < len(left) and index < len(right) and compare_pictures(left[index], right[index], PIXEL_SHARE).same
            for index in range(max(len(left), len(right)))]


def compare_figures(left, right, stable=None):
    """`(equal, total, first)`; `first` is the index of the first that differs, or None. `stable`: what may be asked of each."""
    same = [one or not (stable is None or index >= len(stable) or stable[index])
            for index, one in enumerate(same_figures(left, right))]
    return sum(same), len(same), same.index(False) if False in same else None


class Run:
    """A recorded run: cells (or steps) with their records, and the final values by name."""

    def __init__(self, folder, package=""):
        self.folder, self.package = Path(folder), package
        self.record = json.loads((self.folder / "run.json").read_text())
        self.cells = self.record["cells"]
        self.lines = [(cell["cell"], line) for cell in self.cells for line in record_lines(cell["records"], package)]
        self.figures = [self.folder / record["image"] for cell in self.cells for record in cell["records"] if record.get("image")]

    def values(self):
        """`{name: (Description, child)}`, and `{name: why}` for those that could not be described."""
        if "values" in self.record:  # a project: the record says in which step's file each name's last value is
            files = {name: Description(self.folder / name) for name in set(file for file, _ in self.record["values"].values())}
            found = {name: (files[file], files[file].names[key]) for name, (file, key) in self.record["values"].items()}
            return found, self.record.get("undescribed", {})
        path = self.folder / "values.json"
        if not path.exists():
            return {}, {}
        description = Description(path)
        return {name: (description, child) for name, child in description.names.items()}, description.failed

    def errors(self):
        return [{"cell": cell["cell"], "text": record["text"][:200]} for cell in self.cells for record in cell["records"] if record["kind"] == "error"]


def compare_text(left, right, stable=None):
    """Text of two runs; `stable` (a set of line indices of `left`), if given, limits what must be equal."""
    one, other = left.lines, right.lines
    if stable is not None and len(one) == len(other):
        other = [right_line if index in stable else one[index] for index, right_line in enumerate(other)]
    difference = first_difference(one, other)
    if difference is None:
        return {"equal": True, "lines": len(one)}
    index, left_line, right_line = difference
    where = right.lines[index][0] if index < len(right.lines) else "end"
    return {"equal": False, "lines": len(one), "cell": left.lines[index][0] if index < len(left.lines) else "end", "step": where,
            "left": left_line[:160], "right": right_line[:160]}


def compare_value_sets(left, right, ignore, only=None, noise=None):
    """Every final value of `left` against that of `right`; names that can't be compared are listed with the reason.
    `only`: names to look at. `noise`: by name, the paths not to look at (see compare_values)."""
    left_values, left_failed = left.values()
    right_values, right_failed = right.values()
    result = {"equal": [], "close": [], "different": [], "shallow": [], "private": [], "noise": {}, "notCompared": {name: why for name, why in left_failed.items() if name not in ignore}}
    for name, (description, child) in left_values.items():
        if name in ignore or (only is not None and name not in only):
            continue
        if name not in right_values:
            result["notCompared"][name] = right_failed.get(name, "not found")
            continue
        known = None if noise is None else set(noise.get(name, ()))
        verdict = compare_variable(description, child, *right_values[name], name, known)
        if verdict.noise:
            result["noise"][name] = sorted(verdict.noise)
        if verdict.other_code:
            result["notCompared"][name] = "another version of the code"
        elif verdict.status == "equal":
            result["equal"].append(name)
        else:
            result[verdict.status].append({"name": name, "path": verdict.path, "left": verdict.left, "right": verdict.right})
        if verdict.private:
            result["private"].append(name)
        if verdict.shallow:
            result["shallow"].append(name)
    return result


def compare_own_runs(first, second, ignore):
    """Whether the notebook's own two runs agree, and which of its parts do."""
    values = compare_value_sets(first, second, ignore)
    figures = compare_figures(first.figures, second.figures)
    text = compare_text(first, second)
    failure = first.record["failure"] or second.record["failure"]
    agrees = text["equal"] and figures[0] == figures[1] and not values["different"] and not failure
    return {"agrees": agrees, "failure": failure, "errors": first.errors(), "text": text,
            "figures": {"equal": figures[0], "total": figures[1], "first": figures[2]},
            "values": values, "seconds": first.record["seconds"], "codeCells": len(first.cells)}


def stable_parts(first, second, own):
    """What may be asked of a candidate: lines and names that are the same in the notebook's own two runs."""
    pairs = zip(first.lines, second.lines)
    lines = {index for index, (one, other) in enumerate(pairs) if one == other} if len(first.lines) == len(second.lines) else None
    return lines, set(own["values"]["equal"]) | {item["name"] for item in own["values"]["close"]}


def main():
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--reference", type=Path, required=True)
    options.add_argument("--notebook", type=Path, required=True)
    options.add_argument("--candidate", type=Path)
    options.add_argument("--package", default="")
    args = options.parse_args()
    first, second = Run(args.reference / "run-1"), Run(args.reference / "run-2")
    ignore = imported_names(args.notebook)
    own = compare_own_runs(first, second, ignore)
    result = {"own": own}
    if args.candidate:
        candidate = Run(args.candidate, args.package)
        lines, names = stable_parts(first, second, own)
        equal, total, differing = compare_figures(first.figures, candidate.figures, same_figures(first.figures, second.figures))
        result["text"] = compare_text(first, candidate, None if own["text"]["equal"] else lines)
        result["figures"] = {"equal": equal, "total": total, "first": differing}
        result["values"] = compare_value_sets(first, candidate, ignore, names, own["values"]["noise"])
    print(json.dumps(result))


if __name__ == "__main__":
    main()
