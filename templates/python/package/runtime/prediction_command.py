"""The commands `export`, `predict` and `serve` of projects that train models."""

from __future__ import annotations

import argparse
import csv
import importlib
import importlib.util
import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from . import project
from .files import new_file
from .model_rows import MISSING, InputError, checked_rows, problem_text, unusual
from .models import all_stored
from .predictor import Predictor, predictor_of_folder, predictor_of_run
from .problems import PipelineError

Rows = Iterator[dict[str, Any]]

_ROWS_AT_A_TIME = 50_000


def add_prediction_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command` makes the parser of one from its name, function, purpose and example."""
    export = command("export", _export, "write a model with all it needs into a folder", "export -o model")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="a new or empty folder")
    _add_choice(export, from_folder=False)

    predict = command(
        "predict", _predict, "predict the rows of a file", "predict --input new.csv --output predicted.csv"
    )
    predict.add_argument("--input", type=Path, required=True, metavar="FILE", help="a .csv, .parquet or .json file")
    predict.add_argument(
        "--output", type=Path, metavar="FILE", help="a .csv or .json file (default: CSV to the terminal)"
    )
    predict.add_argument("--probabilities", action="store_true", help="also the probability of each class")
    _add_choice(predict)

    serve = command("serve", _serve, "answer predictions over HTTP", "serve --port 8000")
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)"
    )
    serve.add_argument("--port", type=int, default=8000, help="port (default: 8000)")
    serve.add_argument("--most-rows", type=_positive, default=10_000, metavar="N", help="rows of a request (10000)")
    serve.add_argument(
        "--most-bytes", type=_positive, default=10_000_000, metavar="N", help="bytes of a request (10 MB)"
    )
    which = serve.add_mutually_exclusive_group()
    which.add_argument(
        "--model", action="append", metavar="NAME", help="the model, or several (default: the notebook's last one)"
    )
    which.add_argument("--all-models", action="store_true", help="all models of the project, at /models/NAME/predict")
    where = _add_run(serve)
    where.add_argument(
        "--from", dest="folder", action="append", type=Path, metavar="FOLDER", help="what `export` wrote, or several"
    )


def _add_choice(parser: argparse.ArgumentParser, from_folder: bool = True) -> None:
    parser.add_argument("--model", metavar="NAME", help="the model (default: the notebook's last one)")
    where = _add_run(parser)
    if from_folder:
        where.add_argument("--from", dest="folder", type=Path, metavar="FOLDER", help="what `export` wrote")


def _add_run(parser: argparse.ArgumentParser) -> Any:
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--run", default="latest", metavar="ID", help="the run that trained it (default: the latest)")
    return where


def _chosen(options: argparse.Namespace) -> Predictor:
    if options.folder is None:
        return predictor_of_run(options.model, options.run)
    predictor = predictor_of_folder(options.folder)
    if options.model not in (None, predictor.description["name"]):
        raise PipelineError(f"{options.folder} holds model '{predictor.description['name']}'.")
    return predictor


def _all_chosen(options: argparse.Namespace) -> list[Predictor]:
    """The models to serve, each with a name of its own."""
    if options.folder:
        found = [predictor_of_folder(folder) for folder in options.folder]
    else:
        wanted = all_stored(options.run) if options.all_models else dict.fromkeys(options.model or ())
        found = [predictor_of_run(name, options.run) for name in wanted or [None]]
    by_name = {each.description["name"]: each for each in found}
    if len(by_name) < len(found):
        raise PipelineError(f"Two of these models have one name. Their names are: {', '.join(by_name)}.")
    if options.folder and options.model:
        if missing := [name for name in options.model if name not in by_name]:
            raise PipelineError(f"No folder holds model '{missing[0]}'. They hold: {', '.join(by_name)}.")
        return [by_name[name] for name in dict.fromkeys(options.model)]
    return found


def _export(options: argparse.Namespace) -> int:
    from .model_export import export_model

    for path in export_model(options.model, options.run, options.output):
        print(os.path.relpath(path))
    return 0


def _serve(options: argparse.Namespace) -> int:
    if not all(map(importlib.util.find_spec, ("fastapi", "uvicorn"))):
        raise PipelineError("`serve` needs FastAPI and uvicorn. Install them: uv sync --extra serve")
    serving = importlib.import_module(f"{project.RUNTIME}.serving")
    serving.serve(_all_chosen(options), options.host, options.port, options.most_rows, options.most_bytes)
    return 0


def _predict(options: argparse.Namespace) -> int:
    predictor = _chosen(options)
    write = _writer(options.output)
    rows, from_text = _reader(options.input)
    names = {column["name"] for column in predictor.columns}
    left_out: dict[str, None] = {}

    def answers() -> Rows:
        done = 0
        while given := list(itertools.islice(rows, _ROWS_AT_A_TIME)):
            left_out.update(dict.fromkeys(name for name in given[0] if name not in names))
            yield from _answered(predictor, given, names, from_text, done, options.probabilities)
            done += len(given)

    if options.output is None:
        write(answers(), sys.stdout)
    else:
        with new_file(options.output) as file:
            text = importlib.import_module("io").TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
            write(answers(), text)
            text.detach()
    if left_out:
        print(f"note: the model does not take {', '.join(left_out)}", file=sys.stderr)
    return 0


def _answered(
    predictor: Predictor, given: Sequence[dict[str, Any]], names: set[str], from_text: bool, before: int, more: bool
) -> Rows:
    """The given rows, each with its prediction."""
    taken = [{name: value for name, value in row.items() if name in names} for row in given]
    try:
        rows = checked_rows(taken, predictor.columns, from_text)
    except InputError as error:
        problems = [
            each if each["row"] is None else {**each, "row": each["row"] + before + 1} for each in error.problems
        ]
        raise PipelineError(
            "The input does not fit the model:\n  " + "\n  ".join(map(problem_text, problems))
        ) from None
    for text in unusual(rows, predictor.columns):
        print(f"note: {text}", file=sys.stderr)
    predictions = predictor.predict(rows)
    shares = predictor.probabilities(rows) if more else [{}] * len(rows)
    for row, prediction, share in zip(given, predictions, shares, strict=True):
        yield {**row, "prediction": prediction, **{f"probability_{name}": each for name, each in share.items()}}


def _reader(path: Path) -> tuple[Rows, bool]:
    """The rows of a file, and whether all its values are texts."""
    if not path.is_file():
        raise PipelineError(f"There is no file {path}.")
    if path.suffix == ".csv":
        return _csv_rows(path), True
    if path.suffix == ".parquet":
        return _parquet_rows(path), False
    if path.suffix == ".json":
        return _json_rows(path), False
    raise PipelineError(f"{path.name} is of no known kind: .csv, .parquet and .json are.")


def _csv_rows(path: Path) -> Rows:
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        try:
            for row in reader:
                if None in row or None in row.values():
                    raise PipelineError(f"Line {reader.line_num} of {path.name} has not as many values as the header.")
                yield {name: None if value in MISSING else value for name, value in row.items()}
        except (csv.Error, UnicodeDecodeError) as error:
            raise PipelineError(f"{path.name} cannot be read as CSV: {error}.") from None


def _parquet_rows(path: Path) -> Rows:
    from .model_proof import rows_of

    try:
        file = importlib.import_module("pyarrow.parquet").ParquetFile(path)
    except Exception as error:  # noqa: BLE001 - whatever the library says of a file that is not one
        raise PipelineError(f"{path.name} cannot be read as parquet: {error}.") from None
    for batch in file.iter_batches(_ROWS_AT_A_TIME):
        yield from rows_of(batch.to_pandas())


def _json_rows(path: Path) -> Rows:
    try:
        rows = json.loads(path.read_bytes())
    except ValueError as error:
        raise PipelineError(f"{path.name} cannot be read as JSON: {error}.") from None
    rows = rows.get("rows") if isinstance(rows, dict) else rows
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PipelineError(f"{path.name} has to be a list of rows, each as {{column: value}}.")
    yield from rows


def _writer(path: Path | None) -> Callable[[Rows, IO[str]], None]:
    if path is None or path.suffix == ".csv":
        return _write_csv
    if path.suffix == ".json":
        return _write_json
    raise PipelineError(f"Predictions can be written to a .csv or .json file, not to {path.name}.")


def _write_csv(rows: Rows, file: IO[str]) -> None:
    first = next(rows, None)
    if first is None:
        raise PipelineError("The input has no rows.")
    writer = csv.DictWriter(file, list(first), lineterminator="\n")
    writer.writeheader()
    writer.writerows(itertools.chain([first], rows))


def _write_json(rows: Rows, file: IO[str]) -> None:
    found = list(rows)
    if not found:
        raise PipelineError("The input has no rows.")
    json.dump(found, file, indent=1, ensure_ascii=False)
    file.write("\n")


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a number from 1")
    return int(text)
