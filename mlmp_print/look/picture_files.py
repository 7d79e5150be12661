"""The structure of JPEG and PNG files, looked at before a decoder sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.errors import InvalidValue
from ..model.limits import PICTURE_PARTS, PICTURE_SCANS
from ..model.phrases import Phrase

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"  # how the files begin
_SAVE_AGAIN = Phrase("Open it, save it again as JPEG or PNG")

# Markers of a JPEG (ITU-T T.81, table B.1).
_SCAN, _END = 0xDA, 0xD9  # SOS, EOI
_ALONE = {0x01, *range(0xD0, 0xD9)}  # TEM, RSTn, SOI: no segment follows
_BARE_SEGMENTS = {0xDB, 0xC0, 0xC4, 0xDD}  # DQT, SOF0, DHT, DRI
_FRAME = 0xC0  # SOF0
_ABOUT_SEGMENTS = {0xFE, *range(0xE0, 0xEE)}  # COM, APPn; APP14 may say that it is no YCbCr
_JFIF_HEADER = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_MARKER = re.compile(rb"\xff([^\x00\xff])", re.DOTALL)
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)
_JFIF = re.compile(rb"\xff\xd8\xff\xe0\x00\x10JFIF\x00.{7}\x00\x00", re.DOTALL)  # no thumbnail
_FILL_BYTES = 100  # between two segments, which take no longer to read than one segment


def refuse_busywork(data: bytes) -> None:
    """Refuse a file of far more parts than a picture has.

    Decoders work on it for minutes or hours, and cannot be stopped.

    Raises:
        InvalidValue: It has too many scans, segments or chunks.
    """
    scans, parts = 0, 0
    if data.startswith(JPEG):
        scans, parts = _jpeg_parts(data)
    elif data.startswith(PNG):
        parts = _png_parts(data)
    if scans > PICTURE_SCANS:
        what = Phrase(
            "is a JPEG of more than {most} scans, which takes long to decode", most=PICTURE_SCANS
        )
        raise InvalidValue(what, _SAVE_AGAIN)
    if parts > PICTURE_PARTS:
        what = Phrase("is a picture's file of more than {most:,} parts", most=PICTURE_PARTS)
        raise InvalidValue(what, _SAVE_AGAIN)


def _jpeg_parts(data: bytes) -> tuple[int, int]:
    """Count the scans and segments of a JPEG until there are too many (T.81 B.1.1).

    Bytes between segments count too: a decoder skips them one by one.
    """
    at, scans, parts = 2, 0, 0
    while scans <= PICTURE_SCANS and parts <= PICTURE_PARTS:
        match = _MARKER.search(data, at)
        if not match:
            break
        parts += 1 + (match.start() - at) // _FILL_BYTES
        at, marker = match.end(), match[1][0]
        if marker == _END:
            break
        if marker in _ALONE:
            continue
        at += max(2, int.from_bytes(data[at : at + 2]))
        if marker == _SCAN:
            scans += 1
            end = _END_OF_SCAN.search(data, at)
            at = end.start() if end else len(data)
    return scans, parts


def _png_parts(data: bytes) -> int:
    """Count the chunks of a PNG until there are too many (PNG 5.3).

    Raises:
        InvalidValue: It has two colour profiles. A decoder unpacks each, and no PNG has two.
    """
    at, parts, profiles = len(PNG), 0, 0
    while at < len(data) and parts <= PICTURE_PARTS:
        parts += 1
        profiles += data[at + 4 : at + 8] == b"iCCP"
        at += 12 + int.from_bytes(data[at : at + 4])
    if profiles > 1:
        raise InvalidValue(Phrase("is a broken picture"), _SAVE_AGAIN)
    return parts


def is_bare_jpeg(data: bytes) -> bool:
    """Return whether a file is a JPEG as we write them, with nothing in it but the picture.

    That is JFIF without a thumbnail, tables, and one baseline scan (T.81 B.1.1).
    """
    if not _JFIF.match(data):
        return False
    at = 20
    while data[at : at + 1] == b"\xff" and data[at + 1] in _BARE_SEGMENTS:
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    if data[at : at + 2] != bytes((0xFF, _SCAN)):
        return False
    end = _END_OF_SCAN.search(data, at + 2)
    return end is not None and data[end.start() :] == bytes((0xFF, _END))


def bare_jpeg(data: bytes) -> tuple[int, int, bytes] | None:
    """Return width, height and bytes of a JPEG with nothing in it but the picture.

    What a program writes about a picture goes, and a header of JFIF is there.

    Returns:
        None for a JPEG that is not one baseline scan of RGB in 8 bits a sample, or broken.
    """
    at, kept, frame = 2, bytearray(_JFIF_HEADER), b""
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        segment = data[at : at + 2 + size]
        if marker == _SCAN:
            break
        if marker in _BARE_SEGMENTS:
            kept += segment
        elif marker not in _ABOUT_SEGMENTS:
            return None
        if marker == _FRAME:
            frame = segment
        at += max(4, 2 + size)
    end = _END_OF_SCAN.search(data, at + 2)
    is_one_scan = end is not None and data[end.start() : end.end()] == bytes((0xFF, _END))
    if not is_one_scan or end is None or len(frame) < 10 or frame[4] != 8 or frame[9] != 3:
        return None
    height, width = int.from_bytes(frame[5:7]), int.from_bytes(frame[7:9])
    return width, height, bytes(kept) + data[at : end.start() + 2]


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and contents of each chunk of a PNG (PNG 5.3), up to where it is broken."""
    at = len(PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size
