"""Open the pictures in a file of scans: PDF, JPEG, PNG and TIFF, one page at a time.

The file is not trusted, so this runs in the sandbox. How large a picture is, is looked at before it
is decoded.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from PIL import Image, UnidentifiedImageError

from ..look.picture_files import refuse_busywork
from ..look.picture_formats import format_name
from ..look.pictures import decoding, load_pixels, on_white, turned_upright, with_right_inks
from ..model.errors import InvalidValue, PdfError
from ..model.limits import SCAN_PAGES, SCAN_PICTURE_BYTES, SCAN_PIXELS
from ..model.phrases import Phrase
from .pdf_pictures import PdfPictures

MEGA, MIB = 10**6, 2**20
_ONE_PICTURE = ("JPEG", "PNG")
_JPEGS = ("JPEG", "MPO")  # what Pillow calls a JPEG, and one with further pictures in it
_TIFF = "TIFF"
_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_HEAD = 1024  # bytes of a file that say what it is
_GRAY = ("1", "L")
_SUBFILE = 254  # NewSubfileType (TIFF 6.0, section 8): bit 0 is set for a thumbnail
_FINER_THAN_NEEDED = 7000  # pixels: A4 at 600 dpi; half of that shows all that a pen leaves


class Pictures(Protocol):
    """The pages of a file of scans."""

    @property
    def pages(self) -> int:
        """How many there are; one more than SCAN_PAGES stands for any number above it."""

    @property
    def single(self) -> bool:
        """Whether the file can hold one picture only."""

    def picture(self, page: int) -> Image.Image:
        """A page, from 1: upright, in grey or RGB, on white. Raises PdfError."""

    def close(self) -> None:
        """Close the file."""


@contextmanager
def open_pictures(source: Path | bytes) -> Iterator[Pictures]:
    """Open a file of scans for the time of the block.

    Raises:
        PdfError: It is no scan that we read, or broken.
        EncryptedError: It is a PDF with a password.
    """
    opened = _opened(source)
    try:
        yield opened
    finally:
        opened.close()


def _opened(source: Path | bytes) -> Pictures:
    head = _head(source)
    if b"%PDF-" in head:
        return PdfPictures(source)
    if head.startswith(_TIFF_STARTS):
        return TiffPictures(source)
    return OnePicture(_bytes(source))


def _head(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:_HEAD]
    with source.open("rb") as file:
        return file.read(_HEAD)


def _bytes(source: Path | bytes) -> bytes:
    """The bytes of a file with one picture. Raises PdfError for too many."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            source = file.read(SCAN_PICTURE_BYTES + 1)
    if len(source) > SCAN_PICTURE_BYTES:
        most = SCAN_PICTURE_BYTES // MIB
        raise PdfError(Phrase("is a picture of more than {most} MB. Save it smaller", most=most))
    return source


_SAVE_AS = Phrase("Save it as PDF, JPEG, PNG or TIFF")


class OnePicture:
    """A JPEG or PNG."""

    pages, single = 1, True

    def __init__(self, data: bytes) -> None:
        """Raises PdfError if it is neither."""
        self._data = data
        with _said():
            refuse_busywork(data)
            self._image = self._open()

    def _open(self) -> Image.Image:
        name = format_name(self._data) or _unread_name(self._data)
        if name:
            what = Phrase("is a picture of the format {format}, which is not read", format=name)
            raise InvalidValue(what, _SAVE_AS)
        image = Image.open(io.BytesIO(self._data), formats=_ONE_PICTURE)
        if getattr(image, "is_animated", False) and image.format not in _JPEGS:
            what = Phrase("is an animation")
            raise InvalidValue(what, Phrase("Save the picture that shows the sheet"))
        return image

    def picture(self, page: int) -> Image.Image:  # noqa: ARG002 - there is one
        """As `Pictures.picture`."""
        with _said():
            return _plain(self._image)

    def close(self) -> None:
        """As `Pictures.close`."""
        self._image.close()


class TiffPictures:
    """The pages of a TIFF; thumbnails are none."""

    single = False

    def __init__(self, source: Path | bytes) -> None:
        """Raises PdfError if it is broken."""
        with _said():
            file = io.BytesIO(source) if isinstance(source, bytes) else source
            self._image = Image.open(file, formats=(_TIFF,))
            self._frames = list(self._pages())
        if not self._frames:
            raise PdfError(Phrase("is a broken picture. Scan the sheet again"))

    def _pages(self) -> Iterator[int]:
        """The numbers of its pages. Pillow ends at the first that it has seen already."""
        for frame in range(2 * SCAN_PAGES + 1):
            try:
                self._image.seek(frame)
            except EOFError:
                return
            if not int(getattr(self._image, "tag_v2", {}).get(_SUBFILE, 0)) & 1:
                yield frame

    @property
    def pages(self) -> int:
        """As `Pictures.pages`."""
        return len(self._frames)

    def picture(self, page: int) -> Image.Image:
        """As `Pictures.picture`."""
        with _said():
            self._image.seek(self._frames[page - 1])
            return _plain(self._image)

    def close(self) -> None:
        """As `Pictures.close`."""
        self._image.close()


def _unread_name(data: bytes) -> str:
    """The name of a format that pictures on a form may have, and scans may not."""
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    return "WebP" if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else ""


def _plain(image: Image.Image) -> Image.Image:
    """Decode a picture, and make it upright, on white, in grey or RGB."""
    if image.format in _JPEGS and max(image.size) > _FINER_THAN_NEEDED:
        image.draft(None, (image.width // 2, image.height // 2))
    load_pixels(image, SCAN_PIXELS, Phrase("Scan the sheet with 200 or 300 dots an inch"))
    turned = turned_upright(with_right_inks(image))
    if turned.mode in _GRAY and not turned.has_transparency_data:
        return turned.convert("L")
    flat = on_white(turned)
    return flat if flat.mode == "RGB" else flat.convert("RGB")


@contextmanager
def _said() -> Iterator[None]:
    """Turn every error of Pillow into an error that says nothing of the picture's contents."""
    try:
        with decoding():
            try:
                yield
            except UnidentifiedImageError:  # forms take more formats than scans do
                raise InvalidValue(Phrase("is not a picture we can read"), _SAVE_AS) from None
    except InvalidValue as error:
        template = Phrase("{what}. {remedy}", what=error.what, remedy=error.remedy)
        raise PdfError(template) from None
