"""Pictures in: opened only from inside the answers' folder, made upright, stripped of all metadata, converted to RGB on white,
and no larger than print needs. A picture that cannot be trusted or decoded is refused by name (never its contents).
"""

from __future__ import annotations

import contextlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import Reject
from .limits import PICTURE_BYTES, PICTURE_PIXELS

FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]
DPI = 200  # at print size; more is not seen on paper
JPEG_QUALITY = 88
COLORS_FOR_DRAWINGS = 4096  # a picture of fewer colours is kept without loss


@dataclass(frozen=True)
class Picture:
    """A picture ready to be embedded: its size in pixels, the PDF filter and the data; RGB, 8 bits."""

    width: int
    height: int
    filter: str  # DCTDecode: `data` is a JPEG file; FlateDecode: `data` is raw samples, still to be compressed
    data: bytes


def load(folder: Path | None, name: str, box: tuple[float, float]) -> Picture:
    """The picture `name` in `folder`, to be printed within `box` (width, height in mm). Raises Reject."""
    if folder is None:
        raise Reject("is a picture, but it is not known in which folder it lies", "Name the answers' file, or give fill the folder")
    path = folder / name
    try:
        inside = path.resolve(strict=True).is_relative_to(folder.resolve(strict=True))
        if not inside:
            raise Reject("leads out of the answers' folder", "Put the picture itself there, not a link")
        if not path.is_file():
            raise Reject("is not a picture file", "Give the name of a JPEG, PNG, WebP or GIF file")
        size = path.stat().st_size
        if size > PICTURE_BYTES:
            raise Reject(f"is a picture of {size // 2**20} MB; at most {PICTURE_BYTES // 2**20} MB are read", "Save it smaller")
        data = path.read_bytes()
    except OSError:
        raise Reject("is a picture that is not there, or cannot be read", "Put it beside the answers") from None
    return normal(data, box)


def normal(data: bytes, box: tuple[float, float]) -> Picture:
    """The picture in a file's bytes, upright, RGB on white, without metadata, at most 200 dpi in `box` (mm). Raises Reject."""
    with contextlib.suppress(ImportError):
        from pillow_heif import register_heif_opener  # type: ignore[import-not-found]  # optional

        register_heif_opener()
        if "HEIF" not in FORMATS:
            FORMATS.append("HEIF")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            if image.width * image.height > PICTURE_PIXELS:
                raise Reject(f"is a picture of {image.width} × {image.height} pixels; at most {PICTURE_PIXELS // 10**6} million are read", "Save it smaller")
            photo = image.format in ("JPEG", "HEIF") or (image.format == "WEBP" and not image.info.get("lossless"))
            image.load()
            upright = ImageOps.exif_transpose(image)
            return _embed(_reduced(_rgb(upright), box), photo=photo)
    except Reject:
        raise
    except UnidentifiedImageError:
        raise Reject("is not a picture we can read", _hint(data)) from None
    except Exception:  # Pillow raises many kinds on broken files
        raise Reject("is a broken picture", "Open it, save it again as JPEG or PNG") from None


def _hint(data: bytes) -> str:
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "HEIC is read only if pillow-heif is installed; export it as JPEG"
    if data.lstrip()[:4] in (b"<svg", b"<?xm"):
        return "SVG is not read; export it as PNG"
    return "Save it as JPEG, PNG, WebP or GIF"


def _rgb(image: Image.Image) -> Image.Image:
    """RGB, 8 bits a sample, on white."""
    if image.mode in ("I;16", "I;16L", "I;16B", "I;16N", "I"):  # 16-bit grey: Pillow would cut it off at 255
        return image.convert("I").point(lambda sample: sample / 257).convert("L").convert("RGB")
    if image.mode == "F":
        raise Reject("is a picture in floating point", "Save it as JPEG or PNG")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        paper.alpha_composite(layer)
        return paper.convert("RGB")
    return image.convert("RGB")


def _reduced(image: Image.Image, box: tuple[float, float]) -> Image.Image:
    most = tuple(max(1, round(side / 25.4 * DPI)) for side in box)
    ratio = min(most[0] / image.width, most[1] / image.height)
    if ratio >= 1:
        return image
    return image.resize((max(1, round(image.width * ratio)), max(1, round(image.height * ratio))), Image.Resampling.LANCZOS)


def _embed(image: Image.Image, *, photo: bool) -> Picture:
    if photo or image.getcolors(COLORS_FOR_DRAWINGS) is None:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
        return Picture(image.width, image.height, "DCTDecode", out.getvalue())
    return Picture(image.width, image.height, "FlateDecode", image.tobytes())


def as_file(picture: Picture) -> tuple[str, bytes]:
    """The picture as a file: its ending and bytes. A JPEG comes back as it was embedded."""
    if picture.filter == "DCTDecode":
        return ".jpg", picture.data
    out = io.BytesIO()
    Image.frombytes("RGB", (picture.width, picture.height), picture.data).save(out, "PNG", optimize=True)
    return ".png", out.getvalue()


def grayed(picture: Picture) -> Picture:
    """The picture without colour, for a black-and-white printer."""
    image = Image.open(io.BytesIO(as_file(picture)[1])).convert("L").convert("RGB")
    return _embed(image, photo=picture.filter == "DCTDecode")
