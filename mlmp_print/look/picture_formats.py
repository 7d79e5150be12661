"""Which formats of pictures are read, and what is said of the others."""

from __future__ import annotations

from functools import cache

from ..model.errors import InvalidValue
from ..model.phrases import Phrase

# Pillow may try no other format: it would start Ghostscript for PostScript that is called .png.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_SAVE_AS = Phrase("Save it as JPEG, PNG, WebP or GIF")

# How the files of formats begin that are not read.
_STARTS = (
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),  # BigTIFF, of more than 4 GB
    (b"MM\0+", "TIFF"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\1\0", "ICO"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
)
# What Pillow calls them, for an image that a program has opened.
_NAMES = {
    "AVIF": "AVIF",
    "BMP": "BMP",
    "DIB": "BMP",
    "HEIF": "HEIC",
    "ICO": "ICO",
    "JPEG2000": "JPEG 2000",
    "PSD": "Photoshop",
    "TIFF": "TIFF",
    "WMF": "WMF",
}
_BMP_HEADERS = {12, 16, 40, 52, 56, 64, 108, 124}  # bytes of the header behind that of the file
# The brands of a HEIF file behind `ftyp` (ISO/IEC 23008-12); AVIF is one with another coding.
_AVIF = {b"avif", b"avis"}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_HEIF = {b"mif1", b"msf1"}  # of either coding; the brands that follow say which
_BRANDS = 64  # bytes in which they stand


@cache
def formats() -> tuple[str, ...]:
    """Return the formats that are read: also HEIC, where pillow-heif is installed."""
    try:
        from pillow_heif import register_heif_opener  # type: ignore[import-not-found]  # noqa: PLC0415 - optional
    except ImportError:
        return FORMATS
    register_heif_opener()
    return (*FORMATS, "HEIF")


def format_name(data: bytes) -> str:
    """Return the name of a file's format, if it is a picture's that is not read; else "".

    >>> format_name(b"II*" + bytes(9)), format_name(b"GIF89a")
    ('TIFF', '')
    """
    if data[4:8] == b"ftyp":
        return _heif_name(data)
    if b"<svg" in data[:1024].lower():
        return "SVG"
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADERS:
        return "BMP"
    if data[:4] == b"\1\0\0\0" and data[40:44] == b" EMF":
        return "EMF"
    return next((name for start, name in _STARTS if data.startswith(start)), "")


def _heif_name(data: bytes) -> str:
    size = min(int.from_bytes(data[:4]), _BRANDS)
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, size, 4))]
    main = next((brand for brand in brands if brand in _AVIF | _HEIC), data[8:12])
    if main in _AVIF:
        return "AVIF"
    return "HEIC" if main in _HEIC | _HEIF else ""


def not_read(data: bytes) -> InvalidValue:
    """Return the refusal of a file that is none of the formats that are read."""
    if not data:
        return InvalidValue(Phrase("is not a picture we can read"), Phrase("The file is empty"))
    if data.startswith(b"%PDF"):
        remedy = Phrase("It is a PDF; save its page as JPEG, PNG, WebP or GIF")
        return InvalidValue(Phrase("is not a picture we can read"), remedy)
    return _refusal(format_name(data))


def image_not_read(pillow_format: str | None) -> InvalidValue:
    """Return the refusal of an image that a program has opened, by Pillow's name of its format."""
    return _refusal(_NAMES.get(pillow_format or "", ""))


def _refusal(name: str) -> InvalidValue:
    if not name:
        return InvalidValue(Phrase("is not a picture we can read"), _SAVE_AS)
    if name == "HEIC" and "HEIF" not in formats():
        what = Phrase("is a HEIC picture, which is read only if pillow-heif is installed")
        return InvalidValue(what, Phrase("Export it as JPEG"))
    what = Phrase("is a picture of the format {format}, which is not read", format=name)
    return InvalidValue(what, Phrase("Export it as PNG") if name == "SVG" else _SAVE_AS)
