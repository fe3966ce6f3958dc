"""Define"""

# Generated.
import mystery


def define() -> float:
    level = mystery.level()
    level.lift(2)
    start = 1.5
    return start
