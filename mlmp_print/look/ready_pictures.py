"""Pictures that a browser has decoded, turned upright and encoded again; nothing is decoded here.

It is what a web page has instead of Pillow. A browser's canvas writes a plain JPEG, or a PNG of 8
bits a sample. Everything else is refused. The sizes are those in the files' own headers.
"""

from __future__ import annotations

import struct
import zlib

from ..model.errors import InvalidValue
from ..model.limits import PICTURE_PAGE_PIXELS, PICTURE_PIXELS
from ..model.phrases import Phrase
from .picture_data import PictureData
from .picture_files import JPEG, PNG, bare_jpeg, png_chunks, refuse_busywork
from .picture_formats import not_read

_MEGA = 10**6
_SAVE_AGAIN = Phrase("Open it, save it again as JPEG or PNG")
_SAMPLES = {2: 3, 6: 4}  # color type → samples a pixel: RGB, and RGB with alpha (PNG 11.2.2)
_WHITE = 255


def normal(data: bytes, box: tuple[float, float] | None = None) -> PictureData:
    """Return the picture in a file's bytes, ready to be embedded.

    Args:
        data: A JPEG or PNG, as a canvas writes it.
        box: Not used: whoever gives the picture has scaled it.

    Raises:
        InvalidValue: It is another file, or a broken one.
    """
    del box
    refuse_busywork(data)
    if data.startswith(JPEG):
        return _jpeg(data)
    if data.startswith(PNG):
        return _png(data)
    raise not_read(data)


def _jpeg(data: bytes) -> PictureData:
    width, height, bare = bare_jpeg(data) or (0, 0, b"")
    if not width:
        raise _broken()
    _check_size(width, height, PICTURE_PIXELS)
    return PictureData(width, height, "DCTDecode", bare)


def _png(data: bytes) -> PictureData:
    chunks = dict(png_chunks(data))
    header = chunks.get(b"IHDR", b"")
    if len(header) != 13:
        raise _broken()
    width, height, bits, color, *rest = struct.unpack(">IIBBBBB", header)
    if bits != 8 or color not in _SAMPLES or any(rest):
        raise InvalidValue(Phrase("is a PNG of a kind that is not read here"), _SAVE_AGAIN)
    _check_size(width, height, PICTURE_PAGE_PIXELS)
    samples = _SAMPLES[color]
    size = height * (1 + width * samples)
    packed = b"".join(part for name, part in png_chunks(data) if name == b"IDAT")
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(packed, size)
    except zlib.error:
        raise _broken() from None
    if len(raw) != size:
        raise _broken()
    pixels = _unfiltered(raw, width * samples, samples)
    rgb = pixels if samples == 3 else _on_white(pixels)
    return PictureData(width, height, "FlateDecode", bytes(rgb))


def _check_size(width: int, height: int, most: int) -> None:
    if not width or not height:
        raise _broken()
    if width * height > most:
        what = Phrase(
            "is a picture of {width} × {height} pixels; at most {most} million are read",
            width=width,
            height=height,
            most=most // _MEGA,
        )
        raise InvalidValue(what, Phrase("Save it smaller"))


def _broken() -> InvalidValue:
    return InvalidValue(Phrase("is a broken picture"), _SAVE_AGAIN)


def _unfiltered(raw: bytes, width: int, step: int) -> bytearray:
    """Undo the filter of each line (PNG 9.2). `width` is in bytes, and `step` a pixel's."""
    before, out = bytes(width), bytearray()
    for start in range(0, len(raw), width + 1):
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + width])
        if kind > len(_FILTERS):
            raise _broken()
        if kind:
            _FILTERS[kind - 1](line, before, step)
        out += line
        before = bytes(line)
    return out


def _sub(line: bytearray, _: bytes, step: int) -> None:
    for at in range(step, len(line)):
        line[at] = (line[at] + line[at - step]) & 255


def _up(line: bytearray, before: bytes, _: int) -> None:
    line[:] = bytes((byte + above) & 255 for byte, above in zip(line, before, strict=True))


def _average(line: bytearray, before: bytes, step: int) -> None:
    for at, above in enumerate(before):
        left = line[at - step] if at >= step else 0
        line[at] = (line[at] + (left + above) // 2) & 255


def _paeth(line: bytearray, before: bytes, step: int) -> None:
    for at, above in enumerate(before):
        left, corner = (line[at - step], before[at - step]) if at >= step else (0, 0)
        guess = left + above - corner
        nearest = min((left, above, corner), key=lambda byte: abs(guess - byte))
        line[at] = (line[at] + nearest) & 255


_FILTERS = (_sub, _up, _average, _paeth)


def _on_white(pixels: bytearray) -> bytearray:
    """Lay a picture with alpha on white paper."""
    out = bytearray(len(pixels) // 4 * 3)
    alpha = pixels[3::4]
    for channel in range(3):
        shown = zip(pixels[channel::4], alpha, strict=True)
        out[channel::3] = bytes((c * a + _WHITE * (255 - a) + 127) // 255 for c, a in shown)
    return out


def as_file(picture: PictureData) -> tuple[str, bytes]:
    """Return the picture as a file: its ending and bytes.

    Raises:
        InvalidValue: The picture comes from somebody's PDF and is broken.
    """
    if picture.filter == "DCTDecode":
        return picture.ending, _jpeg(picture.data).data
    return picture.ending, png(picture.width, picture.height, picture.data)


def png(width: int, height: int, samples: bytes, channels: int = 3) -> bytes:
    """Write raw samples as a PNG: 1 channel of grey, or 3 of RGB, or 4 with alpha.

    >>> normal(png(1, 2, bytes(6))).data == bytes(6)
    True
    """
    if len(samples) != width * height * channels:
        raise _broken()
    line = width * channels
    raw = b"".join(b"\0" + samples[at : at + line] for at in range(0, len(samples), line))
    header = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b""))
    return PNG + b"".join(map(_chunk, parts))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    name, data = part
    checksum = zlib.crc32(name + data)
    return len(data).to_bytes(4) + name + data + checksum.to_bytes(4)


def grayed(picture: PictureData) -> PictureData:
    """Return the picture without colour. Raises InvalidValue for a photo, which nothing decodes."""
    if picture.filter == "DCTDecode":
        what = Phrase("is a photo, which cannot be made grey here")
        raise InvalidValue(what, Phrase("Save it without colour first"))
    weighed = zip(picture.data[::3], picture.data[1::3], picture.data[2::3], strict=True)
    grays = bytes((299 * r + 587 * g + 114 * b + 500) // 1000 for r, g, b in weighed)
    samples = bytearray(len(picture.data))
    for channel in range(3):
        samples[channel::3] = grays
    return PictureData(picture.width, picture.height, "FlateDecode", bytes(samples))
