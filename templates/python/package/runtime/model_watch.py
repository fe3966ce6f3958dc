"""What the notebook's own code asks a model, and what it is told: found by running a step again with its stored inputs.

python -m <package>.runtime.model_watch RUN STEP MODEL CLASS FILE

runs the step in this process, which the model description starts for it, and leaves the calls in FILE.
"""

from __future__ import annotations

import contextlib
import copy
import inspect
import io
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from . import models, project, store
from .problems import PipelineError
from .processes import step_environment

Call = tuple[str, Any, Any]  # method, what it was given, what it gave

WATCHED = ("fit", "predict", "predict_proba")
_MOST_CALLS = 50


def calls_in(run: str, step: str, model: str, giver: str) -> list[Call]:
    """The calls of a model in a step of a run, the earliest first; raises PipelineError when the step fails."""
    with store.scratch_folder() as folder:
        file = folder / "calls.pickle"
        command = [sys.executable, "-m", f"{project.RUNTIME}.model_watch", run, step, model, giver, str(file)]
        done = subprocess.run(
            command, cwd=project.ROOT, env=step_environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["it was ended"])[-1]
            raise PipelineError(f"Step '{step}' could not be run again to see what it predicts: {last}")
        return pickle.loads(file.read_bytes())


@contextlib.contextmanager
def watched(kind: type) -> Iterator[list[tuple[Any, Call]]]:
    """Note the outermost calls of the methods of a class while the block runs, each with its object."""
    calls: list[tuple[Any, Call]] = []
    originals = {name: inspect.getattr_static(kind, name) for name in WATCHED if hasattr(kind, name)}
    own = {name for name in originals if name in vars(kind)}
    for name, original in originals.items():
        setattr(kind, name, property(_noting(name, original, calls)))
    try:
        yield calls
    finally:
        for name, original in originals.items():
            if name in own:
                setattr(kind, name, original)
            else:
                delattr(kind, name)


def _noting(name: str, original: Any, calls: list[tuple[Any, Call]]) -> Callable[[Any], Any]:
    """A property, for whether a model has a method may depend on the model: `hasattr` has to say what it did."""

    def bound(self: Any) -> Any:
        method = original.__get__(self, type(self))

        def call(*arguments: Any, **named: Any) -> Any:
            given = copy.deepcopy(arguments[0] if arguments else named.get("X"))
            if name == "fit":
                calls[:] = [each for each in calls if each[0] is not self]  # what it predicted before is no more
            result = method(*arguments, **named)
            if len(calls) < _MOST_CALLS:
                calls.append((self, (name, given, None if name == "fit" else copy.deepcopy(result))))
            return result

        return call

    return bound


def _watch(run: str, step: str, model: str, giver: str) -> list[Call]:
    """Run the step as it ran, and keep the calls of the object that it takes or gives under the model's name."""
    from .exploring import inputs
    from .worker import invoke, named_outputs

    given = inputs(step, run)
    row = project.load_pipeline(run).step(step)
    artifact = models.stored(run, giver, model)
    kind = type(given[model]) if model in given else models.model_class(artifact, model) if artifact else None
    if kind is None:
        return []
    with watched(kind) as calls:
        outputs = named_outputs(row, invoke(project.step_function(step), row, given))
    meant = [values[model] for values in (given, outputs) if model in values]
    return [call for owner, call in calls if any(owner is each for each in meant)]


def main(run: str, step: str, model: str, giver: str, file: str) -> None:
    """Run the step, quietly, and write the calls."""
    with contextlib.redirect_stdout(io.StringIO()):
        calls = _watch(run, step, model, giver)
    with open(file, "wb") as target:
        pickle.dump(calls, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
