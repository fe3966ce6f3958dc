"""The step table: what each step reads and gives, and what follows from that about their order.

`wire` finds the producer of every input and the order between steps. Nothing here runs or imports a step, so
reading the table is cheap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field

from .problems import PipelineError

_LISTS = ("inputs", "parameters", "outputs", "metrics", "after", "settings", "reads", "writes")


@dataclass(frozen=True)
class Step:
    """One row of the table; the function `<name>` in `steps/<name>.py` does the work.

    Attributes:
        title: heading shown in the report; by default the words of the name.
        notebook: which notebook it comes from, where the project is made from several; random state is handed on within one.
        inputs: variables that come from earlier steps.
        sources: tables of the catalog that the function takes; as a dict, each with the argument that takes it.
        sinks: tables of the catalog that are written, each with the output that it is written from.
        parameters: fields of `Params` the function takes.
        outputs: variables the function returns, in this order. An updated input is listed here too.
        metrics: outputs by which runs are compared, if they are numbers or dicts of numbers.
        after: steps that must be over first, although no variable comes from them.
        settings: functions of `settings.py`, or of the module that is named (`other.function`), called before the step.
        draws: uses the global random generators; such steps hand the random state on, one after the other.
        asynchronous: the function is `async def`.
        reads, writes: files (relative to the working directory) that the step reads or writes.
        retries: how often the runner starts a failed step again. With `--in-process` it does not, for a failed try
            may have changed values in memory.
        time_limit: seconds after which a step that still runs is ended, and has failed; 0 for none.
        resources: what the step asks of its machine, as Kubernetes writes it: `{"cpu": "500m", "memory": "4Gi",
            "nvidia.com/gpu": "1"}`. Engines that place steps go by it; the local runner does not.
        image: the container image to run in, where engines use containers; the project's own if empty.
        environment: variables that the step finds in its environment.
        secrets: more of them, as `{"VARIABLE": "secret:key"}`, which engines take from their own store of secrets.
        labels: what engines mark the step with.
        annotations: more of that.
        cache: use a stored result when nothing changed.
        check_inputs: fail when the step changes an input in place that it does not give back but a later step takes.
            To see that, inputs are hashed before and after the step; False saves this time.
        check_tables: fail when a table that the step takes from the catalog or gives breaks its schema (`schemas.py`).
    """

    name: str
    _: KW_ONLY
    title: str = ""
    notebook: str = ""
    inputs: Sequence[str] = ()
    sources: Mapping[str, str] | Sequence[str] = ()
    parameters: Sequence[str] = ()
    outputs: Sequence[str] = ()
    metrics: Sequence[str] = ()
    after: Sequence[str] = ()
    settings: Sequence[str] = ()
    sinks: Mapping[str, str] = field(default_factory=dict)
    draws: bool = False
    asynchronous: bool = False
    reads: Sequence[str] = ()
    writes: Sequence[str] = ()
    retries: int = 0
    time_limit: int = 0
    resources: Mapping[str, str] = field(default_factory=dict)
    image: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)
    cache: bool = True
    check_inputs: bool = True
    check_tables: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", self.title or self.name.replace("_", " ").capitalize())
        for name in _LISTS:
            object.__setattr__(self, name, tuple(getattr(self, name)))

    @property
    def source_arguments(self) -> dict[str, str]:
        """The tables of the catalog that the function takes, each with the argument that takes it."""
        return dict(self.sources) if isinstance(self.sources, Mapping) else {name: name for name in self.sources}


@dataclass(frozen=True)
class Pipeline:
    """The steps with everything that follows from their order in the table.

    Attributes:
        steps: the rows by name, in the table's order.
        producers: for each step, the step that gives each of its inputs.
        random_sources: for each drawing step but the first of its notebook, the drawing step before it.
        needs: for each step, the steps that must be over before it starts.
    """

    steps: dict[str, Step]
    producers: dict[str, dict[str, str]]
    random_sources: dict[str, str]
    needs: dict[str, set[str]]

    def step(self, name: str) -> Step:
        """The row called `name`; raises PipelineError when there is none."""
        if name not in self.steps:
            raise PipelineError(f"There is no step '{name}'. The steps are: {', '.join(self.steps)}.")
        return self.steps[name]

    def sources(self, name: str) -> set[str]:
        """The steps whose stored results the step reads when it starts: producers and the source of random state."""
        random_source = self.random_sources.get(name)
        return {*self.producers[name].values(), *([random_source] if random_source else [])}

    def takers(self, name: str, value: str) -> list[str]:
        """The steps that take one output of the step."""
        return [step for step, inputs in self.producers.items() if inputs.get(value) == name]

    def later(self, name: str) -> list[Step]:
        """The steps below it in the table."""
        names = list(self.steps)
        return [self.steps[each] for each in names[names.index(name) + 1 :]]

    def still_used(self, name: str) -> dict[tuple[str, str], str | None]:
        """What steps before it gave and others still need: (step, variable), each with the first later step to take it.

        That is None for the last version of a variable that no later step takes: it is what the pipeline gives.
        """
        later = self.later(name)
        given = {variable: step.name for step in self.steps.values() for variable in step.outputs}
        used: dict[tuple[str, str], str | None] = {(giver, variable): None for variable, giver in given.items()}
        for step in reversed(later):
            used |= {(giver, variable): step.name for variable, giver in self.producers[step.name].items()}
        too_new = {name, *(step.name for step in later)}
        return {version: taker for version, taker in used.items() if version[0] not in too_new}

    def upstream(self, name: str) -> set[str]:
        """The step and all that must be over before it."""
        found, waiting = {name}, [name]
        while waiting:
            new = self.needs[waiting.pop()] - found
            found |= new
            waiting += new
        return found

    def downstream(self, name: str) -> set[str]:
        """The step and all that come after because of it."""
        found = {name}
        for other in self.steps:
            if self.needs[other] & found:
                found.add(other)
        return found


def wire(steps: Iterable[Step]) -> Pipeline:
    """Connect each input to the nearest earlier step that outputs it; raises PipelineError if the table cannot run."""
    table: dict[str, Step] = {}
    producers: dict[str, dict[str, str]] = {}
    random_sources: dict[str, str] = {}
    needs: dict[str, set[str]] = {}
    latest: dict[str, str] = {}
    users: dict[str, set[str]] = {}
    writers: dict[str, set[str]] = {}
    last_draws: dict[str, str] = {}
    for step in steps:
        if step.name in table:
            raise PipelineError(f"Two steps are called '{step.name}'.")
        producers[step.name] = _producers(step, latest)
        over_files = _file_conflicts(step, users, writers)
        needs[step.name] = {*producers[step.name].values(), *_named_before(step, table), *over_files}
        if step.draws:
            if last_draw := last_draws.get(step.notebook):
                random_sources[step.name] = last_draw
                needs[step.name].add(last_draw)
            last_draws[step.notebook] = step.name
        latest.update(dict.fromkeys(step.outputs, step.name))
        table[step.name] = step
    return Pipeline(table, producers, random_sources, needs)


def _producers(step: Step, latest: dict[str, str]) -> dict[str, str]:
    missing = [name for name in step.inputs if name not in latest]
    if missing:
        raise PipelineError(
            f"Step '{step.name}' reads {', '.join(missing)}, but no step before it in pipeline.py outputs that."
        )
    return {name: latest[name] for name in step.inputs}


def _named_before(step: Step, before: dict[str, Step]) -> set[str]:
    for name in step.after:
        if name not in before:
            raise PipelineError(f"Step '{step.name}' runs after '{name}', but no step before it has that name.")
    return set(step.after)


def _file_conflicts(step: Step, users: dict[str, set[str]], writers: dict[str, set[str]]) -> set[str]:
    """Earlier steps that write a file or table this one uses, or use one this one writes; the step is one of them from now on."""
    given = {f"table {name}" for name in step.sinks}
    uses = {*step.reads, *step.writes, *(f"table {name}" for name in step.sources), *given}
    writes = {*step.writes, *given}
    found = {name for file in uses for name in writers.get(file, ())}
    found |= {name for file in writes for name in users.get(file, ())}
    for file in uses:
        users.setdefault(file, set()).add(step.name)
    for file in writes:
        writers.setdefault(file, set()).add(step.name)
    return found
