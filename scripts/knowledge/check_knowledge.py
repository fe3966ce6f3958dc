#!/usr/bin/env python3
"""Checks the knowledge files against installed libraries: that names exist, and that calls do what is written.

    python scripts/knowledge/check_knowledge.py [--library pandas] [--names-only] [--json report.json] [--show claimed]

Each listed function and method (and each public one that `unlisted: pure` speaks for) is called on fresh samples with
arguments from `call_arguments.py`. Ends with 1 when a name does not exist or a call has an effect that is not told.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import json
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from call_arguments import GUESSED, attempts
from findings import Findings, report
from knowledge_files import Knowledge, is_installed, load_knowledge, resolve
from observed_call import Forbidden, observe
from sample_values import RECEIVERS
from verdicts import MISSED, compare
from world_state import Restorer

#: Calls that would end, stop or harm this process, or that need a person.
UNSAFE = (
    "os.",
    "shutil.",
    "sys.",
    "subprocess.",
    "signal.",
    "threading.",
    "multiprocessing.",
    "asyncio.",
    "gc.",
    "atexit.",
    "pdb.",
    "builtins.exit",
    "builtins.quit",
    "faulthandler.",
    "importlib.",
    "contextlib.",
    "concurrent.",
    "time.sleep",
    "numpy.show_runtime",
    "numpy.lib.format.",
    "pathlib.Path:rmdir",
    "pandas.test",
    "code.",
    "tracemalloc.",
    "profile.",
    "cProfile.",
    "logging.",
)
UNSAFE_EXCEPT = ("os.path.", "logging.basicConfig", "logging.getLogger", "logging.info", "logging.disable")
UNSAFE_TOUCH = ("network", "input", "process", "database")
SUCCESSES = 2
TRIES = 16


def check_names(knowledge: Knowledge, library: dict[str, Any], findings: Findings) -> None:
    """Notes every listed function, method and attribute that the installed version does not have."""
    for path in library["functions"]:
        if not is_installed(path.split(".")[0]) or path.endswith(".*"):
            continue
        try:
            resolve(path)
        except Exception as error:
            if path not in findings.accepted_absent:
                findings.absent.append(f"{path} ({type(error).__name__})")
    for name, known in library["types"].items():
        sample = RECEIVERS.get(name)
        members = [*known.get("methods", {}), *known.get("attributes", {})]
        if sample is None or not is_installed(name.split(".")[0]):
            continue
        value = sample()
        lacking = [
            f"{name}:{member}" for member in members if not hasattr(type(value), member) and not _has(value, member)
        ]
        findings.absent += [member for member in lacking if member not in findings.accepted_absent]
        _close_figures()


def _has(value: Any, name: str) -> bool:
    try:
        return hasattr(value, name)
    except Exception:  # properties may fail on a sample without being absent
        return True


def _close_figures() -> None:
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def methods_to_call(knowledge: Knowledge, library: dict[str, Any]) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """Type, method, and how to make a receiver."""
    for name, make in RECEIVERS.items():
        root = name.split(".")[0]
        if root not in library["modules"] or not is_installed(root):
            continue
        listed = {m for base in knowledge.bases(name) for m in knowledge.types.get(base, {}).get("methods", {})}
        sample = make()
        public = {m for m in dir(type(sample)) if not m.startswith("_")}
        for method in sorted(listed | public):
            if (
                method in dir(type(sample))
                and callable(getattr(type(sample), method, None))
                or method in listed
                and _has(sample, method)
            ):
                if not isinstance(getattr(type(sample), method, None), type):
                    yield name, method, make
        _close_figures()


def functions_to_call(library: dict[str, Any]) -> Iterator[str]:
    """Listed functions, and those of the top-level modules that `unlisted: pure` speaks for."""
    yield from (path for path in library["functions"] if not path.endswith(".*") and is_installed(path.split(".")[0]))
    if library.get("unlisted") != "pure":
        return
    for module in filter(is_installed, library["modules"]):
        holder = resolve(module)
        for name in dir(holder):
            value = getattr(holder, name, None)
            inside = getattr(value, "__module__", None) or module
            if (
                not name.startswith("_")
                and callable(value)
                and not isinstance(value, type)
                and str(inside).startswith(module)
            ):
                if f"{module}.{name}" not in library["functions"]:
                    yield f"{module}.{name}"


def is_unsafe(path: str, entry: dict[str, Any]) -> bool:
    """True for a call that must not be made here."""
    named = path.startswith(UNSAFE) and not path.startswith(UNSAFE_EXCEPT)
    return named or entry.get("touches") in UNSAFE_TOUCH or entry.get("sets") in ("interpreter", "namespace")


def call_and_compare(
    knowledge: Knowledge,
    path: str,
    entry: dict[str, Any],
    pick: Callable[[Any], Callable[..., Any]],
    make: Callable[[], Any] | None,
    type_name: str | None,
    findings: Findings,
) -> None:
    """Calls it with the first argument lists that it takes, and notes what differs."""
    differences: list[list[tuple[str, str, str]]] = []
    reason, tries = "no arguments tried", 0
    try:
        plain = pick(make() if make else None)
    except Exception as error:  # samples need not have what only some of their kind have
        findings.uncalled[path] = f"{type(error).__name__}: {str(error)[:80]}"
        return
    pairs = zip(*(attempts(path, type_name, plain, make() if make else None, make) for _ in range(2)), strict=False)
    condition = entry.get("updatesWhen") or entry.get("aliasesWhen")
    for (how, given), (_, control) in pairs:
        tries += 1
        if len(differences) >= SUCCESSES or tries > TRIES or (how == GUESSED and differences):
            break
        extra = [{}, {condition["argument"]: condition["equals"]}] if condition else [{}]
        for more in extra:
            restorer = Restorer()
            np.random.seed(tries)
            try:
                seen = observe(pick, make, (given[0], {**given[1], **more}), control)
                compared = compare(knowledge, entry, pick(seen.receiver), seen)
                differences.append([d for d in compared if how != GUESSED or d[1] != "returns"])
            except Forbidden as error:
                reason = f"forbidden: {error}"
                differences or findings.uncalled.setdefault(path, reason)
            except (Exception, SystemExit) as error:
                reason = f"{type(error).__name__}: {str(error)[:80]}"
            finally:
                restorer.restore()
    if differences:
        findings.uncalled.pop(path, None)
        findings.add(path, entry, differences)
    else:
        findings.uncalled[path] = reason


def check_calls(knowledge: Knowledge, library: dict[str, Any], findings: Findings, only: str, verbose: bool) -> None:
    """Calls all that can be called."""
    for type_name, method, make in methods_to_call(knowledge, library):
        _, entry = knowledge.method(type_name, method)
        path = f"{type_name}:{method}"
        if entry is None or is_unsafe(path, entry) or not path.startswith(only):
            continue
        if verbose:
            print(path, file=sys.__stderr__)
        call_and_compare(
            knowledge, path, entry, lambda receiver, m=method: getattr(receiver, m), make, type_name, findings
        )
    for path in dict.fromkeys(functions_to_call(library)):
        _, entry = knowledge.function(path)
        if entry is None or is_unsafe(path, entry) or not path.startswith(only):
            continue
        with contextlib.suppress(Exception):
            value = resolve(path)
            if verbose:
                print(path, file=sys.__stderr__)
            call_and_compare(knowledge, path, entry, lambda _, value=value: value, None, None, findings)


def main() -> int:
    """Runs the check. Exit code 1 when something is wrong in the data."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", action="append", help="file name without .json; all when not given")
    parser.add_argument("--only", default="", help="call only what starts so: pandas.Series: (methods), numpy.linalg.")
    parser.add_argument("--names-only", action="store_true", help="do not call anything")
    parser.add_argument("--show", choices=("missed", "claimed", "all"), default="missed")
    parser.add_argument("--json", type=Path, help="write the findings there")
    parser.add_argument("--verbose", action="store_true", help="say what is being called")
    options = parser.parse_args()
    faulthandler.enable()
    sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8")  # calls may close the usual one
    warnings.simplefilter("ignore")
    os.environ.setdefault("MPLBACKEND", "Agg")
    knowledge, findings = load_knowledge(), Findings()
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, encoding="utf-8") as nothing:
        os.chdir(folder)
        sys.stdin = nothing
        Path("sample.txt").write_text("a\nb\nc\n", encoding="utf-8")
        for name, library in knowledge.libraries.items():
            if options.library and name not in options.library:
                continue
            check_names(knowledge, library, findings)
            if not options.names_only:
                check_calls(knowledge, library, findings, options.only, options.verbose)
        os.chdir("/")
    report(findings, options.show)
    if options.json:
        options.json.write_text(
            json.dumps({"absent": findings.absent, "called": findings.called, "uncalled": findings.uncalled}, indent=1)
        )
    return int(bool(findings.absent) or any(d[0] == MISSED for ds in findings.called.values() for d in ds))


if __name__ == "__main__":
    sys.exit(main())
