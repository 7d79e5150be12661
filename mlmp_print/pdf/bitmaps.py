"""Write what pdfium has drawn as a PNG: with Pillow, or where it is not, without."""

from __future__ import annotations

import io
from typing import Any

from ..look.ready_pictures import png

Part = tuple[int, int, int, int]  # left, top, right, bottom in pixels


def png_of(bitmap: Any, part: Part | None = None) -> bytes:
    """Return a bitmap of pdfium, or a part of it, as a PNG.

    Args:
        bitmap: A `PdfBitmap` in blue, green and red.
        part: The part.
    """
    try:
        picture = bitmap.to_pil()
    except ImportError:  # there is no Pillow
        return _plain_png(bitmap, part or (0, 0, bitmap.width, bitmap.height))
    if part:
        picture = picture.crop(part)
    out = io.BytesIO()
    picture.save(out, "PNG")  # optimizing takes three times as long for 3 % less
    return out.getvalue()


def _plain_png(bitmap: Any, part: Part) -> bytes:
    left, top, right, bottom = part
    channels, data = bitmap.n_channels, bytes(bitmap.buffer)
    lines = [
        data[row * bitmap.stride + left * channels : row * bitmap.stride + right * channels]
        for row in range(top, bottom)
    ]
    pixels = b"".join(lines)
    samples = bytearray((right - left) * (bottom - top) * 3)
    for channel in range(3):  # pdfium writes blue first
        samples[2 - channel :: 3] = pixels[channel::channels]
    return png(right - left, bottom - top, bytes(samples))
