"""Tables that have the very same labels (their index or columns) go on doing so, although each is stored by itself.

A name that is given to the index of one table (`table.index.name = "id"`) shows in every table that has this index. So labels are
called after the table that was the first to be stored with them, `<step>.<variable>.<attribute>`; a record says how
those of the other tables are called, and tables that a step loads get the same object where that is the same.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

_ITSELF = "labels"  # of a variable that is labels, in place of an attribute


class Labels:
    """The labels of the tables that one step works with."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}
        self._called: dict[int, tuple[str, list[Any]]] = {}

    def join(self, step: str, called: Mapping[str, Mapping[str, str]], tables: dict[str, Any]) -> None:
        """Make one object of labels of loaded tables, or of loaded labels, that were one when `step` stored them."""
        for name, table in list(tables.items()):
            for attribute, labels in labels_of(table).items():
                own = called.get(name, {}).get(attribute, f"{step}.{name}.{attribute}")
                known = self._loaded.setdefault(own, labels)
                if known is not labels and known.identical(labels):
                    if attribute == _ITSELF:
                        tables[name] = known
                    else:
                        setattr(table, attribute, known)
                self._called[id(known)] = own, list(known.names)

    def called(self, step: str, tables: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """How the labels of each table are called that `step` gives, where that is not after the table itself."""
        found: dict[str, dict[str, str]] = {}
        new: dict[int, str] = {}
        for name, table in tables.items():
            for attribute, labels in labels_of(table).items():
                own = f"{step}.{name}.{attribute}"
                before, names = self._called.get(id(labels), ("", None))
                called = before if names == list(labels.names) else new.setdefault(id(labels), own)
                if called != own:
                    found.setdefault(name, {})[attribute] = called
        return found


def labels_of(value: Any) -> dict[str, Any]:
    """The labels of a pandas table, by attribute, or those that the value is; none of anything else."""
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(value, pandas.Index):
        return {_ITSELF: value}
    if pandas is None or type(value) not in (pandas.DataFrame, pandas.Series):
        return {}
    attributes = ("index", "columns") if type(value) is pandas.DataFrame else ("index",)
    return {attribute: getattr(value, attribute) for attribute in attributes}
