"""The structure of JPEG and PNG files, looked at before a decoder sees them."""

from __future__ import annotations

import re

from ..model.errors import InvalidValue
from ..model.limits import PICTURE_PARTS, PICTURE_SCANS
from ..model.phrases import Phrase

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"  # how the files begin
_SAVE_AGAIN = Phrase("Open it, save it again as JPEG or PNG")

# Markers of a JPEG (ITU-T T.81, table B.1).
_SCAN, _END = 0xDA, 0xD9  # SOS, EOI
_ALONE = {0x01, *range(0xD0, 0xD9)}  # TEM, RSTn, SOI: no segment follows
_BARE_SEGMENTS = {0xDB, 0xC0, 0xC4, 0xDD}  # DQT, SOF0, DHT, DRI
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
