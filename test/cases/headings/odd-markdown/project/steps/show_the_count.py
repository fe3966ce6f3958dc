"""Some text with "quotes" and a back\\\\slash, \"\"\"three\"\"\" of them."""

# Generated.


def show_the_count(count: int) -> None:
    print(count)
