"""Load"""

# Generated.


def load() -> list:
    values = [3, 1, 2]

    values = sorted(values)
    return values
