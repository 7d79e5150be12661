"""Where pictures come from: files in the answers' folder, or what a program gives."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.errors import InvalidValue
from ..model.limits import PICTURE_BYTES
from ..model.phrases import Phrase
from .picture_data import PictureData
from .picture_library import normal

if TYPE_CHECKING:
    from PIL.Image import Image

    # The name of a file in the answers' folder, or what a program gives itself.
    PictureSource = str | Path | bytes | Image

MIB = 2**20


def load(folder: Path | None, source: PictureSource, box: tuple[float, float]) -> PictureData:
    """Load a picture.

    Args:
        folder: The answers' folder; nothing outside of it is opened for a name.
        source: The name of a file, relative to the folder. Or, from a program: the path of any
            file, the bytes of one, or an image.
        box: Width and height in print, mm.

    Raises:
        InvalidValue: It is not there, leads out of the folder, or is no picture.
    """
    if not isinstance(source, str | Path | bytes):
        from .given_images import normal_image  # noqa: PLC0415 - Pillow is there: it is its image

        return normal_image(source, box)
    data = source if isinstance(source, bytes) else _contents(folder, source)
    if len(data) > PICTURE_BYTES:
        what = Phrase("is a picture of more than {most} MB", most=PICTURE_BYTES // MIB)
        raise InvalidValue(what, Phrase("Save it smaller"))
    return normal(data, box)


def _contents(folder: Path | None, source: str | Path) -> bytes:
    """Read a file, or so much of it that it is seen to be too large."""
    try:
        path = _own_file(source) if isinstance(source, Path) else _file_in(folder, source)
        with path.open("rb") as file:
            return file.read(PICTURE_BYTES + 1)
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a ring, before Python 3.13
        what = Phrase("is a picture that is not there, or cannot be read")
        raise InvalidValue(what, Phrase("Put it beside the answers")) from None


def _own_file(path: Path) -> Path:
    """Check a path that a program gives itself. Raises InvalidValue for what is no file."""
    if path.exists() and not path.is_file():  # a pipe would be waited for
        raise InvalidValue(
            Phrase("is not a picture file"), Phrase("Give a JPEG, PNG, WebP or GIF file")
        )
    return path


def _file_in(folder: Path | None, name: str) -> Path:
    """Find the file that answers name. Raises InvalidValue, and OSError if there is none."""
    if folder is None:
        raise InvalidValue(
            Phrase("is a picture, but it is not known in which folder it lies"),
            Phrase("Name the folder with the pictures"),
        )
    path = (folder / name).resolve(strict=True)
    if not path.is_relative_to(folder.resolve(strict=True)):
        remedy = Phrase("Put the picture itself there, not a link")
        raise InvalidValue(Phrase("leads out of the answers' folder"), remedy)
    if not path.is_file():
        remedy = Phrase("Give the name of a JPEG, PNG, WebP or GIF file")
        raise InvalidValue(Phrase("is not a picture file"), remedy)
    return path


def given_digest(source: PictureSource, folder: Path | None = None) -> bytes:
    """Return a hash of a picture's contents; b"" for one that is not there, too large or broken.

    Args:
        source, folder: As for `load`.
    """
    if not isinstance(source, str | Path | bytes):
        from .given_images import image_digest  # noqa: PLC0415 - Pillow is there: it is its image

        return image_digest(source)
    if isinstance(source, bytes):
        return hashlib.sha256(source).digest()
    if isinstance(source, str):
        if folder is None:
            return b""
        source = folder / source
    if source.is_file() and source.stat().st_size <= PICTURE_BYTES:
        return hashlib.sha256(source.read_bytes()).digest()
    return b""
