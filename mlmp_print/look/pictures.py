"""Pictures made ready for a PDF.

They are turned upright, stripped of all metadata, converted to RGB on white, and no larger than
print needs. A picture that cannot be trusted or decoded is refused; no message shows its contents.
"""

from __future__ import annotations

import contextlib
import io
import warnings
import zlib
from collections.abc import Iterator

from PIL import ExifTags, Image, ImageChops, ImageCms, UnidentifiedImageError

from ..model.errors import InvalidValue, hushed
from ..model.limits import PICTURE_PIXELS
from ..model.phrases import Phrase
from .picture_data import PictureData, size_in
from .picture_files import is_bare_jpeg, refuse_busywork
from .picture_formats import formats, not_read

JPEG_QUALITY = 88
COLORS_FOR_DRAWINGS = 4096  # a picture of fewer colours may be kept without loss
MEGA = 10**6
MIB = 2**20
_JPEGS = ("JPEG", "MPO")  # what Pillow calls a JPEG, and one with further pictures in it
_SMALLER = Phrase("Save it smaller")
_SAVE_AGAIN = Phrase("Open it, save it again as JPEG or PNG")

# How EXIF says the camera was held → what turns the picture upright (EXIF 2.3, tag 0x0112).
_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def normal(data: bytes, box: tuple[float, float] | None = None) -> PictureData:
    """Return the picture in a file's bytes, ready to be embedded.

    A JPEG that is ready already stays as it is, so that a picture that was read out of a form
    fills it again without loss.

    Args:
        box: Width and height in print, mm; a larger picture is scaled to 200 dpi in it.

    Raises:
        InvalidValue: It is no picture that we read, or a broken one.
    """
    with decoding(data):
        refuse_busywork(data)
        image = Image.open(io.BytesIO(data), formats=formats())
        load_pixels(image)
        size = size_in(image.size, box)
        if image.mode == "RGB" and image.size == size and is_bare_jpeg(data):
            return PictureData(*size, "DCTDecode", data)
        return ready(image, box)


def load_pixels(image: Image.Image, most: int = PICTURE_PIXELS, remedy: Phrase = _SMALLER) -> None:
    """Decode a picture of at most so many pixels. Raises InvalidValue, and what Pillow does."""
    if image.width * image.height > most:
        what = Phrase(
            "is a picture of {width} × {height} pixels; at most {most} million are read",
            width=image.width,
            height=image.height,
            most=most // MEGA,
        )
        raise InvalidValue(what, remedy)
    image.load()


def ready(image: Image.Image, box: tuple[float, float] | None) -> PictureData:
    """Make a decoded picture ready to be embedded."""
    profile = image.info.get("icc_profile")
    upright = turned_upright(with_right_inks(image))
    size = size_in(upright.size, box)
    flat = on_white(upright)
    if flat.size != size:
        flat = flat.resize(size, Image.Resampling.LANCZOS)
    return _embed(_to_srgb(flat, profile))


@contextlib.contextmanager
def decoding(data: bytes = b" ") -> Iterator[None]:
    """Turn every error of Pillow into a refusal that says nothing of the picture's contents."""
    try:
        with hushed("PIL"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except InvalidValue:
        raise
    except Image.DecompressionBombError:
        what = Phrase(
            "is a picture of far more than {most} million pixels", most=PICTURE_PIXELS // MEGA
        )
        raise InvalidValue(what, Phrase("Save it smaller")) from None
    except UnidentifiedImageError:
        raise not_read(data) from None
    except Exception:  # Pillow raises many kinds on broken files
        raise InvalidValue(Phrase("is a broken picture"), _SAVE_AGAIN) from None


def with_right_inks(image: Image.Image) -> Image.Image:
    """Turn the inks of a plain CMYK JPEG round again, which Pillow has turned.

    Programs of Adobe write them the other way round, 0 for full ink, and mark that with a segment
    APP14 (Adobe Technical Note 5116; libjpeg.txt, “CMYK”). Pillow takes every JPEG for one of them.
    """
    is_plain = image.mode == "CMYK" and image.format in _JPEGS and "adobe" not in image.info
    if not is_plain:
        return image
    turned = ImageChops.invert(image)
    turned.info = image.info  # how the camera was held
    return turned


def turned_upright(image: Image.Image) -> Image.Image:
    """Turn and mirror a picture as its EXIF says; broken EXIF says nothing."""
    try:
        turn = _TURN.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # Pillow's parser raises many kinds
        return image
    return image if turn is None else image.transpose(turn)


def on_white(image: Image.Image) -> Image.Image:
    """Return RGB or CMYK, 8 bits a sample, on white."""
    if image.mode.startswith("I"):  # 16-bit grey, which Pillow would cut off at 255
        clear = image.info.get("transparency")
        image = image.convert("I").point(lambda sample: sample / 257 + 0.5).convert("L")
        image.info = {} if clear is None else {"transparency": clear // 257}
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer)
        return paper
    return image if image.mode == "CMYK" else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB as every screen means it.

    The picture's colour profile is applied, if it has one that fits, and then left out.
    """
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, ImportError, OSError):
            srgb = ImageCms.createProfile("sRGB")
            source = io.BytesIO(profile)
            converted = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
            image = converted or image
    return image.convert("RGB")


def _embed(image: Image.Image) -> PictureData:
    """Return the picture without loss if it has few colours and takes no more room so, as drawings
    do; else as JPEG.
    """
    image.info = {}  # Pillow writes a comment that stands there
    file, samples = io.BytesIO(), image.tobytes()
    image.save(file, "JPEG", quality=JPEG_QUALITY, optimize=True)
    jpeg = file.getvalue()
    few_colors = image.getcolors(COLORS_FOR_DRAWINGS)
    if few_colors and len(zlib.compress(samples, 1)) <= len(jpeg):
        return PictureData(image.width, image.height, "FlateDecode", samples)
    return PictureData(image.width, image.height, "DCTDecode", jpeg)


def as_file(picture: PictureData) -> tuple[str, bytes]:
    """Return the picture as a file: its ending and bytes.

    A JPEG of ours comes back as it was embedded.

    Raises:
        InvalidValue: The picture comes from somebody's PDF and is broken.
    """
    if picture.filter == "DCTDecode":
        picture = normal(picture.data)
    if picture.filter == "DCTDecode":
        return picture.ending, picture.data
    file = io.BytesIO()
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.data)
    image.save(file, "PNG", optimize=True)
    return picture.ending, file.getvalue()


def grayed(picture: PictureData) -> PictureData:
    """Return the picture without colour, for a black-and-white printer."""
    image = Image.open(io.BytesIO(as_file(picture)[1])).convert("L").convert("RGB")
    return _embed(image)
