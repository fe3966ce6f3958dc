"""Finds the first place at which two arrays differ."""


def first_unequal(one, other, rules):
    """`(index, near)` of two arrays of one type and shape: the first index at which they differ by more than the rules
    allow (then `near` is False), else the first at which they differ at all, or None. NaN equals NaN, and bytes between
    the fields of a record do not count. See `compare_values.Rules`."""
    import numpy

    unequal = unequal_elements(numpy, one, other, rules)
    places = _first(numpy, unequal)
    if places is None or one.dtype.kind not in "fc":
        return places, False
    with numpy.errstate(all="ignore"):
        far = unequal & ~numpy.isclose(one, other, rtol=rules.relative, atol=rules.absolute, equal_nan=True)
    if rules.exact and rules.absolute == 0:
        far = far | (unequal & (one == other))  # zeros of another sign
    first_far = _first(numpy, numpy.asarray(far))
    return (places, True) if first_far is None else (first_far, False)


def unequal_elements(numpy, one, other, rules):
    """Elementwise, without tolerance."""
    if one.dtype.names is not None:
        fields = [unequal_elements(numpy, one[name], other[name], rules) for name in one.dtype.names]
        fields = [field.reshape(*one.shape, -1).any(axis=-1) if field.ndim > one.ndim else field for field in fields]
        return numpy.logical_or.reduce(fields) if fields else numpy.zeros(one.shape, dtype=bool)
    if one.dtype.kind in "fc":
        unequal = ~((one == other) | (numpy.isnan(one) & numpy.isnan(other)))
        if rules.exact and one.dtype.kind == "f":
            unequal = unequal | ((one == 0) & (numpy.signbit(one) != numpy.signbit(other)) & (other == 0))
        return numpy.asarray(unequal)
    if one.dtype.kind in "mM":
        return numpy.asarray((one != other) & ~(numpy.isnat(one) & numpy.isnat(other)))
    return numpy.asarray(one != other)


def _first(numpy, unequal):
    """Index of the first true element, in the order of memory by rows."""
    if unequal.ndim == 0:
        return () if bool(unequal) else None
    flat = unequal.reshape(-1)
    at = int(flat.argmax()) if flat.size else 0
    if not flat.size or not flat[at]:
        return None
    return tuple(int(index) for index in numpy.unravel_index(at, unequal.shape))
