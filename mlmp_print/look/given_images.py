"""Images of Pillow that a program gives itself."""

from __future__ import annotations

import contextlib
import hashlib

from PIL import ExifTags, Image

from ..model.errors import InvalidValue
from .picture_data import PictureData
from .picture_formats import formats, image_not_read
from .pictures import decoding, load_pixels, ready

_MANY_JPEGS = "MPO"  # what Pillow calls a JPEG with further pictures in it, as telephones write
_FLOATS = "F"  # samples of any size: how light is white?


def normal_image(image: Image.Image, box: tuple[float, float]) -> PictureData:
    """Return a program's image, ready to be embedded. Raises InvalidValue as `normal` does."""
    check_image(image)
    with decoding():
        return ready(image, box)


def check_image(image: Image.Image) -> None:
    """Check an image that a program gives, and load it if it was only opened.

    Pillow decodes a file only then; of a PostScript file it would start Ghostscript.

    Raises:
        InvalidValue: It comes from a file of another format, is too large, or broken.
    """
    with decoding():
        known = image.format in (None, _MANY_JPEGS, *formats())
        if not known or image.mode == _FLOATS:
            raise image_not_read(image.format)
        load_pixels(image)


def image_digest(image: Image.Image) -> bytes:
    """Return a hash of an image; b"" for one that is too large or broken."""
    with contextlib.suppress(InvalidValue):
        check_image(image)
        about = image.mode, image.size, image.getpalette(), image.info.get("transparency")
        turned = image.getexif().get(ExifTags.Base.Orientation)
        profile = image.info.get("icc_profile")
        return hashlib.sha256(repr((about, turned, profile)).encode() + image.tobytes()).digest()
    return b""
