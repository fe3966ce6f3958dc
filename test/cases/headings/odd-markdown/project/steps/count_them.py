"""Count them"""

# Generated.


def count_them(values: list) -> int:
    count = len(values)
    return count
