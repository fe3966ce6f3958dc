"""Compares pictures by their pixels, and says how alike they look."""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from .plain_drawing import plain_drawing

# A pixel differs when a channel is further off than this; for a loose comparison a picture differs when more than this
# share of its pixels does.
CHANNEL_TOLERANCE = 2
PIXEL_SHARE = 0.0001
BLOCK = 8
VECTOR = (".svg", ".pdf")


@dataclass
class PictureVerdict:
    """`pixels`: share of pixels that differ. `likeness`: structural similarity, 1 for what looks the same. `box`: left,
    top, right and bottom of what differs, in pixels."""

    same: bool
    what: str = ""
    pixels: float = 0.0
    likeness: float | None = None
    box: tuple[int, int, int, int] | None = None


def read_pixels(path):
    """The pixels of a picture file as an integer array (height, width, 4)."""
    import numpy

    try:
        from PIL import Image
    except ImportError:
        return numpy.asarray(_read_png(Path(path).read_bytes(), numpy), dtype=numpy.int16)
    with Image.open(path) as picture:
        return numpy.asarray(picture.convert("RGBA"), dtype=numpy.int16)


def compare_pictures(left, right, share=0.0):
    """Verdict on two picture files; of vector pictures, what was drawn. `share` of the pixels may differ."""
    if left.read_bytes() == right.read_bytes() and left.suffix == right.suffix:
        return PictureVerdict(True, likeness=1.0)
    if left.suffix == right.suffix == ".svg" and plain_drawing(left) == plain_drawing(right):
        return PictureVerdict(True, likeness=1.0)
    if left.suffix != right.suffix or left.suffix in VECTOR:
        return PictureVerdict(False, "another drawing" if left.suffix == right.suffix else "another format")
    one, other = read_pixels(left), read_pixels(right)
    if one.shape != other.shape:
        sizes = [f"{pixels.shape[1]}x{pixels.shape[0]}" for pixels in (one, other)]
        return PictureVerdict(False, f"size {sizes[0]} became {sizes[1]}")
    differing = (abs(one - other) > CHANNEL_TOLERANCE).any(axis=2)
    pixels = float(differing.mean())
    if pixels <= share:
        return PictureVerdict(True, pixels=pixels, likeness=1.0)
    rows, columns = differing.any(axis=1).nonzero()[0], differing.any(axis=0).nonzero()[0]
    box = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    return PictureVerdict(False, "pixels", pixels, likeness(one, other), box)


def likeness(one, other):
    """Mean structural similarity (Wang et al. 2004) of the brightness, over blocks of 8 x 8 pixels that hold something
    in one of the pictures: an empty background is no likeness."""
    import numpy

    grey = [numpy.asarray(pixels[..., :3], dtype=float) @ (0.299, 0.587, 0.114) for pixels in (one, other)]
    height, width = (size // BLOCK * BLOCK for size in grey[0].shape)
    if not height or not width:
        return 0.0
    blocks = [
        part[:height, :width]
        .reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK)
        .swapaxes(1, 2)
        .reshape(-1, BLOCK**2)
        for part in grey
    ]
    (mean, other_mean), (spread, other_spread) = [b.mean(axis=1) for b in blocks], [b.var(axis=1) for b in blocks]
    together = ((blocks[0] - mean[:, None]) * (blocks[1] - other_mean[:, None])).mean(axis=1)
    small, smaller = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    similar = (2 * mean * other_mean + small) * (2 * together + smaller)
    similar = similar / ((mean**2 + other_mean**2 + small) * (spread + other_spread + smaller))
    filled = (spread > 0) | (other_spread > 0) | (numpy.abs(mean - other_mean) > CHANNEL_TOLERANCE)
    return round(float(similar[filled].mean()), 4) if filled.any() else 1.0


def _read_png(content, numpy):
    """Decodes a PNG of 8 bits a channel without interlacing, the form that plots have."""
    if content[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG")
    at, data, palette, head = 8, b"", None, None
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IHDR":
            head = struct.unpack(">IIBBBBB", body)
        elif kind == b"PLTE":
            palette = numpy.frombuffer(body, dtype=numpy.uint8).reshape(-1, 3)
        elif kind == b"IDAT":
            data += body
    width, height, depth, colour, _, _, interlaced = head
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    if depth != 8 or interlaced:
        raise ValueError("a PNG of another form than plots have")
    rows = numpy.frombuffer(zlib.decompress(data), dtype=numpy.uint8).reshape(height, 1 + width * channels)
    pixels = _unfilter(rows, width, channels, numpy)
    if colour == 3:
        pixels = palette[pixels[..., 0]]
    if pixels.shape[2] < 3:
        grey = numpy.repeat(pixels[..., :1], 3, axis=2)
        pixels = grey if pixels.shape[2] == 1 else numpy.concatenate([grey, pixels[..., 1:]], axis=2)
    if pixels.shape[2] == 3:
        pixels = numpy.concatenate([pixels, numpy.full((height, width, 1), 255, dtype=numpy.uint8)], axis=2)
    return pixels


def _unfilter(rows, width, channels, numpy):
    """Undoes the filters of PNG (RFC 2083, section 6), row by row."""
    out = numpy.zeros((len(rows) + 1, width, channels), dtype=numpy.uint8)
    for y, row in enumerate(rows, 1):
        line, above, kind = row[1:].reshape(width, channels), out[y - 1], row[0]
        if kind in (0, 2):
            out[y] = line + above if kind == 2 else line
        elif kind == 1:
            out[y] = numpy.cumsum(line, axis=0, dtype=numpy.uint8)
        else:
            left, corner = numpy.zeros(channels, dtype=int), numpy.zeros(channels, dtype=int)
            for x in range(width):
                up = above[x].astype(int)
                guess = (left + up) // 2 if kind == 3 else _paeth(left, up, corner, numpy)
                left, corner = (line[x] + guess) % 256, up
                out[y, x] = left
    return out[1:]


def _paeth(left, up, corner, numpy):
    distances = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
    use_up = numpy.where(distances[1] <= distances[2], up, corner)
    return numpy.where((distances[0] <= distances[1]) & (distances[0] <= distances[2]), left, use_up)
