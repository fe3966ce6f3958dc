"""The step table: what each step takes and gives, and the order that follows."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass

RANDOM_STATE = "random state"


@dataclass(frozen=True)
class Step:
    """One row; the function `<name>` in `steps/<name>.py` does the work.

    Attributes:
        title: heading in the report; by default the words of the name.
        inputs: values that earlier steps give.
        parameters: fields of `Params` that the function takes.
        outputs: values that the function returns, in this order. An updated input is listed here too.
        metrics: outputs that are told of a run, if they are numbers.
        after: steps that must be over first, although no value comes from them.
        settings: functions of `settings.py` to call before the step.
        reads, writes: files, relative to the working directory.
        draws: uses the global random generators; such steps hand their state on (`random_state.py`), one after the other.
        asynchronous: the function is `async def`.
    """

    name: str
    _: KW_ONLY
    title: str = ""
    inputs: Sequence[str] = ()
    parameters: Sequence[str] = ()
    outputs: Sequence[str] = ()
    metrics: Sequence[str] = ()
    after: Sequence[str] = ()
    settings: Sequence[str] = ()
    reads: Sequence[str] = ()
    writes: Sequence[str] = ()
    draws: bool = False
    asynchronous: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", self.title or self.name.replace("_", " ").capitalize())


@dataclass(frozen=True)
class Row:
    """A step with the step that gives each value it takes, and all steps that must be over before it, near and far."""

    step: Step
    givers: dict[str, str]
    needs: set[str]


def wire(steps: Sequence[Step]) -> dict[str, Row]:
    """The rows by name; an input comes from the nearest row above that gives it."""
    rows: dict[str, Row] = {}
    latest: dict[str, str] = {}
    for step in steps:
        if missing := [name for name in step.inputs if name not in latest]:
            raise SystemExit(f"Step '{step.name}' takes {', '.join(missing)}, but no row above it gives that.")
        random = [RANDOM_STATE] if step.draws else []
        givers = {name: latest[name] for name in [*step.inputs, *random] if name in latest}
        near = {*givers.values(), *step.after, *(name for name, row in rows.items() if _share_files(row.step, step))}
        rows[step.name] = Row(step, givers, near.union(*(rows[name].needs for name in near)))
        latest |= dict.fromkeys([*step.outputs, *random], step.name)
    return rows


def _share_files(one: Step, other: Step) -> bool:
    """Whether one writes a file that the other reads or writes."""
    return bool({*one.reads, *one.writes} & {*other.writes} or {*one.writes} & {*other.reads})
