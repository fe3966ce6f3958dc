"""Runs the cells of a notebook in a fresh kernel and writes down what they showed, left behind and wrote."""

import contextlib
import importlib.util
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

from . import written_files
from .cell_records import cell_records
from .failures import Failure
from .kernel_run import KernelRun

KERNEL = Path(__file__).resolve().parents[1] / "run_kernel.py"
# A page in a browser: what it shows depends on a person and on time, and a run without one has no equivalent.
INTERACTIVE_FIGURES = re.compile(r"^(\s*%matplotlib\s+)(notebook|nbagg|widget|ipympl)\b.*$", re.MULTILINE)
SPECIFICATION = "proof"
# Packages that projects need whatever their notebook does.
RUNNER_NEEDS = ("pydantic", "cloudpickle", "pyarrow", "joblib", "pandera")
# Names of Unix sockets have 107 characters at most.
LONGEST_SOCKET_FOLDER = 90


def check_packages():
    """Failure `no-kernel` when this interpreter cannot run notebooks."""
    _require(("ipykernel", "nbclient", "nbformat"), "no-kernel", "run notebooks")


def check_runner(project):
    """Failure `no-runner` when this interpreter lacks what the runner of the project needs, as its requirements say."""
    table = project / "pyproject.toml"
    required = table.read_text(encoding="utf-8") if table.is_file() else ""
    needed = [name for name in RUNNER_NEEDS if re.search(rf'^ *"{name}\b', required, re.MULTILINE)]
    _require(needed, "no-runner", "run the project")


def _require(names, code, purpose):
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if not missing:
        return
    text = " ".join(missing)
    raise Failure(
        code,
        f"{sys.executable} cannot {purpose}: {text} not installed.",
        f"uv pip install --python {sys.executable} {text}    (or: {sys.executable} -m pip install {text})",
    )


def run_notebook(request, number, hash_seed, tree, folder, watch=None):
    """Runs the notebook once, as run `number`, in `tree` (a copy of the files that it works with; the request's
    `workdir` says where in it), with the probe where the request says what it is asked (`probe`, a file). Writes
    `run.json`, pictures and `checkpoint-<cell>.json` to `folder`; returns the record. `watch(event, cell, seconds)` is
    called when a cell starts (`cell`) and when it is done (`cellDone`)."""
    folder.mkdir(parents=True)
    work = tree / request["workdir"]
    work.mkdir(parents=True, exist_ok=True)
    before = written_files.snapshot(tree)
    started = time.time()
    environment = _environment(folder, hash_seed, request)
    record = _execute_all(request, work, folder, environment, _texts(work, tree, folder), watch)
    record["started"], record["seconds"] = started, round(time.time() - started, 3)
    changed, gone = written_files.written(before, written_files.snapshot(tree))
    record["written"], record["removed"] = changed, gone
    (folder / "run.json").write_text(json.dumps(record, indent=1), encoding="utf-8", errors="surrogatepass")
    return record


def _texts(work, tree, folder):
    pairs = [
        (str(work), "<folder>"),
        (str(tree), "<tree>"),
        (str(folder), "<scratch>"),
        (str(tree.parent), "<scratch>"),
    ]
    return [pair for at, pair in enumerate(pairs) if pair[0] not in [other for other, _ in pairs[:at]]]


def _environment(folder, hash_seed, request):
    """The variables of the kernel, which finds neither settings of the user's Jupyter nor ours."""
    jupyter = folder / "jupyter"
    runtime = Path(request["sockets"]) if request.get("sockets") else jupyter / "runtime"
    for path in (jupyter / "kernels" / SPECIFICATION, runtime):
        path.mkdir(parents=True, exist_ok=True)
    limit = [f"--memory={request['memory']}"] if request.get("memory") else []
    probe = [f"--probe={request['probe']}"] if request.get("probe") else []
    kernel = [sys.executable, str(KERNEL), *limit, *probe, "-f", "{connection_file}"]
    specification = {
        "argv": [*kernel, "--HistoryManager.hist_file=:memory:"],
        "display_name": "Python",
        "language": "python",
    }
    (jupyter / "kernels" / SPECIFICATION / "kernel.json").write_text(json.dumps(specification))
    own = {"JUPYTER_PATH": str(jupyter), "JUPYTER_RUNTIME_DIR": str(runtime), "JUPYTER_NO_CONFIG": "1"}
    os.environ.update(own)
    env = {name: value for name, value in os.environ.items() if name not in {"MPLBACKEND", *own}}
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR"):
        env[name] = os.environ[name] = str(folder / name.lower())
    return {**env, **request.get("environment", {}), "PYTHONHASHSEED": str(hash_seed)}


def _client(notebook, folder, limit):
    from .limited_client import LimitedClient

    how = {"kernel_name": SPECIFICATION, "allow_errors": True, "shutdown_kernel": "immediate"}
    client = LimitedClient(notebook, limit, **how)
    manager = client.create_kernel_manager()
    runtime = os.environ["JUPYTER_RUNTIME_DIR"]
    manager.connection_file = os.path.join(runtime, f"{folder.name}.json")
    if os.name == "posix" and len(runtime) <= LONGEST_SOCKET_FOLDER:
        manager.transport, manager.ip = "ipc", os.path.join(runtime, folder.name)
    return client


@contextlib.contextmanager
def _started(client, folder, **how):
    """A kernel for as long as it is needed. Failure `kernel-not-started` with what it said last."""
    begun = False
    try:
        with client.setup_kernel(**how):
            begun = True
            yield
    except RuntimeError as error:
        if begun:
            raise
        said = (folder / "kernel.log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
        message = f"The kernel of {sys.executable} does not start: {error}\n" + "\n".join(said[-3:])
        raise Failure(
            "kernel-not-started", message, "Allow more memory, or look for what is wrong with ipykernel there."
        ) from None


def _execute_all(request, work, folder, env, texts, watch):
    """Runs the notebooks of a request one after the other, each in a kernel of its own, until one does not run to its
    end; the record is that of one notebook with all their cells."""
    starts = [at for at, cell in enumerate(request["cells"]) if cell.get("isFirst")]
    whole = None
    for start, end in zip([0, *starts], [*starts, None], strict=True):
        record = _execute({**request, "cells": request["cells"][start:end]}, work, folder, env, texts, watch)
        if whole is not None:
            sums = {name: round(whole[name] + record[name], 3) for name in ("probing", "starting")}
            record |= {name: whole[name] + record[name] for name in ("cells", "cut")} | sums
        whole = record
        if whole["failure"]:
            break
    return whole


def _execute(request, work, folder, env, texts, watch):
    import nbformat

    cells = [
        (cell, nbformat.v4.new_code_cell(INTERACTIVE_FIGURES.sub(r"\1inline", cell["source"])))
        for cell in request["cells"]
    ]
    notebook = nbformat.v4.new_notebook(cells=[cell for _, cell in cells])
    client = _client(notebook, folder, request.get("outputLimit"))
    run = KernelRun(request, folder, texts, watch or (lambda *_: None))
    with open(folder / "kernel.log", "wb") as log, _started(client, folder, cwd=str(work), env=env, stderr=log):
        run.through(client, cells)
    # Not before the end: a cell may change what one above it shows.
    records = [
        {"cell": at, "records": _scrubbed(cell_records(cell.outputs, folder, at), texts), "seconds": round(seconds, 3)}
        for at, cell, seconds in run.done
    ]
    if request.get("keepOutputs"):
        shown = {asked["index"]: {"outputs": cell.outputs, "count": cell.execution_count} for asked, cell in cells}
        (folder / "outputs.json").write_text(json.dumps(shown), encoding="utf-8", errors="surrogatepass")
    return {
        "cells": records,
        "cut": [cells[position][0]["index"] for position in sorted(client.cut) if position < len(cells)],
        "failure": run.failure,
        "stop": run.stop,
        "probing": round(run.probes, 3),
        "starting": round(run.starting if records else 0, 3),
    }


def _scrubbed(records, texts):
    for record in records:
        for old, new in texts:
            record["text"] = record["text"].replace(old, new)
    return records


def copy_tree(source, target, leave=None):
    """A copy of a folder, without environments, histories, the folder `leave`, and what cannot be copied.

    That is pipes, sockets, and what may not be read.
    """
    plain = shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__", ".ipynb_checkpoints")

    def ignore(folder, names):
        left = {name for name in names if leave is not None and Path(folder, name).resolve() == Path(leave).resolve()}
        return {*plain(folder, names), *left, *(name for name in names if not _is_copied(Path(folder, name)))}

    shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True, ignore=ignore)


def _is_copied(path):
    return path.is_symlink() or ((path.is_file() or path.is_dir()) and os.access(path, os.R_OK))


def copy_surroundings(request, tree):
    """The folder that a notebook works in, in a copy of it and of what the request names from around it."""
    if request.get("around") and Path(request["around"]).is_dir():
        copy_tree(request["around"], tree)
    place = tree / request["workdir"]
    place.mkdir(parents=True, exist_ok=True)
    if request.get("folder"):
        copy_tree(request["folder"], place)
    copy_modules(map(Path, request.get("modules", ())), place)
    return place


def copy_modules(paths, place):
    """Puts modules, files or folders, where a notebook finds them."""
    for path in paths:
        copy_tree(path, place / path.name) if path.is_dir() else shutil.copy2(path, place / path.name)
