"""The card of an exported model, for people: what it is, what it learnt from, how good it is, and what it is not for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from . import project


def model_card(description: Mapping[str, Any]) -> str:
    """The card as Markdown; all of it is taken from `model.json`."""
    parts = [
        f"# {project.PACKAGE}: {description['name']}",
        _what(description),
        _section("Input", _input(description)),
        _section("Training data", _training(description)),
        _section("Metrics", _metrics(description)),
        _section("Parameters", _parameters(description)),
        _section("Limits", "\n".join(f"- {each}" for each in _limits(description))),
        _section("Use", _use(description)),
        _section("Files", _table(("file", "variable", "sha256"), _files(description))),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _what(description: Mapping[str, Any]) -> str:
    commit = (description.get("git") or {}).get("commit")
    facts = [
        f"A `{description['type']}`: the variable `{description['variable']}` as step `{description['step']}` left it.",
        f"Run `{description['run']}` ({description['started'] or 'time not known'}).",
        f"Commit `{commit}`." if commit else "",
        _tried(description),
    ]
    return " ".join(fact for fact in facts if fact)


def _tried(description: Mapping[str, Any]) -> str:
    tried = description["tried"]
    if tried["because"]:
        return f"Its predictions were **not compared** with the notebook's: {tried['because']}."
    steps = " and ".join(f"`{step}`" for step in tried["steps"])
    return f"On {tried['rows']} rows that the notebook's code in {steps} predicts, it gives the same predictions."


def _input(description: Mapping[str, Any]) -> str:
    features = description["features"]
    told = (
        f"Rows of the table `{description['input'].get('table')}`; `{features['function']}` in `prediction.py` makes the features."
        if features
        else "Features as the model was fitted on them. The notebook's way to them is not part of the model: see Limits."
    )
    rows = [
        (f"`{column['name']}`", column["type"], "may be empty" if column["nullable"] else "", _values(column))
        for column in description["input"]["columns"]
    ]
    return f"{told}\n\n{_table(('column', 'type', '', 'seen'), rows)}"


def _values(column: Mapping[str, Any]) -> str:
    if column.get("values"):
        return ", ".join(f"`{value}`" for value in column["values"])
    return f"{column['min']} to {column['max']}" if "min" in column else ""


def _training(description: Mapping[str, Any]) -> str:
    training = description["training"]
    lines = ["What it was fitted on is not stored."]
    if training:
        name = (
            f"`{training['name']}` of step `{training['step']}`"
            if training["name"]
            else f"in step `{training['step']}`"
        )
        lines = [f"{training['rows']} rows, {training['columns']} columns: {name}."]
        if not training["certain"]:
            lines = [f"Rows of {name}, which has {training['rows']} rows; those held out are among them."]
        if training["sha256"]:
            lines.append(f"SHA-256 `{training['sha256']}`.")
    data = [(f"`{file}`", f"`{digest}`") for file, digest in description["data"].items() if digest]
    return "\n".join([*lines, *(["", _table(("data", "version"), data)] if data else [])])


def _metrics(description: Mapping[str, Any]) -> str:
    metrics = description["metrics"] or {}
    return _table(("metric", "value"), [(f"`{name}`", value) for name, value in metrics.items()]) if metrics else ""


def _parameters(description: Mapping[str, Any]) -> str:
    own = [(f"`{name}`", f"`{value}`") for name, value in description["settings"].items()]
    run = [(f"`{name}`", f"`{value}`") for name, value in (description["parameters"] or {}).items()]
    parts = [_table(("of the model", "value"), own) if own else "", _table(("of the run", "value"), run) if run else ""]
    return "\n\n".join(part for part in parts if part)


def _limits(description: Mapping[str, Any]) -> Iterable[str]:
    yield "It knows the data above and nothing else. Values outside the ranges seen are allowed, and are told with the answer."
    if any(column.get("values") for column in description["input"]["columns"]):
        yield "Categories that were not seen are refused."
    if description["features"] is None:
        yield "Whoever asks it has to make the features as the notebook does."
    if description["training"] and not description["training"]["certain"]:
        yield "Which rows it was fitted on is not known for certain."
    yield "Its files are pickles, which run code when they are loaded: they are loaded only if their SHA-256 is the one below."
    yield f"It was stored with Python {description['python']} and {_versions(description)}; others may refuse it or differ."


def _versions(description: Mapping[str, Any]) -> str:
    packages = description["packages"] or {}
    library = description["type"].split(".")[0].replace("sklearn", "scikit-learn")
    told = [f"{name} {packages[name]}" for name in dict.fromkeys((library, "numpy", "pandas")) if name in packages]
    return ", ".join(told) or "the packages in `model.json`"


def _use(description: Mapping[str, Any]) -> str:
    program = f"python -m {project.PACKAGE}"
    return f"""In the project's environment, with this folder as `model`:

```sh
{program} predict --from model --input rows.csv --output predicted.csv
{program} serve --from model --port 8000
```"""


def _files(description: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
    for name, artifact in description["files"].items():
        yield f"`{artifact['file']}`", f"`{name}`", f"`{artifact['sha256']}`"


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n{text}" if text else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
