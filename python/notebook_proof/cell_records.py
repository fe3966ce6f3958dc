"""What the cells of a notebook and the steps of a project showed, as records of one form.

A record has `kind` (stdout, stderr, result, display, error), `text`, and for a picture `image`: the name of a file next
to the record.
"""

import base64
import importlib.util
import json
import sys

PICTURES = (("image/png", "png"), ("image/svg+xml", "svg"), ("image/jpeg", "jpg"))


def cell_records(outputs, folder, cell):
    """The outputs of one cell (of nbformat 4) as records; pictures are written to `folder`."""
    records = []
    for output in outputs:
        if output.output_type == "stream":
            records.append({"kind": output.name, "text": output.text})
        elif output.output_type == "error":
            records.append({"kind": "error", "text": f"{output.ename}: {output.evalue}"})
        else:
            data = output.data
            kind = "result" if output.output_type == "execute_result" else "display"
            record = {"kind": kind, "text": data.get("text/plain", ""), "mime": sorted(data)}
            _keep_pictures(record, data, folder, f"cell-{cell}-{len(records)}")
            records.append(record)
    return records


def step_records(project, package, run, step, out):
    """The log of a project's step as records, as a notebook would show it after outputs were cleared and updated."""
    path = project / "runs" / run / "logs" / f"{step}.jsonl"
    result = project / "runs" / run / "steps" / f"{step}.json"
    if result.exists():
        log = json.loads(result.read_text(encoding="utf-8")).get("log") or {}
        path = project / "runs" / log["file"] if "file" in log else path
    records = []
    for found in _final_outputs(project, package, step, path):
        data = found.get("data", {})
        text = found.get("text", data.get("text/plain", ""))
        kind = "display" if found["kind"] == "figure" else found["kind"]
        record = {"kind": kind, "text": "".join(text), "line": found.get("line")}
        _keep_pictures(record, data, out, f"{step}-{len(records)}")
        for old, new in ((str(project / "files"), "<tree>"), (str(project), "<scratch>")):
            record["text"] = record["text"].replace(old, new)
        records.append(record)
    return records


def _keep_pictures(record, data, folder, stem):
    for mime, ending in PICTURES:
        if mime in data:
            content = "".join(data[mime])
            (folder / f"{stem}.{ending}").write_bytes(
                content.encode() if ending == "svg" else base64.b64decode(content)
            )
            record.setdefault("image", f"{stem}.{ending}")


def _final_outputs(project, package, step, path):
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    log = [json.loads(line) for line in lines if line.strip()]
    if not (project / "src" / package / "runtime" / "outputs.py").exists():
        return log  # the small runner is only for steps that neither clear nor update what they showed
    outputs, sources = (_module(project / "src" / package / "runtime", name) for name in ("outputs", "report_source"))
    source = (project / "src" / package / "steps" / f"{step}.py").read_text(encoding="utf-8")
    parts = sources.split_source(source, step).parts
    return [record for group in outputs.final_outputs(log, parts) for record in group]


def _module(folder, name):
    """A module of a project that needs no other; it is not entered among the modules of this process."""
    spec = importlib.util.spec_from_file_location(f"{folder.parent.name}.runtime.{name}", folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # while it is made: dataclasses look their module up
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[spec.name]
    return module
