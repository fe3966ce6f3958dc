"""Functions, classes and constants that the steps share."""

# Generated.


def train_part(values, split: int):
    return values[:split]  # the first days


def scaled(values, *, digits=2, scale, split: int):
    part = train_part(values, split)
    return (part / scale).round(digits)


def both(first, *others, scale, split: int, **options):
    return [scaled(one, **options, scale=scale, split=split) for one in (first, *others)]
