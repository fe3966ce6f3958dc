"""Types whose values never change: nothing can share their state."""

from __future__ import annotations

import datetime
import decimal
import fractions
import re
import sys
import types
import uuid

ATOMS = frozenset(
    {bool, int, float, complex, str, bytes, type(None), range, slice, type(...), type(NotImplemented), re.Pattern}
    | {datetime.date, datetime.time, datetime.datetime, datetime.timedelta, datetime.timezone}
    | {decimal.Decimal, fractions.Fraction, uuid.UUID, types.ModuleType}
)


def is_library_atom(kind: type) -> bool:
    """Immutable types of numpy and pandas, among them indexes."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and issubclass(kind, numpy.generic | numpy.dtype | numpy.ufunc):
        return not issubclass(kind, numpy.void)
    if pandas is None:
        return False
    values = pandas.Timestamp | pandas.Timedelta | pandas.Period | pandas.Interval | pandas.offsets.BaseOffset
    return issubclass(kind, values | pandas.Index | pandas.api.extensions.ExtensionDtype)
