"""2. Clean"""

# Generated.


def clean(rows: list) -> list:
    small = [row for row in rows if row < 3]
    return small
