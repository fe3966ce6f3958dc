"""Start"""

# Generated.


def start() -> int:
    size = len("abc")
    return size
