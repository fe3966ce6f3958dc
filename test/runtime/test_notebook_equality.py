"""Steps show what a notebook cell with the same code shows: the same texts and the same pixels, in a real kernel."""

from __future__ import annotations

import base64
import io
import os
import re
import sys
import textwrap

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from PIL import Image

TEXTS = {
    "text": "'it''s'",
    "text with line breaks": "'a\\nb' * 30",
    "number": "3",
    "float": "0.1 + 0.2",
    "numpy float": "np.float64(0.1)",
    "numpy int": "np.int32(3)",
    "numpy bool": "np.array([True]).any()",
    "tuple of numpy": "(np.float32(0.5), np.int64(1))",
    "None in a list": "[None]",
    "bool": "True",
    "dict": "{'b': 1, 'a': [1, 2]}",
    "long dict": "{f'key {i}': list(range(i)) for i in range(20)}",
    "long list": "list(range(1500))",
    "list of texts": "['some words here'] * 12",
    "set": "{'pear', 'apple', 'fig', 3}",
    "set of numbers": "{30, 1, 22}",
    "frozenset": "frozenset({2, 1})",
    "nested": "{'a': {'b': [{'c': (1, 2, ['x' * 40, 'y' * 40])}]}}",
    "empty": "[(), [], {}, set()]",
    "table": "pd.DataFrame({'a': [1.5, np.nan], 'b': ['x', None]})",
    "wide table": "pd.DataFrame(np.arange(60).reshape(2, 30))",
    "table of 15 columns": "pd.DataFrame(np.arange(30).reshape(2, 15) * 100001)",
    "long table": "pd.DataFrame({'a': range(100)})",
    "series": "pd.Series([1, 2], index=['p', 'q'], name='s')",
    "index": "pd.date_range('2024-01-01', periods=3)",
    "table with levels": "pd.DataFrame({'v': range(4)}, pd.MultiIndex.from_product([['a', 'b'], [1, 2]]))",
    "styled table": "pd.DataFrame({'a': [1, 2]}).style.set_uuid('fixed').highlight_max()",
    "array": "np.linspace(0, 1, 7)",
    "large array": "np.arange(5000).reshape(50, 100)",
    "class": "dict",
    "function": "len",
    "own class": "textwrap.TextWrapper",
    "range": "range(5)",
    "bytes": "b'abc' * 40",
    "date": "datetime.datetime(2024, 1, 2, 3, 4)",
    "ordered dict": "collections.OrderedDict(a=1, b=2)",
    "default dict": "collections.defaultdict(list, {'a': [1]})",
    "counter": "collections.Counter('abracadabra')",
    "deque": "collections.deque([1, 2], maxlen=3)",
    "data class": "Record(1, ['a'] * 40)",
    "rich": "Rich()",
    "HTML": "HTML('<b>bold</b>')",
    "Markdown": "Markdown('*text*')",
    "estimator, text": "str(Ridge(alpha=0.5))",
    "exception": "ValueError('x')",
    "ellipsis": "...",
    "lambda": "type(lambda: 0)",
    "module": "datetime",
    "estimator's parameters": "Ridge(alpha=2).get_params()",
}

PREPARE = """
import collections, dataclasses, datetime, textwrap
import numpy as np, pandas as pd
from IPython.display import HTML, Markdown, display
from sklearn.linear_model import Ridge
@dataclasses.dataclass
class Record:
    number: int
    names: list
class Rich:
    def __repr__(self): return "rich"
    def _repr_html_(self): return "<i>rich</i>"
    def _repr_latex_(self): return "$rich$"
"""

FIGURES = {
    "plain": "plt.plot([1, 3, 2]); plt.title('A title')",
    "shown": "plt.plot([1, 3, 2])\nplt.show()",
    "two figures": "plt.figure(); plt.plot([1, 2])\nplt.figure(figsize=(3, 2)); plt.bar(['a', 'b'], [1, 2])",
    "shown twice": "plt.plot([1, 2])\nplt.show()\nplt.plot([2, 1])\nplt.show()",
    "subplots": "fig, ax = plt.subplots(2, 2, figsize=(7, 5))\nax[0, 0].plot([1, 2])\nfig.suptitle('All of them')",
    "tight layout": "fig, ax = plt.subplots(1, 2)\nax[1].set_ylabel('a long label')\nfig.tight_layout()",
    "tight layout by option": "fig, ax = plt.subplots(1, 2, tight_layout=True)\nax[1].set_ylabel('label')",
    "constrained": "fig, ax = plt.subplots(2, 2, layout='constrained')\nax[0, 1].set_title('title')\n"
    "fig.colorbar(ax[0, 0].imshow(np.eye(4)), ax=ax)",
    "constrained and shown": "fig, ax = plt.subplots(2, 2, layout='constrained')\nax[0, 1].set_title('title')\n"
    "fig.colorbar(ax[0, 0].imshow(np.eye(4)), ax=ax)\nplt.show()",
    "seaborn": "sns.set_theme(style='darkgrid')\nsns.histplot(x=np.arange(30) % 7, kde=True)",
    "resolution": "plt.rcParams['figure.dpi'] = 72\nplt.rcParams['savefig.dpi'] = 200\nplt.plot([1, 2])",
    "resolution of one figure": "plt.figure(dpi=50); plt.plot([1, 2])",
    "transparent": "fig = plt.figure(facecolor='none'); plt.plot([1, 2])",
    "coloured": "fig = plt.figure(facecolor='lightblue', edgecolor='red', linewidth=5); plt.plot([1, 2])",
    "style": "plt.style.use('ggplot'); plt.plot([1, 2]); plt.legend(['a line'])",
    "xkcd-like fonts": "plt.rcParams['font.size'] = 17; plt.plot([1, 2]); plt.xlabel('large')",
    "pandas": "pd.DataFrame({'a': [1, 3, 2]}).plot(title='from pandas')",
    "empty figure": "plt.figure()",
    "empty axes": "plt.subplots()",
    "closed": "plt.plot([1, 2]); plt.close()",
    "image": "plt.imshow(np.arange(12).reshape(3, 4)); plt.axis('off')",
    "3-d": "ax = plt.figure().add_subplot(projection='3d'); ax.plot([0, 1], [0, 1], [0, 1])",
    "text outside": "plt.plot([1, 2]); plt.text(3, 3, 'far away')",
    "displayed": "fig, ax = plt.subplots(); ax.plot([1, 2]); display(fig); plt.close(fig)",
    "saved first": "plt.plot([1, 2]); plt.savefig('figure.png'); plt.xlabel('later')",
    "saved with other resolution": "plt.plot([1, 2]); plt.savefig('figure.png', dpi=300)\nplt.show()",
    "numbered": "plt.figure(3); plt.plot([1]); plt.figure(1); plt.plot([2, 1]); plt.figure(3); plt.plot([3, 1])",
    "not interactive": "plt.ioff(); plt.plot([1, 2]); plt.show()",
    "log axes": "plt.loglog([1, 10, 100], [3, 2, 1]); plt.grid(True, which='both')",
    "several styles": "with plt.style.context('dark_background'):\n    plt.plot([1, 2])",
}

PREPARE_FIGURES = """
import matplotlib.pyplot as plt, numpy as np, pandas as pd, seaborn as sns
from IPython.display import display
"""


def run_cells(cells: list[str], folder: str) -> list[list[dict]]:
    """Outputs of each cell in a fresh kernel."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    old = dict(os.environ)
    os.environ.pop("MPLBACKEND", None)
    os.environ.update(PYTHONHASHSEED="0", JUPYTER_PATH=os.path.join(sys.prefix, "share", "jupyter"))
    try:
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()
    finally:
        os.environ.clear()
        os.environ.update(old)
    return [cell.outputs for cell in notebook.cells]


def test_texts_of_last_expressions(make_project, tmp_path) -> None:
    expected = run_cells([PREPARE, *TEXTS.values()], str(tmp_path))[1:]
    body = "\n".join(f"    show({expression})" for expression in TEXTS.values())
    project = make_project('Step("show_all")', {"steps/show_all.py": _step("show_all", PREPARE, body)})
    project.run("run")
    records = {record["line"]: record for record in project.log("show_all")}
    first = min(records)
    for place, (name, outputs) in enumerate(zip(TEXTS, expected, strict=True)):
        record = records[first + place]
        assert record["kind"] == "result"
        own = _normal(record["data"])
        assert own == _normal(outputs[0]["data"]), name


def test_displayed_values(make_project, tmp_path) -> None:
    cell = "display(1, 'a', None)\nprint('between')\ndisplay(pd.DataFrame({'a': [1]}))\ndisplay({'text/plain': 'x'}, raw=True)"
    (_, outputs) = run_cells([PREPARE, cell], str(tmp_path))
    project = make_project('Step("shown")', {"steps/shown.py": _step("shown", PREPARE, textwrap.indent(cell, "    "))})
    project.run("run")
    own = [record.get("data") or {"stream": record["text"]} for record in project.log("shown")]
    theirs = [output.get("data") or {"stream": output["text"]} for output in outputs]
    assert [_normal(each) for each in own] == [_normal(each) for each in theirs]


@pytest.fixture(scope="module")
def kernel_figures(tmp_path_factory):
    """Outputs of each figure's code, each in a kernel that has drawn nothing else."""
    folder = tmp_path_factory.mktemp("kernel")
    reset = "import matplotlib; matplotlib.rcdefaults(); matplotlib.interactive(True)"
    backend = "matplotlib.rcParams['backend'] = 'module://matplotlib_inline.backend_inline'"
    cells = [PREPARE_FIGURES]
    for code in FIGURES.values():
        cells += [code, f"{reset}\n{backend}"]
    outputs = run_cells(cells, str(folder))
    return dict(zip(FIGURES, outputs[1::2], strict=True))


@pytest.fixture(scope="module")
def step_figures(tmp_path_factory):
    """Log of a step for each figure's code, run in one process."""
    import conftest

    root = tmp_path_factory.mktemp("steps")
    source = root / "src" / "small"
    (source / "steps").mkdir(parents=True)
    conftest.copy_runtime(source)
    for file in ("__init__.py", "steps/__init__.py"):
        (source / file).write_text("")
    names = [f"figure_{number}" for number in range(len(FIGURES))]
    for name, code in zip(names, FIGURES.values(), strict=True):
        (source / "steps" / f"{name}.py").write_text(_step(name, PREPARE_FIGURES, textwrap.indent(code, "    ")))
    (source / "settings.py").write_text(
        "import matplotlib\n\n\ndef defaults():\n    matplotlib.rcdefaults()\n    matplotlib.interactive(True)\n"
        "    matplotlib.rcParams['backend'] = 'module://small.runtime.figures'\n"
    )
    rows = "\n".join(f'    Step("{name}", settings=["defaults"]),' for name in names)
    (source / "pipeline.py").write_text(f"from small.runtime.table import Step\n\nSTEPS = [\n{rows}\n]\n")
    project = conftest.Project(root, "small")
    project.run("run", "--in-process")
    return {title: project.log(name) for title, name in zip(FIGURES, names, strict=True)}


@pytest.mark.parametrize("name", FIGURES)
def test_pixels_of_figures(kernel_figures, step_figures, name: str) -> None:
    theirs = [output["data"] for output in kernel_figures[name] if "image/png" in output.get("data", {})]
    own = [record["data"] for record in step_figures[name] if "image/png" in record.get("data", {})]
    assert len(own) == len(theirs)
    for mine, other in zip(own, theirs, strict=True):
        assert mine["text/plain"] == other["text/plain"]
        assert _pixels(mine).shape == _pixels(other).shape
        assert np.array_equal(_pixels(mine), _pixels(other))
    own_text = [record["data"]["text/plain"] for record in step_figures[name] if "data" in record]
    their_text = [
        output["data"]["text/plain"] for output in kernel_figures[name] if output["output_type"] == "display_data"
    ]
    assert own_text == their_text


def test_retina_figures(make_project, tmp_path) -> None:
    code = "%config InlineBackend.figure_format = 'retina'"
    (_, _, outputs) = run_cells([PREPARE_FIGURES, code, "plt.plot([1, 2])\nplt.show()"], str(tmp_path))
    step = _step("draw", PREPARE_FIGURES, "    plt.plot([1, 2])\n    plt.show()")
    settings = "from small.runtime.figures import set_formats\n\n\ndef sharp():\n    set_formats('retina')\n"
    project = make_project('Step("draw", settings=["sharp"])', {"steps/draw.py": step, "settings.py": settings})
    project.run("run")
    assert np.array_equal(_pixels(project.log("draw")[0]["data"]), _pixels(outputs[0]["data"]))


def _step(name: str, prepare: str, body: str) -> str:
    imports = "from small.runtime.display import show  # noqa\n"
    return f"{imports}{prepare}\n\ndef {name}():\n{body}\n"


def _normal(data: dict) -> dict:
    return {
        mime: re.sub(r" at 0x\w+", "", "".join(text).replace("small.steps.show_all", "__main__"))
        for mime, text in data.items()
    }


def _pixels(data: dict) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data["image/png"]))))
