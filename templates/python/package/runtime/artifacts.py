"""Values on disk: what the steps gave, to be loaded by later steps or by hand.

from <package> import artifacts
artifacts.load("df")                       the last version of df in the latest run that has one
artifacts.load("df", step="clean")         the version that step `clean` gave
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Any

from . import formats, project, remote, store
from .bundle import extent
from .contents import Contents, contents_of, full_name
from .data_statistics import statistics_of
from .labels import Labels
from .problems import LiveValueError, PipelineError
from .store import Record


def load(name: str, run: str = "latest", step: str | None = None) -> Any:
    """Load a variable as a step gave it: the last step of the table that has it, unless `step` says which.

    "latest" means the run that started last among those that have the variable. A run has the results of the steps
    that it ran or took from the store, so `run --only STEP` leaves the other variables to the runs before it.
    """
    table = project.load_table()
    steps = [table.step(step).name] if step else list(reversed(table.steps))
    for each_run in _latest_first() if run == "latest" else [run]:
        for each in steps:
            record = store.read_from_run(each_run, each)
            if record and any(name in artifact["names"] for artifact in record["artifacts"]):
                return load_values(record, [name])[name]
            if record and name in record.get("unstored", {}):
                raise PipelineError(f"'{name}' of step '{each}' is not stored: {record['unstored'][name]}.")
    where = "No run has an" if run == "latest" else f"Run {run} has no"
    raise PipelineError(f"{where} artifact '{name}'" + (f" of step '{step}'." if step else "."))


def latest_run() -> str:
    """The id of the run that started last."""
    return _latest_first()[0]


def run_ids() -> list[str]:
    """All runs, the oldest first."""
    for path in remote.names(project.RUNS, ["*", "parameters.json"]):
        remote.fetch(path)
    started = {path.parent.name: path.stat().st_mtime_ns for path in project.RUNS.glob("*/parameters.json")}
    return sorted(started, key=lambda run: (started[run], run))


def _latest_first() -> list[str]:
    runs = run_ids()
    if not runs:
        raise PipelineError(f"There is no run in {project.RUNS} yet.")
    return runs[::-1]


def save_values(
    step: str,
    values: Mapping[str, Any],
    left_out: Callable[[str, Any, LiveValueError], None] | None = None,
    labels: Labels | None = None,
) -> list[Record]:
    """Store what a step gave; values that share mutable objects or memory go into one file and come back shared.

    `left_out` is called for one that cannot be stored, and may raise the error. `labels` are those of the step's inputs.
    """
    contents: dict[str, Contents] = {}
    for name, value in values.items():
        try:
            contents[name] = contents_of(value, name, step)
        except LiveValueError as error:
            if left_out is None:
                raise
            left_out(name, value, error)
    records: list[Record] = []
    called = (labels or Labels()).called(step, {name: values[name] for name in contents})
    with store.scratch_folder() as folder:
        for names in _sharing_groups(contents):
            if len(names) == 1:
                written = formats.write(values[names[0]], contents[names[0]], folder / names[0])
            else:
                together = {name: values[name] for name in names}
                reason = f"{', '.join(names)} share data"
                written = formats.write_pickle(together, [contents[name] for name in names], folder / "shared", reason)
            same = {name: called[name] for name in names if name in called}
            measured = {name: found for name in names if (found := statistics_of(values[name]))}
            records.append(
                {
                    "names": names,
                    "types": [full_name(type(values[name])) for name in names],
                    "format": written.format,
                    "reason": written.reason,
                    "details": written.details,
                    "statistics": measured,
                    **({"labels": same} if same else {}),
                    **store.keep(written.path),
                }
            )
    return records


def load_values(record: Record, names: Iterable[str]) -> dict[str, Any]:
    """Load some of the variables of a step's record; those stored together are shared again."""
    wanted = set(names)
    values: dict[str, Any] = {}
    for artifact in record["artifacts"]:
        if wanted & set(artifact["names"]):
            values |= {name: value for name, value in load_file(artifact).items() if name in wanted}
    return values


def load_file(artifact: Record) -> dict[str, Any]:
    """All variables of one file of a step's record."""
    value = formats.read(store.object_path(artifact), artifact["format"], artifact["details"])
    return value if len(artifact["names"]) > 1 else {artifact["names"][0]: value}


def content_hashes(record: Record) -> dict[str, str]:
    """For each variable of a step's record a text that changes when its content does."""
    stored = {
        name: f"{artifact['sha256']} {name} {artifact['format']} {artifact['details']}{artifact.get('labels', '')}"
        for artifact in record["artifacts"]
        for name in artifact["names"]
    }
    return {**dict.fromkeys(record.get("unstored", ()), f"made again by {record['key']}"), **stored}


def _sharing_groups(contents: dict[str, Contents]) -> list[list[str]]:
    """The names in groups that have to be stored together, in their order."""
    group_of = {name: {name} for name in contents}
    for one, other in combinations(contents, 2):
        if group_of[one] is not group_of[other] and _share(contents[one], contents[other]):
            group_of[one] |= group_of[other]
            for name in group_of[other]:
                group_of[name] = group_of[one]
    groups = {id(group): [name for name in contents if name in group] for group in group_of.values()}
    return list(groups.values())


def _share(one: Contents, other: Contents) -> bool:
    return not one.mutable.keys().isdisjoint(other.mutable) or _overlap(one, other)


def _overlap(one: Contents, other: Contents) -> bool:
    """Sweep over the memory of both by address."""
    extents = sorted((*extent(array), side) for side, each in enumerate((one, other)) for array in each.arrays)
    reach = [0, 0]
    for low, high, side in extents:
        if low < reach[1 - side] and low < high:
            return True
        reach[side] = max(reach[side], high)
    return False
