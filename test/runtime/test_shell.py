"""Steps have an IPython shell like that of a notebook's kernel: formatters and hooks of libraries work there."""

from __future__ import annotations

import textwrap

LIBRARY = '''
import IPython
from IPython.display import display_html

class Canvas:
    pending = []

    def __init__(self, name):
        self.name = name
        Canvas.pending.append(self)

    def _repr_html_(self):
        return f"<b>{self.name}</b>"

def show_pending():
    while Canvas.pending:
        display_html(Canvas.pending.pop(0))

IPython.get_ipython().events.register("post_execute", show_pending)
'''


def _step(body: str, head: str = "") -> str:
    return f"{textwrap.dedent(head)}\nfrom small.runtime.display import end_cell, show\n\n\ndef draw():\n{textwrap.indent(textwrap.dedent(body), '    ')}"


def _run(make_project, body: str, head: str = "", **files: str):
    project = make_project('Step("draw"),', {"steps/draw.py": _step(body, head), **files})
    project.run("run")
    return project


def _shown(project) -> list[str]:
    texts = []
    for record in project.log("draw"):
        if "data" in record:
            texts.append(record["data"].get("text/html") or record["data"]["text/plain"])
        else:
            texts.append(record["text"].rstrip("\n"))
    return texts


def test_hooks_are_called_where_cells_end(make_project) -> None:
    body = """
    Canvas("one")
    print("still the first cell")
    end_cell()

    Canvas("two")
    print("the last cell")
    """
    project = _run(make_project, body, "from charts import Canvas", **{"files/charts.py": LIBRARY})
    assert _shown(project) == ["still the first cell", "<b>one</b>", "the last cell", "<b>two</b>"]
    assert project.manifest()["warnings"] == []


def test_all_events_in_the_order_of_a_notebook(make_project) -> None:
    body = """
    shell = get_ipython()
    shell.events.register("pre_execute", lambda: print("pre_execute"))
    shell.events.register("pre_run_cell", lambda info: print("pre_run_cell", info.store_history))
    shell.events.register("post_execute", lambda: print("post_execute"))
    shell.events.register("post_run_cell", lambda result: print("post_run_cell", result.success))
    print("one")
    end_cell()
    print("two")
    """
    project = _run(make_project, body)
    after, before = ["post_execute", "post_run_cell True"], ["pre_execute", "pre_run_cell True"]
    assert "\n".join(_shown(project)).split("\n") == ["one", *after, *before, "two", *after]


def test_says_when_cells_have_no_marks(make_project) -> None:
    project = _run(make_project, "Canvas('one')\n\nCanvas('two')\n", "from charts import Canvas", **{"files/charts.py": LIBRARY})
    assert _shown(project) == ["<b>one</b>", "<b>two</b>"]
    (warning,) = project.manifest()["warnings"]
    assert "charts asked to be called after each cell" in warning and "end_cell()" in warning


def test_a_hook_that_fails_does_not_stop_the_step(make_project) -> None:
    body = """
    get_ipython().events.register("post_execute", lambda: 1 / 0)
    """
    project = _run(make_project, body)
    assert "ZeroDivisionError" in "\n".join(_shown(project))
    assert project.statuses() == {"draw": "done"}


def test_registered_formatters_count(make_project) -> None:
    body = """
    formatters = get_ipython().display_formatter.formatters
    formatters["text/plain"].for_type(Price, lambda price, printer, cycle: printer.text(f"{price.value} EUR"))
    formatters["text/html"].for_type(Price, lambda price: f"<i>{price.value}</i>")
    formatters["text/plain"].for_type(float, lambda number, printer, cycle: printer.text(f"about {number:.0f}"))
    show(Price())
    show([1.25])
    display(Price())
    """
    head = """
    from small.runtime.display import display

    class Price:
        value = 3
    """
    project = _run(make_project, body, head)
    data = [(record["kind"], record["data"]) for record in project.log("draw")]
    price = {"text/plain": "3 EUR", "text/html": "<i>3</i>"}
    assert data == [("result", price), ("result", {"text/plain": "[about 1]"}), ("display", price)]


def test_values_that_display_themselves(make_project) -> None:
    body = """
    show(Own())
    show(None)
    """
    head = """
    from IPython.display import display

    class Own:
        def _ipython_display_(self):
            display({"text/plain": "mine"}, raw=True)
    """
    assert _shown(_run(make_project, body, head)) == ["mine"]


def test_displays_are_updated_and_cleared_through_ipython(make_project) -> None:
    body = """
    handle = display("first", display_id="a")
    handle.update("second")
    clear_output(wait=True)
    """
    project = _run(make_project, body, "from IPython.display import clear_output, display")
    records = [{key: record.get(key) for key in ("kind", "id", "update", "wait")} for record in project.log("draw")]
    assert records == [
        {"kind": "display", "id": "a", "update": None, "wait": None},
        {"kind": "display", "id": "a", "update": True, "wait": None},
        {"kind": "clear", "id": None, "update": None, "wait": True},
    ]


def test_libraries_see_a_notebook(make_project) -> None:
    body = """
    import builtins, sys
    shell = get_ipython()
    print(type(shell).__name__, "zmqshell" in str(type(shell)), "IPKernelApp" in shell.config, shell.has_trait("kernel"))
    shell.kernel.comm_manager.register_target("name", print)
    print(shell is IPython.get_ipython(), builtins.__IPYTHON__, sys.modules["__main__"].__spec__.name)
    print(sorted(name for name in shell.user_ns if not name.startswith("_")))
    """
    project = _run(make_project, body, "import IPython")
    assert "".join(record["text"] for record in project.log("draw")).split("\n") == [
        "ZMQInteractiveShell True True True",
        "True True small.__main__",
        "['In', 'Out', 'exit', 'get_ipython', 'open', 'quit']",
        "",
    ]


def test_libraries_that_ask_for_prompts_find_them_while_they_are_imported(make_project) -> None:
    talker = 'import sys\nPLACE = sys.stdout if getattr(sys, "ps1", None) else sys.stderr\n'
    body = """
    import sys
    print("from the library", file=small.talker.PLACE)
    print("IPython" in sys.modules)
    """
    project = _run(make_project, body, "import small.talker", **{"talker.py": talker})
    assert [record["kind"] for record in project.log("draw")] == ["stdout", "stdout"]
    assert _shown(project) == ["from the library", "False"]


def test_the_shell_is_made_on_demand_and_leaves_nothing_on_disk(make_project, monkeypatch, tmp_path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    body = """
    import sys
    print("IPython" in sys.modules)
    show(1)
    print("IPython" in sys.modules, get_ipython().history_manager.enabled)
    """
    project = _run(make_project, body, "import pandas")
    assert _shown(project) == ["False", "1", "True False"]
    assert list(home.glob(".ipython*")) == []


def test_figures_use_the_formatters_too(make_project) -> None:
    body = """
    figure = plt.figure()
    figure.add_subplot().plot([1, 2])
    get_ipython().display_formatter.formatters["text/html"].for_type(type(figure), lambda figure: "<u>mine</u>")
    plt.show()
    """
    project = _run(make_project, body, "import matplotlib.pyplot as plt")
    (record,) = project.log("draw")
    assert record["kind"] == "figure" and set(record["data"]) == {"text/plain", "text/html", "image/png"}


def test_what_is_captured_is_not_shown(make_project) -> None:
    body = """
    with capture_output() as taken:
        print("text")
        display("shown")
        show(2)
        plt.plot([1, 2])
        end_cell()
    print(taken.stdout.strip(), [sorted(output.data) for output in taken.outputs])
    """
    head = """
    import matplotlib.pyplot as plt
    from IPython.utils.capture import capture_output
    from small.runtime.display import display
    """
    project = _run(make_project, body, head)
    assert _shown(project) == ["text [['text/plain'], ['text/plain'], ['image/png', 'text/plain']]"]
