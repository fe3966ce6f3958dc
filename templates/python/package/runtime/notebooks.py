"""Steps by the notebook that they come from, in a project that is made from several."""

from __future__ import annotations

from dataclasses import replace

from .problems import PipelineError
from .runner import Selection
from .table import Pipeline


def of_notebook(pipeline: Pipeline, selection: Selection, notebook: str) -> Selection:
    """What of a selection the steps of a notebook need, those steps included; raises PipelineError for an unknown name."""
    names = dict.fromkeys(step.notebook for step in pipeline.steps.values() if step.notebook)
    if notebook not in names:
        known = (
            f"The notebooks are: {', '.join(names)}." if names else "Its steps do not say from which notebook they are."
        )
        raise PipelineError(f"There is no notebook '{notebook}'. {known}")
    own = [step.name for step in pipeline.steps.values() if step.notebook == notebook]
    needed = {name for step in own for name in pipeline.upstream(step)}
    return replace(selection, steps=selection.steps & needed, forced=selection.forced & needed)
