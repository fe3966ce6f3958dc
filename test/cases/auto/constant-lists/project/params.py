"""Parameters of the pipeline; the defaults are the notebook's."""

# Generated.
from pydantic import BaseModel, ConfigDict


class Params(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    RATE: float = 0.5
    FEATURES: list[str] = ["area", "rooms"]
    HORIZONS: tuple[int, ...] = (1, 7)
    GRID: dict = {"depth": [2, 4], "rate": [0.1, 1.0]}
    WEIGHTS: dict[str, float] = {"area": 1.5, "rooms": -2.0}
    MIXED: list = [1, 2.5, "x", None, True]
