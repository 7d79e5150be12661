"""Formats of pictures: each shows its own colours, or is refused by its name."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

import mlmp_print as mlmp
from mlmp_print.look import picture_formats
from mlmp_print.model.errors import AnswersError, DefinitionError

RED, GREY = (255, 55, 55), (128, 128, 128)
RED_INKS = (0, 200, 200, 0)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


# Colours ------------------------------------------------------------------------------------------


def segments(jpeg: bytes) -> Iterator[bytes]:
    """The parts of a JPEG: its start, each segment, and the scan with all that follows."""
    yield jpeg[:2]
    at = 2
    while jpeg[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        yield jpeg[at:end]
        at = end
    yield jpeg[at:]


def raw_jpeg(components: tuple[int, int, int, int], transform: int | None) -> bytes:
    """A JPEG that holds these components as they are, with Adobe's marker or None.

    Pillow turns inks round when it saves, and writes the marker.
    """
    image = ImageChops.invert(Image.new("CMYK", (80, 60), components))
    parts = list(segments(saved(image, "JPEG", quality=95)))
    if transform is None:
        return b"".join(part for part in parts if part[1] != 0xEE)
    assert sum(part[1] == 0xEE for part in parts) == 1
    return b"".join(part[:-1] + bytes([transform]) if part[1] == 0xEE else part for part in parts)


def turned(inks: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(255 - ink for ink in inks)


def ycck() -> bytes:
    """Red as Photoshop writes it: three inks as luminance and colour, and black, turned round."""
    pixel = Image.new("RGB", (1, 1), turned(turned(RED_INKS)[:3])).convert("YCbCr")
    return raw_jpeg((*pixel.getpixel((0, 0)), turned(RED_INKS)[3]), 2)


def grey_png(*, depth: int, alpha: bool) -> bytes:
    """A grey PNG of 8 or 16 bits, with a clear or a solid layer: Pillow writes no such file."""
    value = 128 if depth == 8 else 128 * 257
    code = ">B" if depth == 8 else ">H"
    opaque = struct.pack(code, 255 if depth == 8 else 65535)
    pixel = struct.pack(code, value) + (opaque if alpha else b"")
    header = struct.pack(">IIBBBBB", 80, 60, depth, 4 if alpha else 0, 0, 0, 0)
    rows = (b"\0" + pixel * 80) * 60
    pieces = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    written = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in pieces
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


COLOURS: dict[str, tuple[Callable[[], bytes], tuple[int, int, int]]] = {
    "plain CMYK": (lambda: raw_jpeg(RED_INKS, None), RED),
    "CMYK with Adobe's marker": (lambda: raw_jpeg(turned(RED_INKS), 0), RED),
    "YCCK": (ycck, RED),
    "plain CMYK, no ink": (lambda: raw_jpeg((0, 0, 0, 0), None), (255, 255, 255)),
    "plain CMYK, black": (lambda: raw_jpeg((0, 0, 0, 255), None), (0, 0, 0)),
    "grey of 16 bits": (lambda: grey_png(depth=16, alpha=False), GREY),
    "grey and alpha": (lambda: grey_png(depth=8, alpha=True), GREY),
    "grey and alpha of 16 bits": (lambda: grey_png(depth=16, alpha=True), GREY),
}


def shown(pdf: bytes) -> tuple[int, int, int]:
    """The colour in the middle of the only picture of a mood board, as pdfium shows it."""
    with pdfium.PdfDocument(pdf) as document:
        document.init_forms()
        image = document[0].render(scale=1).to_pil().convert("RGB")
    left, top, right, bottom = 18, 36, 18 + 261, 36 + 134  # mm, the board on its page
    middle = (left + right) / 2 / 25.4 * 72, (top + bottom) / 2 / 25.4 * 72
    return image.getpixel(middle)


@pytest.mark.parametrize("what", COLOURS)
def test_a_picture_shows_its_colours_filled_locked_and_read_back(what):
    make, wanted = COLOURS[what]
    answers = {"pictures": [{"picture": make()}]}
    for lock in (False, True):
        pdf = mlmp.fill("mood-board", answers, lock=lock).pdf
        found = shown(pdf)
        assert max(abs(one - other) for one, other in zip(found, wanted, strict=True)) <= 6
    (again,) = mlmp.read(pdf).pictures.values()
    assert shown(mlmp.fill("mood-board", {"pictures": [{"picture": again}]}).pdf) == found


def test_an_image_that_a_program_opened_shows_its_colours():
    image = Image.open(io.BytesIO(raw_jpeg(RED_INKS, None)))
    found = shown(mlmp.fill("mood-board", {"pictures": [{"picture": image}]}).pdf)
    assert max(abs(one - other) for one, other in zip(found, RED, strict=True)) <= 6


# Refused by name ----------------------------------------------------------------------------------


def brands(main: str, *others: str) -> bytes:
    words = b"".join(map(str.encode, others))
    return struct.pack(">I", 16 + len(words)) + b"ftyp" + main.encode() + bytes(4) + words


PICTURE = Image.new("RGB", (20, 20), "red")
NAMED = {
    "BMP": saved(PICTURE, "BMP"),
    "TIFF": saved(PICTURE, "TIFF"),
    "TIFF of Motorola": b"MM\0*" + bytes(40),
    "ICO": saved(PICTURE, "ICO"),
    "AVIF": brands("avif", "mif1", "miaf"),
    "AVIF by its second brand": brands("mif1", "miaf", "avif"),
    "AVIF that moves": brands("avis", "avif"),
    "HEIC": brands("heic", "mif1"),
    "HEIC by its second brand": brands("mif1", "heic"),
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40),
    "JPEG XL": b"\xff\x0a" + bytes(40),
    "Photoshop": b"8BPS\0\1" + bytes(40),
    "PDF": b"%PDF-1.7\n",
}


def name_in(what: str) -> str:
    return what.partition(" by ")[0].partition(" of ")[0].partition(" that ")[0]


@pytest.mark.parametrize("what", NAMED)
def test_a_format_that_is_not_read_is_named_wherever_it_is_given(tmp_path, what, monkeypatch):
    monkeypatch.setattr(picture_formats, "formats", lambda: picture_formats.FORMATS)
    data, name = NAMED[what], name_in(what)
    path = tmp_path / "photo.png"
    path.write_bytes(data)
    said = []
    for source in ("photo.png", path, data):
        answers = {"can": {"picture": source}}
        (fault,) = mlmp.check("preparation-sheet", answers, tmp_path).faults
        assert fault.path == "can.picture"
        said.append(f"{fault.what}. {fault.remedy}")
    look = tmp_path / "look.toml"
    look.write_text('name = "Strandby"\nlogo = "photo.png"\n', "utf-8")
    with pytest.raises(DefinitionError) as refused:
        mlmp.blank("wishing-well", look=look)
    assert "photo.png" in str(refused.value)
    said.append(str(refused.value))
    assert all("PNG" in words or "JPEG" in words for words in said)
    assert all(name in words for words in said[:-1])
    assert name in said[-1] or name == "PDF"


def test_a_format_that_is_not_read_is_named_in_a_table(tmp_path):
    (tmp_path / "photo.bmp").write_bytes(NAMED["BMP"])
    table = tmp_path / "people.csv"
    table.write_text("Navn;Jeg kan: billede\nPeter;photo.bmp\n", "utf-8")
    done = mlmp.batch("preparation-sheet", table, tmp_path / "out", pictures=tmp_path)
    (fault,) = done.troubles
    assert "BMP" in fault.what
    assert (fault.where.row, fault.where.column) == (2, "Jeg kan: billede")


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO"])
def test_an_image_of_a_format_that_is_not_read_is_named(kind):
    image = Image.open(io.BytesIO(saved(PICTURE, kind)))
    with pytest.raises(AnswersError, match=kind):
        mlmp.fill("preparation-sheet", {"can": {"picture": image}})


@pytest.mark.parametrize("data", [b"BMW is a car" * 9, b"\0\0\0\x18ftypmp42" + bytes(8)])
def test_what_only_looks_like_one_is_not_named(data):
    assert picture_formats.format_name(data) == ""


def test_a_logo_may_be_a_plain_cmyk_jpeg(tmp_path: Path):
    (tmp_path / "logo.jpg").write_bytes(raw_jpeg(RED_INKS, None))
    look = tmp_path / "look.toml"
    look.write_text('name = "Strandby"\nlogo = "logo.jpg"\n', "utf-8")
    with pdfium.PdfDocument(mlmp.blank("wishing-well", look=look)) as document:
        colours = document[0].render(scale=1).to_pil().convert("RGB").getcolors(10**6)
    reds = sum(
        count
        for count, colour in colours
        if max(abs(one - other) for one, other in zip(colour, RED, strict=True)) <= 6
    )
    assert reds > 100
