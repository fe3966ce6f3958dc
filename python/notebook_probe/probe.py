"""The probe itself: it stands between the shell and the statements that it runs.

IPython compiles each statement of a cell on its own and gives it to `run_code` of the shell. The probe puts itself in
that place, as an attribute of the shell, and so sees all statements without a name in the notebook's name space.
"""

import contextlib
import json
import re
import sys
import time
import types

from .budget import Budget, quietly
from .file_watch import FileWatch
from .reach import first_line, reached_names, stored_names
from .storage import is_code, storage_of
from .surroundings import Surroundings
from .versions import Versions

try:
    import resource
except ImportError:  # Windows
    resource = None

HISTORY = re.compile(r"_+|_i+|_\d+|_i\d+|_[dio]h|In|Out|exit|quit|get_ipython|open|__\w+__")
STORAGE_SECONDS = 0.25
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


def _peak_memory():
    """The most memory that the process has had, in bytes."""
    return 0 if resource is None else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MEMORY_UNIT


class Probe:
    """Watches one shell. The request is a JSON file: `output` (where to write, a JSON object for each cell), `root`
    (the folder of the notebook), `cells` (the index of each cell that will run, in order), `samples`."""

    def __init__(self, shell, request):
        with open(request, encoding="utf-8") as file:
            self.request = json.load(file)
        self.shell, self.namespace = shell, shell.user_ns
        self.budget = Budget()
        self.versions = Versions(self.namespace, self.budget, self.request["samples"])
        self.files = FileWatch(self.request["root"])
        self.surroundings = Surroundings()
        self.cells = iter(self.request["cells"])
        self.depth, self.statement, self.cell, self.nodes = 0, 0, None, []
        self.hidden = set(self.namespace)

    def install(self):
        """Begins to watch."""
        self._run_nodes, self._run_code = self.shell.run_ast_nodes, self.shell.run_code
        self.shell.run_ast_nodes, self.shell.run_code = self.run_nodes, self.run_code
        self.shell.events.register("pre_run_cell", self.before_cell)
        self.shell.events.register("post_run_cell", self.after_cell)
        self.output = open(self.request["output"], "a", encoding="utf-8")

    def before_cell(self, info):
        """The shell's event."""
        self.depth += 1
        if self.depth > 1:
            return
        source = info.raw_cell
        skipped = source[: len(source) - len(source.lstrip())].count("\n")
        self.cell = {"index": next(self.cells, None), "lines": source.count("\n") + 1, "statements": []}
        self.first, self.magic = skipped, source.lstrip().startswith("%%")
        self.cell_started = time.perf_counter()

    async def run_nodes(self, nodelist, *args, **kwargs):
        """In the place of the shell's `run_ast_nodes`: keeps the statements' syntax."""
        if self.depth == 1:
            self.nodes = list(nodelist)
        return await self._run_nodes(nodelist, *args, **kwargs)

    async def run_code(self, code, result=None, **kwargs):
        """In the place of the shell's `run_code`."""
        if self.depth != 1 or self.cell is None:
            return await self._run_code(code, result, **kwargs)
        node, before = self.nodes.pop(0) if self.nodes else None, {}
        with self._at_work():
            before = self._snapshot()
            self._look_ahead(code, before)
        memory = _peak_memory()
        self.files.is_on, started = True, time.perf_counter()
        try:
            return await self._run_code(code, result, **kwargs)
        finally:
            seconds = time.perf_counter() - started
            self.files.is_on = False
            self.budget.own += seconds
            record = {"id": self.statement, "lines": self._lines(node), "seconds": round(seconds, 6)}
            record["memory"] = _peak_memory() - memory
            self.cell["statements"].append(record)
            with self._at_work():
                told = self._told(before, code, node)
                record |= {key: value for key, value in told.items() if value}
            self.statement += 1

    @contextlib.contextmanager
    def _at_work(self):
        """Counts the time; and whatever goes wrong in the probe is no trouble of the notebook's: what was not written
        down was not looked at."""
        with self.budget.spending(), contextlib.suppress(Exception):
            yield

    def _lines(self, node):
        """First and last line in the cell's source, from 1. A magic of the whole cell is one statement."""
        if node is None or self.magic:
            return [1 + self.first, self.cell["lines"]]
        return [first_line(node) + self.first, node.end_lineno + self.first]

    def _snapshot(self):
        """The object behind each name of the notebook, by its id."""
        return {
            name: id(value)
            for name, value in list(self.namespace.items())
            if name not in self.hidden and not HISTORY.fullmatch(name)
        }

    def _told(self, before, code, node):
        """What a statement did, as far as it can be seen; records new values."""
        after = self._snapshot()
        plain, always = stored_names(node) if node is not None else (set(), False)
        deleted = sorted(name for name in before if name not in after)
        bound = {name for name in after if before.get(name) != after[name] or (always and name in plain)}
        for name in deleted:
            self.versions.end(name)
        for name in sorted(bound):
            if isinstance(self.namespace[name], types.ModuleType):
                self.versions.end(name)
                continue
            self.versions.begin(name, "bound", self.statement, self.statement)
        changed, skipped = self._look_at(self._candidates(code, after, bound), plain)
        for name in sorted((bound | changed) & set(self.versions.present)):
            with contextlib.suppress(Exception):  # what cannot be measured is not written down
                self.versions.measure(name, time.perf_counter)
        reads, writes = self.files.take()
        return {
            "bound": sorted(bound | (changed & plain)),
            "changed": sorted(changed - plain),
            "deleted": deleted,
            "notLookedAt": skipped,
            "random": self.surroundings.random_changes(),
            "settings": self.surroundings.setting_changes() if self.budget.left() > 0 else [],
            "reads": reads,
            "writes": writes,
        }

    def _candidates(self, code, names, bound):
        reached = reached_names(code, names, self.versions.names_behind) | bound
        return self.versions.sharing_with(reached & set(self.versions.present))

    def _look_ahead(self, code, names):
        """Looks at what the statement can reach and nobody looked at just before, so that a change is its own."""
        present = self.versions.present
        for name in sorted(self._candidates(code, names, set())):
            version = present[name]
            is_old = version.last is not None and version.last < self.statement - 1
            if is_old and version.cost * 4 < self.budget.left():
                self.versions.look(name, self.statement - 1, time.perf_counter)

    def _look_at(self, names, plain):
        """`(changed, skipped)` of those names; the cheapest are looked at first."""
        changed, skipped = set(), []
        present = self.versions.present
        for name in sorted(names, key=lambda each: (present[each].cost, each)):
            found = self.versions.look(name, self.statement, time.perf_counter)
            if found is None:
                skipped.append(name)
            elif found == "changed":
                changed.add(name)
                if name in plain:
                    present[name].how = "bound"
        return changed, sorted(skipped)

    def after_cell(self, result):
        """The shell's event: looks at what no statement of the cell could reach, and writes the cell down."""
        self.depth -= 1
        if self.depth > 0 or self.cell is None:
            return
        cell, self.cell = self.cell, None
        del cell["lines"]
        cell["sharing"] = []
        with self._at_work():
            last = self.statement - 1
            rest = [name for name, version in self.versions.present.items() if version.last != last]
            if last >= 0:
                self._look_at(rest, set())
            self._try_storing()
            cell["sharing"] = self.versions.groups()
        cell["seconds"] = round(time.perf_counter() - self.cell_started, 6)
        cell |= {"probing": round(self.budget.spent, 6), "values": self.versions.take_fresh()}
        cell["modules"] = sorted({name.partition(".")[0] for name in list(sys.modules)})
        self.output.write(json.dumps(cell) + "\n")
        self.output.flush()

    def _try_storing(self):
        """Finds out how values are stored that nothing was found out about yet."""
        for version in list(self.versions.present.values()):
            left = min(STORAGE_SECONDS, self.budget.left())
            value = self.namespace.get(version.name)
            if version.storage is not None or is_code(value) or left < version.cost:
                continue
            with quietly():
                version.storage = storage_of(value, left)
            if version.storage is not None:
                self.versions.fresh[version.number] = version
