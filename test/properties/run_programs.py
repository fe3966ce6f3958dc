"""Runs random programs twice, as plain Python and as the projects they were converted to, and compares the two.

Reads requests as JSON lines `{"cells": [source, ...], "project": DIR or null, "folder": DIR}` and answers each with one
JSON line. A process of its own is forked for the plain program and for each step, from this one, which has the
libraries loaded: as separate as real processes, and fast. `folder` is an empty folder for records.
"""
import ast
import contextlib
import importlib
import importlib.util
import io
import json
import os
import runpy
import signal
import sys
import tokenize
import traceback
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "scripts" / "corpus"
sys.path[:0] = [str(CORPUS), str(CORPUS / "capture")]

import IPython.display  # noqa: E402
import cloudpickle  # noqa: E402, F401
import numpy  # noqa: E402, F401
import pydantic  # noqa: E402, F401
from IPython.lib.pretty import pretty  # noqa: E402

import step_capture  # noqa: E402
from compare_runs import Run, compare_text, compare_value_sets  # noqa: E402
from describe_notebook import is_variable  # noqa: E402
from notebook_proof.write_values import write_description  # noqa: E402
from run_project import find_package, last_values, step_records  # noqa: E402

SECONDS = 20
RUN = "comparison"


def in_child(action, log):
    """Runs `action` in a forked process with its output in `log`; returns the exit code, negative for a signal."""
    process = os.fork()
    if process == 0:
        code = 70
        try:
            signal.alarm(SECONDS)
            handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
            code = action() or 0
        except SystemExit as exit:
            code = exit.code if isinstance(exit.code, int) else int(exit.code is not None)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            LEAVE(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


LEAVE = os._exit
UNSEEN = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.INDENT, tokenize.DEDENT}


class CellOutput(io.StringIO):
    name = "stdout"


class CellRecords:
    """What one cell after the other printed and displayed, in order; `stdout` stays the same, as a kernel's does."""

    def __init__(self):
        self.cells, self.stdout = [], CellOutput()

    def begin(self, index):
        self.cells.append({"cell": index, "records": []})

    def flush(self):
        """Ends a piece of printed text."""
        self.cells[-1]["records"].append({"kind": "stdout", "text": self.stdout.getvalue()})
        self.stdout.seek(0)
        self.stdout.truncate()

    def display(self, *values, **_options):
        for value in values:
            self.show("display", value)

    def show(self, kind, value):
        self.flush()
        self.cells[-1]["records"].append({"kind": kind, "text": pretty(value)})


def run_plain(cells, folder):
    """The program as a notebook would run it: the last value of each cell is shown."""
    main, records = types.ModuleType("__main__"), CellRecords()
    sys.modules["__main__"], names = main, main.__dict__
    IPython.display.display = records.display
    (folder / "files").mkdir()
    os.chdir(folder / "files")
    for index, source in enumerate(cells):
        tree = ast.parse(source)
        shown = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) and not is_quiet(source) else None
        records.begin(index)
        with contextlib.redirect_stdout(records.stdout):
            exec(compile(tree, f"cell {index}", "exec"), names)
            value = None if shown is None else eval(compile(ast.Expression(shown.value), f"cell {index}", "eval"), names)
            records.flush()
            if value is not None:
                records.show("result", value)
    values = {name: value for name, value in names.items() if is_variable(name, value)}
    write_description(values, str(folder / "values.json"), "", [(os.getcwd(), "<folder>")])
    (folder / "run.json").write_text(json.dumps({"cells": records.cells, "seconds": 0, "failure": None}))


def is_quiet(source):
    """Whether a semicolon ends the cell."""
    last = [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type not in UNSEEN][-1]
    return last.string == ";"


def step_names(project, package):
    """The names in the step table, in order."""
    tree = ast.parse((project / "src" / package / "pipeline.py").read_text())
    return [call.args[0].value for call in ast.walk(tree) if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Step"]


def has_full_runner(project, package):
    return (project / "src" / package / "runtime" / "engine.py").exists()


def run_step(project, package, step, captured):
    """One step, as an engine or the small runner starts it."""
    os.environ.update(PYTHONPATH=str(project / "src"), MPLBACKEND=f"module://{package}.runtime.figures")
    sys.path.insert(0, str(project / "src"))
    os.chdir(project)
    step_capture.install(captured, project)
    if has_full_runner(project, package):
        os.dup2(os.pipe()[0], 0)  # `--attempt` ends with the process that holds the other end: this one
        sys.argv = [package, "step", step, "--run", RUN, "--key", step, "--attempt", "1"]
        program = package
    else:
        sys.argv = ["step_run", step, RUN, step]
        program = f"{package}.runtime.step_run"
    try:
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    finally:
        step_capture.flush()


def run_converted(project, folder):
    """All steps of a project in the table's order; the first error, or None."""
    package, captured = find_package(project), folder / "values"
    captured.mkdir(parents=True)
    steps = step_names(project, package)
    if not has_full_runner(project, package):
        (project / "runs" / RUN).mkdir(parents=True)
        (project / "runs" / RUN / "parameters.json").write_text("{}")
    for step in steps:
        log = folder / f"{step}.log"
        code = in_child(lambda step=step: run_step(project, package, step, captured), log)
        if code != 0:
            return package, f"step {step} ended with {code}: {why_failed(project, step, log)}"
    values, failed = last_values(steps, captured)
    cells = [{"cell": step, "records": step_records(project, step, folder)} for step in steps]
    (folder / "run.json").write_text(json.dumps({"cells": cells, "values": values, "undescribed": failed}))
    return package, None


def why_failed(project, step, log):
    record = project / "runs" / RUN / "steps" / f"{step}.json"
    error = (json.loads(record.read_text()).get("error") or {}) if record.exists() else {}
    return (error.get("traceback") or error.get("message") or log.read_text(errors="replace"))[-1500:]


def answer(request):
    """What the two runs gave: `invalid`, `plain`, `fails`, `differs` or `equal`, with details."""
    folder = Path(request["folder"])
    plain, converted = folder / "plain", folder / "converted"
    plain.mkdir(parents=True)
    if in_child(lambda: run_plain(request["cells"], plain), folder / "plain.log") != 0:
        return {"status": "invalid", "detail": (folder / "plain.log").read_text(errors="replace")[-600:]}
    if request["project"] is None:
        return {"status": "plain"}
    converted.mkdir()
    package, error = run_converted(Path(request["project"]).resolve(), converted)
    if error is not None:
        return {"status": "fails", "detail": error}
    left, right = Run(plain), Run(converted, package)
    text, values = compare_text(left, right), compare_value_sets(left, right, set())
    missing = sorted(values["notCompared"])
    if not text["equal"]:
        return {"status": "differs", "detail": f"text in {text['step']}: {text['left']!r} became {text['right']!r}", "missing": missing}
    if values["different"]:
        first = values["different"][0]
        return {"status": "differs", "detail": f"value {first['path']}: {first['left']} became {first['right']}", "missing": missing}
    return {"status": "equal", "compared": len(values["equal"]) + len(values["close"]), "missing": missing}


def load_libraries(names):
    """Imports the libraries that programs may use; returns those that are there."""
    found = [name for name in names if importlib.util.find_spec(name) is not None]
    for name in found:
        importlib.import_module(name)
    return found


def main():
    numpy.random.seed(0)
    print(json.dumps(load_libraries(sys.argv[1:])), flush=True)
    for line in sys.stdin:
        try:
            result = answer(json.loads(line))
        except Exception:
            result = {"status": "broken", "detail": traceback.format_exc()[-1500:]}
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
