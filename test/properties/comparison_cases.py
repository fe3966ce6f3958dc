"""Describes and compares pairs of values; the cases come as JSON lines `{"setup", "left", "right"}` of Python code.

Answers with the verdict of each. Both sides are described as two processes would: from separate name spaces.
"""
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))

from notebook_proof.compare_values import Description, compare  # noqa: E402
from notebook_proof.write_values import write_description  # noqa: E402


def description(setup, expression, module, path):
    names = {"__name__": module}
    exec(setup, names)
    write_description({"value": eval(expression, names)}, str(path), package="project")
    return Description(path)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for number, line in enumerate(sys.stdin):
            case = json.loads(line)
            left = description(case["setup"], case["left"], "__main__", Path(folder, f"{number}-left.json"))
            right = description(case["setup"], case["right"], "project.functions", Path(folder, f"{number}-right.json"))
            verdict = compare(left, left.names["value"], right, right.names["value"], "value", set())
            print(json.dumps({"status": verdict.status, "path": verdict.path, "shallow": verdict.shallow}))


if __name__ == "__main__":
    main()
