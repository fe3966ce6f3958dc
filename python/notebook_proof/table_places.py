"""Positions in described tables: which column and row a path within a value leads to."""

import re
from dataclasses import dataclass

from .descriptions import Description, row_label


@dataclass(frozen=True)
class Place:
    """A position in a table of `description`: the table's node, the column, the row (None before it is known)."""

    description: Description
    table: dict
    column: str | None
    row: int | None = None

    def at(self, row):
        return self if self.row is not None else Place(self.description, self.table, self.column, row)

    def cell(self):
        label = None if self.row is None else row_label(self.description, self.table, self.row)
        return self.column, self.row, label


def inner_place(description, node, label, place):
    """Where a part of a node is in a table."""
    kind = node["t"].rpartition(".")[2]
    if "shape" in node and "hash" not in node and "dtype" not in node and place is None:
        if kind.endswith("Series"):
            return Place(description, node, None) if label == ".values" else None
        is_column = label.startswith(("[", ".iloc"))
        return Place(description, node, column_name(label.removesuffix(".dtype"))) if is_column else None
    if place is not None and re.fullmatch(r"\[\d+\]", label):
        return place.at(int(label[1:-1]))
    return place


def column_name(label):
    found = re.fullmatch(r"\['(.*)'\]|\[(.*)\]", label)
    return label if found is None else found[1] if found[1] is not None else found[2]
