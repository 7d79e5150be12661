"""Scans are opened whatever they are packed in, and what is no scan is refused in one sentence."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image

import mlmp_print as mlmp
from mlmp_print.model.errors import EncryptedError, PdfError
from mlmp_print.model.limits import SCAN_PIXELS
from mlmp_print.scanner import pictures
from mlmp_print.scanner.pictures import open_pictures

SIZE = WIDE, HIGH = 165, 234


def sheet() -> Image.Image:
    """A picture that shows which way it is turned: black at the top left, grey at the top right."""
    image = Image.new("L", SIZE, 255)
    image.paste(0, (0, 0, 60, 60))
    image.paste(128, (WIDE - 60, 0, WIDE, 60))
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(source: bytes | Path, page: int = 1) -> Image.Image:
    with open_pictures(source) as found:
        return found.picture(page)


def shows(image: Image.Image, wanted: Image.Image, most: float = 12) -> bool:
    """Whether two pictures look the same at every corner, whatever their size."""
    small = [np.asarray(one.convert("L").resize((24, 24)), float) for one in (image, wanted)]
    return float(np.abs(small[0] - small[1]).mean()) < most


def one_page(image: Image.Image, content: bytes, rotate: int = 0, **more: Any) -> bytes:
    """A PDF of A4 with a picture, which `content` draws as /I."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    gray = image.mode == "L"
    stream = pikepdf.Stream(
        pdf,
        image.tobytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=pikepdf.Name.DeviceGray if gray else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
    )
    for key, value in more.items():
        stream[f"/{key}"] = value
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
    page.Contents = pdf.make_stream(content)
    page.Rotate = rotate
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


WHOLE = b"q 595 0 0 842 0 0 cm /I Do Q"

MODES: dict[str, Callable[[], bytes]] = {
    "gray": lambda: saved(sheet(), "PNG"),
    "black and white": lambda: saved(sheet().convert("1"), "TIFF"),
    "sixteen bits": lambda: saved(sixteen_bits(), "PNG"),
    "palette": lambda: saved(sheet().convert("RGB").quantize(8), "PNG"),
    "clear paper": lambda: saved(clear(), "PNG"),
    "inks": lambda: saved(sheet().convert("CMYK"), "JPEG", quality=95),
    "tiff": lambda: saved(sheet().convert("RGB"), "TIFF", compression="tiff_lzw"),
    "jpeg": lambda: saved(sheet(), "JPEG", quality=95),
    "pdf": lambda: one_page(sheet(), WHOLE),
}


def sixteen_bits() -> Image.Image:
    return Image.fromarray(np.asarray(sheet()).astype(np.uint16) * 257)


def clear() -> Image.Image:
    """The sheet with clear instead of white."""
    image = sheet().convert("RGBA")
    image.putalpha(sheet().point(lambda level: 255 * (level < 255)))
    return image


@pytest.mark.parametrize("mode", MODES)
def test_a_scan_is_opened_in_every_mode(mode):
    image = opened(MODES[mode]())
    assert image.mode in ("L", "RGB")
    assert shows(image, sheet(), most=30 if mode == "black and white" else 12)


@pytest.mark.parametrize("turn", [3, 6, 8])
def test_a_photo_stands_as_the_camera_was_held(turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    angle = {3: 180, 6: 90, 8: 270}[turn]
    lying = sheet().rotate(angle, expand=True)
    image = opened(saved(lying, "JPEG", quality=95, exif=exif))
    assert image.size == SIZE
    assert shows(image, sheet())


def test_every_page_of_a_tiff_is_one_and_a_thumbnail_is_none(tmp_path):
    pages = [sheet(), sheet().rotate(180), sheet().rotate(180)]
    pages[1].encoderinfo = {"tiffinfo": {254: 1}}
    path = tmp_path / "scans.tif"
    path.write_bytes(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    with open_pictures(path) as found:
        assert found.pages in (2, 3)
        assert shows(found.picture(1), sheet())
        assert shows(found.picture(found.pages), sheet().rotate(180))


def test_a_tiff_whose_pages_lead_in_a_circle_ends():
    data = bytearray(saved(sheet(), "TIFF"))
    first = int.from_bytes(data[4:8], "little")
    entries = int.from_bytes(data[first : first + 2], "little")
    end = first + 2 + 12 * entries
    data[end : end + 4] = first.to_bytes(4, "little")
    with open_pictures(bytes(data)) as found:
        assert found.pages == 1


# PDF ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "matrix",
    [
        (595, 0, 0, 842, 0, 0),
        (0, 842, -595, 0, 595, 0),
        (-595, 0, 0, -842, 595, 842),
        (0, -842, 595, 0, 0, 842),
        (595, 0, 0, -842, 0, 842),
        (0, 842, 595, 0, 0, 0),
    ],
)
def test_a_pages_own_picture_lies_as_the_page_is_seen(matrix, rotate):
    """As pdfium draws the page, which it does if there is a second picture on it."""
    turned = matrix[0] == 0
    image = sheet().rotate(90, expand=True) if turned else sheet()
    place = b"q %d %d %d %d %d %d cm /I Do Q" % matrix
    own = opened(one_page(image, place, rotate))
    other = opened(one_page(image, place + b" q 1 g 0 0 1 1 re f Q", rotate))
    assert own.size in (SIZE, SIZE[::-1])
    assert max(other.size) > 1000
    assert shows(own, other)


def test_a_text_that_a_scanner_has_read_is_not_seen_and_a_stamp_is():
    read = b" BT 3 Tr /F 9 Tf 100 100 Td (x) Tj ET"
    stamp = b" 0 g 100 100 300 400 re f"
    assert opened(one_page(sheet(), WHOLE + read)).size == SIZE
    assert not shows(opened(one_page(sheet(), WHOLE + stamp)), sheet())


def test_a_picture_with_a_mask_is_drawn():
    pdf = pikepdf.new()
    mask = pikepdf.Stream(
        pdf,
        bytes(4),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=2,
        Height=2,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )
    # The mask is clear, so the paper is seen, and not the black of the picture.
    data = one_page(Image.new("L", SIZE, 0), WHOLE)
    with pikepdf.open(io.BytesIO(data)) as document:
        image = document.pages[0].Resources.XObject.I
        image.SMask = document.copy_foreign(pdf.make_indirect(mask))
        out = io.BytesIO()
        document.save(out)
    assert shows(opened(out.getvalue()), Image.new("L", SIZE, 255))


def test_an_answer_in_a_field_of_a_pdf_is_seen():
    empty, filled = (mlmp.fill("visual-plan", answers).pdf for answers in ({}, {"name": "W" * 30}))
    pages = [opened(pdf) for pdf in (empty, filled)]
    assert pages[0].tobytes() != pages[1].tobytes()


def test_a_locked_pdf_is_named():
    with pytest.raises(EncryptedError):
        opened(mlmp.encrypt(mlmp.blank("mood-board"), "mange æbler"))


# What is no scan ----------------------------------------------------------------------------------


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds next to nothing."""

    def piece(name: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum_)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = piece(b"IHDR", header) + piece(b"IDAT", zlib.compress(b"")) + piece(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def animation() -> bytes:
    frames = [sheet(), sheet().rotate(180)]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:])


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is not a picture we can read"),
    "text": (lambda: b"dear reader", "is not a picture we can read"),
    "bomb": (lambda: png_header(8000, SCAN_PIXELS // 8000 + 1), "at most 40 million are read"),
    "huge bomb": (lambda: png_header(100_000, 100_000), "more than 40 million pixels"),
    "truncated": (lambda: saved(noise(), "JPEG")[:3000], "is a broken picture"),
    "truncated tiff": (lambda: saved(noise(), "TIFF")[:3000], "broken|can read"),
    "truncated pdf": (lambda: one_page(sheet(), WHOLE)[:200], "is not a PDF, or broken"),
    "animation": (animation, "is an animation"),
    "other format": (lambda: saved(sheet(), "BMP"), "is a picture of the format BMP"),
    "gif": (lambda: saved(sheet(), "GIF"), "is a picture of the format GIF"),
    "bomb in pdf": (
        lambda: one_page(sheet(), WHOLE, Width=50_000, Height=900),
        "at most 40 million",
    ),
}


def noise() -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (300, 300), np.uint8))


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_scan_is_refused_in_a_sentence(what):
    data, said = BAD[what]
    with pytest.raises(PdfError, match=said):
        opened(data())


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "SCAN_PICTURE_BYTES", 100)
    with pytest.raises(PdfError, match="is a picture of more than"):
        opened(saved(noise(), "PNG"))


@pytest.mark.parametrize("size", [(1, 1), (100_000, 1)])
def test_a_picture_of_any_shape_is_opened(size):
    assert opened(saved(Image.new("L", size), "PNG")).size == size
