"""Pictures in: opened only from inside the answers' folder, made upright, stripped of all metadata, converted to RGB on white,
and no larger than print needs. A picture that cannot be trusted or decoded is refused by name (never its contents).
"""

from __future__ import annotations

import contextlib
import io
import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from ..model.errors import InvalidValue, hushed
from ..model.limits import PICTURE_BYTES, PICTURE_PARTS, PICTURE_PIXELS, PICTURE_SCANS

FORMATS = (
    "JPEG",
    "PNG",
    "WEBP",
    "GIF",
)  # and no other: Pillow would start Ghostscript for PostScript that is called .png
DPI = 200  # at print size; more is not seen on paper
JPEG_QUALITY = 88
COLORS_FOR_DRAWINGS = 4096  # a picture of fewer colours may be kept without loss

# What EXIF says of how the camera was held → what sets the picture upright (EXIF 2.3, tag 0x0112).
_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# A JPEG with nothing in it but the picture: JFIF without a thumbnail, tables, one baseline scan (ITU-T T.81 B.1.1).
_BARE_SEGMENTS = {0xDB, 0xC0, 0xC4, 0xDD}
_JFIF = re.compile(rb"\xff\xd8\xff\xe0\x00\x10JFIF\x00.{7}\x00\x00", re.DOTALL)
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)
_MARKER = re.compile(rb"\xff([^\x00\xff])", re.DOTALL)
_SCAN, _END, _ALONE = (
    0xDA,
    0xD9,
    {0x01, *range(0xD0, 0xD9)},
)  # of the markers: SOS, EOI, and those without a segment
_FILL_BYTES = 100  # between two segments of a JPEG, that take no longer to read than one


@dataclass(frozen=True)
class PictureData:
    """A picture ready to be embedded: its size in pixels, the PDF filter and the data; RGB, 8 bits."""

    width: int
    height: int
    filter: str  # DCTDecode: `data` is a JPEG file; FlateDecode: `data` is raw samples, still to be compressed
    data: bytes

    @property
    def ending(self) -> str:
        """How the name of the picture's file ends when it is read out again."""
        return ".jpg" if self.filter == "DCTDecode" else ".png"


def load(folder: Path | None, name: str, box: tuple[float, float]) -> PictureData:
    """The picture `name` in `folder`, to be printed within `box` (width, height in mm). Raises InvalidValue."""
    if folder is None:
        raise InvalidValue(
            "is a picture, but it is not known in which folder it lies",
            "Name the answers' file, or give fill the folder",
        )
    try:
        path = (folder / name).resolve(strict=True)
        if not path.is_relative_to(folder.resolve(strict=True)):
            raise InvalidValue(
                "leads out of the answers' folder", "Put the picture itself there, not a link"
            )
        if not path.is_file():
            raise InvalidValue(
                "is not a picture file", "Give the name of a JPEG, PNG, WebP or GIF file"
            )
        with path.open("rb") as file:
            data = file.read(PICTURE_BYTES + 1)
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a ring, before Python 3.13
        raise InvalidValue(
            "is a picture that is not there, or cannot be read", "Put it beside the answers"
        ) from None
    if len(data) > PICTURE_BYTES:
        raise InvalidValue(
            f"is a picture of more than {PICTURE_BYTES // 2**20} MB", "Save it smaller"
        )
    return normal(data, box)


def normal(data: bytes, box: tuple[float, float] | None = None) -> PictureData:
    """The picture in a file's bytes, upright, RGB on white, without metadata, at most 200 dpi in `box` (mm). Raises InvalidValue.

    A JPEG that is so already stays as it is, so that what was read out of a form fills it again without loss.
    """
    with _decoding(data):
        _refuse_busywork(data)
        image = Image.open(io.BytesIO(data), formats=_formats())
        if image.width * image.height > PICTURE_PIXELS:
            raise InvalidValue(
                f"is a picture of {image.width} × {image.height} pixels; at most {PICTURE_PIXELS // 10**6} million are read",
                "Save it smaller",
            )
        image.load()
        size = _size_in(image.size, box)
        if image.mode == "RGB" and image.size == size and _is_bare(data):
            return PictureData(*size, "DCTDecode", data)
        profile = image.info.get("icc_profile")
        upright = _upright(image)
        size = _size_in(upright.size, box)
        flat = _flat(upright)
        return _embed(
            _to_srgb(
                flat if flat.size == size else flat.resize(size, Image.Resampling.LANCZOS), profile
            )
        )


def _refuse_busywork(data: bytes) -> None:
    """Raises InvalidValue for a file of far more parts than a picture has: decoders go on for minutes or hours, and cannot be stopped."""
    scans, parts = (
        _jpeg_parts(data)
        if data.startswith(b"\xff\xd8")
        else (0, _png_parts(data))
        if data.startswith(b"\x89PNG\r\n\x1a\n")
        else (0, 0)
    )
    if scans > PICTURE_SCANS:
        raise InvalidValue(
            f"is a JPEG of more than {PICTURE_SCANS} scans, which takes long to decode",
            "Open it, save it again as JPEG or PNG",
        )
    if parts > PICTURE_PARTS:
        raise InvalidValue(
            f"is a picture's file of more than {PICTURE_PARTS:,} parts",
            "Open it, save it again as JPEG or PNG",
        )


def _jpeg_parts(data: bytes) -> tuple[int, int]:
    """How many scans and segments a JPEG has, as far as they are not too many (T.81 B.1.1); what stands between them counts too."""
    at, scans, parts = 2, 0, 0
    while scans <= PICTURE_SCANS and parts <= PICTURE_PARTS and (found := _MARKER.search(data, at)):
        parts += 1 + (found.start() - at) // _FILL_BYTES
        at, marker = found.end(), found[1][0]
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
    """How many chunks a PNG has, as far as they are not too many (PNG 5.3). A second colour profile is unpacked too, each of them: no PNG has one."""
    at, parts, profiles = 8, 0, 0
    while at < len(data) and parts <= PICTURE_PARTS:
        parts += 1
        profiles += data[at + 4 : at + 8] == b"iCCP"
        at += 12 + int.from_bytes(data[at : at + 4])
    if profiles > 1:
        raise InvalidValue("is a broken picture", "Open it, save it again as JPEG or PNG")
    return parts


@contextlib.contextmanager
def _decoding(data: bytes) -> Iterator[None]:
    """Whatever Pillow raises over a file becomes a refusal that says nothing of what is in it."""
    try:
        with hushed("PIL"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except InvalidValue:
        raise
    except Image.DecompressionBombError:
        raise InvalidValue(
            f"is a picture of far more than {PICTURE_PIXELS // 10**6} million pixels",
            "Save it smaller",
        ) from None
    except UnidentifiedImageError:
        raise InvalidValue("is not a picture we can read", _hint(data)) from None
    except Exception:  # Pillow raises many kinds on broken files
        raise InvalidValue("is a broken picture", "Open it, save it again as JPEG or PNG") from None


@cache
def _formats() -> tuple[str, ...]:
    """What is read: also HEIC, where pillow-heif is installed."""
    try:
        from pillow_heif import register_heif_opener  # type: ignore[import-not-found]  # optional
    except ImportError:
        return FORMATS
    register_heif_opener()
    return (*FORMATS, "HEIF")


def _hint(data: bytes) -> str:
    """What to do with a file that is none of the formats, by what it begins with."""
    if not data:
        return "The file is empty"
    if (
        data[4:8] == b"ftyp"
        and data[8:12] in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
        and "HEIF" not in _formats()
    ):
        return "It is HEIC, which is read only if pillow-heif is installed; export it as JPEG"
    if b"<svg" in data[:1024].lower():
        return "It is SVG, which is not read; export it as PNG"
    return "Save it as JPEG, PNG, WebP or GIF"


def _is_bare(data: bytes) -> bool:
    """Whether a file is a JPEG as we write them: nothing in it but the picture."""
    if not _JFIF.match(data):
        return False
    at = 20
    while data[at : at + 1] == b"\xff" and data[at + 1] in _BARE_SEGMENTS:
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    scan = _END_OF_SCAN.search(data, at + 2)
    return (
        data[at : at + 2] == b"\xff\xda"
        and scan is not None
        and data[scan.start() :] == b"\xff\xd9"
    )


def _upright(image: Image.Image) -> Image.Image:
    """Turned and mirrored as EXIF says; EXIF that is broken says nothing."""
    try:
        turn = _TURN.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # Pillow's parser raises many kinds
        return image
    return image if turn is None else image.transpose(turn)


def _flat(image: Image.Image) -> Image.Image:
    """RGB or CMYK, 8 bits a sample, on white."""
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
    """RGB as every screen means it: the picture's colour profile is applied, if it has one that fits, and then left out."""
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, ImportError, OSError):
            found = ImageCms.profileToProfile(
                image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            image = found or image
    return image.convert("RGB")


def _size_in(size: tuple[int, int], box: tuple[float, float] | None) -> tuple[int, int]:
    """The size in pixels that a picture needs in a box, if it is larger."""
    if box is None:
        return size
    ratio = min(
        1.0, *(int(side / 25.4 * DPI) / pixels for side, pixels in zip(box, size, strict=True))
    )
    return max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio))


def _embed(image: Image.Image) -> PictureData:
    """Without loss if it has few colours and that takes no more room, as drawings do; else as JPEG."""
    image.info = {}  # Pillow writes a comment that is found there
    out, samples = io.BytesIO(), image.tobytes()
    image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    if image.getcolors(COLORS_FOR_DRAWINGS) and len(zlib.compress(samples, 1)) <= len(
        out.getvalue()
    ):
        return PictureData(image.width, image.height, "FlateDecode", samples)
    return PictureData(image.width, image.height, "DCTDecode", out.getvalue())


def as_file(picture: PictureData) -> tuple[str, bytes]:
    """The picture as a file: its ending and bytes. A JPEG of ours comes back as it was embedded. Raises InvalidValue for a broken one."""
    if picture.filter == "DCTDecode":
        picture = normal(picture.data)
    if picture.filter == "DCTDecode":
        return picture.ending, picture.data
    out = io.BytesIO()
    Image.frombytes("RGB", (picture.width, picture.height), picture.data).save(
        out, "PNG", optimize=True
    )
    return picture.ending, out.getvalue()


def grayed(picture: PictureData) -> PictureData:
    """The picture without colour, for a black-and-white printer."""
    image = Image.open(io.BytesIO(as_file(picture)[1])).convert("L").convert("RGB")
    return _embed(image)
