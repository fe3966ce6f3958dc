"""What is known of the runs so far: a list of them, the best by a metric, and one of them in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .artifacts import latest_run, run_ids
from .earlier_runs import earlier_manifest
from .manifest import read_manifest
from .problems import PipelineError
from .provenance import version_of
from .text_table import bytes_text, table_text, value_text

Manifest = dict[str, Any]


def manifest_of(run: str) -> Manifest:
    """The manifest of a run, of the latest, or of the previous one; raises PipelineError when there is none."""
    name = latest_run() if run == "latest" else _previous_run() if run == "previous" else run
    manifest = _known(name)
    if manifest is None:
        raise PipelineError(f"There is no run {name}. `runs` lists them.")
    return manifest


def _known(run: str) -> Manifest | None:
    return read_manifest(run) or earlier_manifest(run)


def _previous_run() -> str:
    """The run that started before the latest."""
    *_, previous, _ = [None, None, *run_ids()]
    if previous is None:
        raise PipelineError("There is no run before the latest.")
    return previous


def summary(manifest: Manifest) -> dict[str, Any]:
    """A run in one row."""
    counts = {status: sum(step["status"] == status for step in manifest["steps"]) for status in ("done", "cached")}
    told = {field: manifest[field] for field in ("run", "status", "started", "seconds")}
    return {**told, **counts, "metrics": manifest.get("metrics", {}), "parameters": manifest.get("parameters", {})}


def all_runs() -> list[dict[str, Any]]:
    """All runs as rows, the oldest first."""
    unknown = {"status": "?", "started": "?", "seconds": "?", "steps": []}
    return [summary(_known(run) or {**unknown, "run": run}) for run in run_ids()]


def runs_text(runs: Sequence[dict[str, Any]]) -> str:
    """All runs as a table, with a column for each metric."""
    names = metric_names(runs)
    fields = ("run", "status", "started", "seconds", "done", "cached")
    rows = ([*(run[field] for field in fields), *(run["metrics"].get(name) for name in names)] for run in runs)
    return table_text(["run", "status", "started", "seconds", "steps run", "cached", *names], rows)


def metric_names(runs: Iterable[dict[str, Any]]) -> list[str]:
    """The metrics that any of these runs has."""
    return list(dict.fromkeys(name for run in runs for name in run["metrics"]))


def best_run(metric: str, lowest: bool) -> dict[str, Any]:
    """The finished run with the highest or lowest value of a metric, the latest of equal ones."""
    runs = [run for run in all_runs() if run["status"] == "done"]
    having = [run for run in runs if isinstance(run["metrics"].get(metric), int | float)]
    if not having:
        known = ", ".join(metric_names(runs)) or "none"
        raise PipelineError(f"No finished run has a number '{metric}'. The metrics are: {known}.")
    choose = min if lowest else max
    return choose(reversed(having), key=lambda run: run["metrics"][metric])


def configuration_of(run: str) -> list[tuple[str, str]]:
    """The options that choose the configuration of a run again: its environment, and files that are not in `conf`."""
    record = manifest_of(run).get("configuration") or {"env": None, "files": []}
    own, files = f"conf/{record['env']}.yaml", [each["file"] for each in record["files"]]
    chosen = [("--env", record["env"])] if own in files else []
    return chosen + [("--config", file) for file in files if file not in ("conf/base.yaml", own)]


def run_text(manifest: Manifest) -> str:
    """Everything that is known of a run, to be read."""
    return "\n\n".join(part for part in _parts(manifest) if part)


def _parts(manifest: Manifest) -> Iterator[str]:
    yield _pairs("", _facts(manifest))
    yield _pairs("parameters", manifest["parameters"].items())
    yield _pairs("metrics", manifest.get("metrics", {}).items())
    yield f"steps\n{_indented(_steps(manifest))}"
    seeds = [
        (step["name"], seed["call"], seed["value"]) for step in manifest["steps"] for seed in step.get("seeds", [])
    ]
    yield _rows("seeds", ("step", "call", "seed"), seeds)
    files = [(step["name"], how, *file) for step in manifest["steps"] for how, file in _files(step)]
    yield _rows("files", ("step", "", "file", "sha256"), files)
    yield _rows("tables", ("step", "", "table", "format", "location", "rows", "version"), _tables(manifest))
    yield _rows("artifacts", ("step", "variable", "type", "format", "size", "sha256"), _artifacts(manifest))
    for label, statistics in statistics_by_artifact(manifest).items():
        yield f"{label}: {_statistics_text(statistics)}"
    yield _pairs("packages", manifest["packages"].items())
    yield _pairs("warnings", (("!", text) for text in manifest["warnings"]))
    errors = [(step["name"], step["error"]) for step in manifest["steps"] if step["error"]]
    for name, error in errors:
        yield f"error in {name}: {error['type']}: {error['message']}"


def statistics_by_artifact(manifest: Manifest) -> dict[str, Any]:
    """Statistics of tables and arrays, by `step.variable`; of tables of the catalog by `step<-table`."""
    taken = {
        f"{step['name']}<-{name}": found
        for step in manifest["steps"]
        for name, found in step.get("sources", {}).items()
    }
    return taken | {
        f"{artifact['step']}.{variable['name']}": variable["statistics"]
        for artifact in manifest["artifacts"]
        for variable in artifact["variables"]
        if "statistics" in variable
    }


def _facts(manifest: Manifest) -> Iterator[tuple[str, Any]]:
    yield from ((name, manifest[name]) for name in ("run", "status", "started", "seconds"))
    if "host" in manifest:
        yield "by", f"{manifest['user'] or '?'} on {manifest['host']} ({manifest['cpus']} processors)"
        yield "system", manifest["platform"]
    yield "python", manifest["python"]
    if git := manifest.get("git"):
        changes = {True: " with changes", False: "", None: ""}[git["dirty"]]
        branch = f" on {git['branch']}" if git["branch"] else ""
        yield "commit", f"{git['commit'] or 'none yet'}{branch}{changes}"


def _steps(manifest: Manifest) -> str:
    rows = []
    for step in manifest["steps"]:
        used = step.get("resources") or {}
        status = f"cached from {step['cached_from']}" if step["cached_from"] else step["status"]
        memory = bytes_text(used.get("peak_memory_bytes"))
        code = (step.get("code") or "")[:12]
        rows.append((step["name"], status, step["seconds"], used.get("cpu_seconds"), memory, step["attempts"], code))
    return table_text(("step", "status", "seconds", "cpu", "memory", "attempts", "code"), rows)


def _files(step: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    for how in ("reads", "writes"):
        for name, digest in step.get(how, {}).items():
            yield how, (name, digest or "not there")


def _tables(manifest: Manifest) -> list[tuple[Any, ...]]:
    return [
        (step["name"], *(told[field] for field in ("access", "table", "format", "location", "rows")), version_of(told))
        for step in manifest["steps"]
        for told in step.get("catalog", ())
    ]


def _artifacts(manifest: Manifest) -> list[tuple[Any, ...]]:
    return [
        (each["step"], one["name"], one["type"], each["format"], bytes_text(each["bytes"]), each["sha256"][:12])
        for each in manifest["artifacts"]
        for one in each["variables"]
    ]


def _statistics_text(statistics: dict[str, Any]) -> str:
    fields = ("dtype", "nulls", "min", "max", "mean", "distinct")
    if statistics["kind"] == "array":
        told = (f"{field} {value_text(statistics[field])}" for field in fields if statistics.get(field) is not None)
        return f"array {value_text(statistics['shape'])}, {', '.join(told)}"
    rows = [[column["name"], *(column[field] for field in fields)] for column in statistics["measured"]]
    text = f"{statistics['rows']} rows, {statistics['columns']} columns"
    return f"{text}\n{_indented(table_text(('column', *fields), rows))}" if rows else text


def _pairs(title: str, pairs: Iterable[tuple[str, Any]]) -> str:
    found = [(name, value_text(value)) for name, value in pairs]
    width = max((len(name) for name, _ in found), default=0)
    lines = "\n".join(f"{name.ljust(width)}  {value}" for name, value in found)
    return f"{title}\n{_indented(lines)}" if title and lines else lines


def _rows(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    return f"{title}\n{_indented(table_text(columns, rows))}" if rows else ""


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
