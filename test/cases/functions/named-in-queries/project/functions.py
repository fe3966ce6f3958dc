"""Functions, classes and constants that the steps share."""

# Generated.


def dear(table, shop, usual):
    """What costs more than usual in a shop."""
    return table.query("price > @usual and shop == @shop")


def relative(table, usual):
    return table.eval("price / @usual")


def dearest(table, usual):
    return table.groupby("shop").apply(
        lambda part: part.query("price > @usual", local_dict={"usual": usual}).price.max()
    )
