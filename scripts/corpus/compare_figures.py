"""Compares pictures by their pixels."""
import numpy
from PIL import Image

# A pixel differs when a channel is further off than this; a picture differs when more than this share of pixels does.
CHANNEL_TOLERANCE = 2
PIXEL_SHARE = 0.0001


def same_picture(left, right):
    """True when two picture files show the same; vector pictures are compared by their bytes."""
    if left.suffix == ".svg" or right.suffix == ".svg":
        return left.suffix == right.suffix and left.read_bytes() == right.read_bytes()
    one, other = (numpy.asarray(Image.open(path).convert("RGBA"), dtype=numpy.int16) for path in (left, right))
    if one.shape != other.shape:
        return False
    differing = (numpy.abs(one - other) > CHANNEL_TOLERANCE).any(axis=2)
    return bool(differing.mean() <= PIXEL_SHARE)


def compare_figures(left, right):
    """`(equal, total, first)`: pictures compared in order; `first` is the index of the first that differs, or None."""
    same = [index < len(left) and index < len(right) and same_picture(left[index], right[index])
            for index in range(max(len(left), len(right)))]
    return sum(same), len(same), same.index(False) if False in same else None
