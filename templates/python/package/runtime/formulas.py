"""Names that a formula looked up when it was fitted: `y ~ np.log(x)`.

A model that was fitted by a formula looks the names up again when it is loaded, in the code that loads it. That is the runner,
which has none of them. So they are stored with the model, and are there when it is loaded.
"""

from __future__ import annotations

import sys
from typing import Any


def reduced(obj: Any) -> Any:
    """How to pickle the data of such a model together with its names; None for all else."""
    if "patsy" not in sys.modules or not hasattr(type(obj), "__setstate__") or not hasattr(obj, "__dict__"):
        return None
    design = vars(obj).get("model_spec") or vars(obj).get("design_info")
    names = {name: value for each in _environments(design) for name, value in each.items()}
    return (object.__new__, (type(obj),), (obj.__getstate__(), names), None, None, _set_state) if names else None


def _environments(design: Any) -> list[dict[str, Any]]:
    """What the parts of a formula look names up in; patsy keeps no more of it than they need."""
    factors = getattr(design, "factor_infos", {}).values()
    environments = [factor.state["eval_env"] for factor in factors if "eval_env" in factor.state]
    return [namespace for each in environments for namespace in reversed(each._namespaces)]


def _set_state(obj: Any, stored: tuple[Any, dict[str, Any]]) -> None:
    state, names = stored
    own = {"__stored_data": obj, "__stored_state": state}  # names that no formula has
    eval("__stored_data.__setstate__(__stored_state)", {**names, **own})
