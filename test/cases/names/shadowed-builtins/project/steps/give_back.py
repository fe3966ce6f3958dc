"""Give back"""

# Generated.


def give_back() -> list:
    again = list((1, 2))
    return again
