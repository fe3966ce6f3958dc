"""Load"""

# Generated.
from typing import NamedTuple


class LoadResult(NamedTuple):
    points: list
    SEEN: list


def load(SEEN: list, FEATURES: list[str], WEIGHTS: dict[str, float]) -> LoadResult:
    rows = [{"area": 30.0, "rooms": 2}, {"area": 90.0, "rooms": 4}]
    points = [sum(row[name] * WEIGHTS[name] for name in FEATURES) for row in rows]
    SEEN.append("second")
    return LoadResult(points, SEEN)
