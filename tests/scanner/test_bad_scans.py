"""Every bad file or page is one sentence that names it, and the others are read."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pikepdf
import pytest
from filled_paper import FilledPaper, scan_bytes
from PIL import Image
from scans import with_code

import mlmp_print as mlmp
from mlmp_print.model.limits import SCAN_PAGES
from mlmp_print.pdf.sheet_codes import SheetCode


@pytest.fixture(scope="module")
def card() -> mlmp.Template:
    return mlmp.template("score-card")


@pytest.fixture(scope="module")
def page(card) -> Image.Image:
    (found,) = FilledPaper(card, {"practice": ["2"]}).pages()
    return found


def saved(picture: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, dpi=(150, 150), **options)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG that says that it is large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(bytes(99))), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def loop(page: Image.Image) -> bytes:
    """A TIFF whose first page comes after its first page."""
    data = bytearray(saved(page, "TIFF"))
    (at,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, at)
    struct.pack_into("<I", data, at + 2 + 12 * count, at)
    return bytes(data)


def many_pages() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        first = document.add_blank_page(page_size=(595, 842))
        for _ in range(SCAN_PAGES):
            document.pages.append(first)
        document.save(out)
    return out.getvalue()


def test_files_that_are_no_scans_are_named_and_the_others_read(page):
    bad = {
        "is not a picture we can read. Save it as PDF, JPEG, PNG": b"hello",
        "is not a picture we can read. Save it as PDF, JPEG, PNG or TIFF": b"II*\0",
        "format GIF": saved(page, "GIF"),
        "format WebP, which is not read. Save it as PDF": saved(page, "WEBP"),
        "is an animation": saved(page, "PNG", save_all=True, append_images=[page.rotate(180)]),
        "is a broken picture": saved(page, "PNG")[:9999],
        "at most 40 million": bomb(8000, 7500),
        "far more than": bomb(60000, 60000),
        "more than 5,000 pages": many_pages(),
        "dots an inch": saved(Image.new("L", (1, 1)), "PNG"),
        "100 dots": saved(Image.new("1", (100_000, 1)), "PNG"),
    }
    found = mlmp.scan([*bad.values(), saved(page, "PNG")])
    assert [sheet.read.answers for sheet in found] == [{"practice": 2}]
    said = [str(message.what) for message in found.messages]
    assert len(said) == len(bad)
    for part, message in zip(bad, said, strict=True):
        assert part in message


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("kind", ["TIFF", "PNG"])
def test_every_way_to_keep_a_picture_is_read(page, kind):
    deep = Image.fromarray(np.asarray(page).astype(np.uint16) * 257)
    others = [page.convert("CMYK")] if kind == "TIFF" else [page.convert("P"), page.convert("LA")]
    found = mlmp.scan([saved(one, kind) for one in (deep, *others)])
    assert [sheet.read.answers for sheet in found] == [{"practice": 2}] * (1 + len(others))


def test_a_tiff_that_comes_back_to_its_first_page_ends(page):
    found = mlmp.scan([loop(page)])
    assert all(sheet.read.answers == {"practice": 2} for sheet in found)
    assert len(found) + len(found.refused) == 1


@pytest.mark.usefixtures("read_here")
def test_codes_that_are_not_ours_are_refused(card, page):
    (layout,) = card.compiled_form().layouts
    code = str(SheetCode(layout.key, layout.digest))
    bad = {
        "newer version": code.replace("M2:", "M3:"),
        "damaged": f"{code.rpartition(':')[0]}:7F3K9Q2A",
        "another look": code.replace(layout.digest, "ZZZZ"),
        "none of ours": code.replace(layout.key.form, "NOPE"),
    }
    large = page.resize((1654, 2339))
    found = mlmp.scan([scan_bytes(with_code(large, text), "PNG") for text in bad.values()])
    assert len(found) == 0
    for part, message in zip(bad, found.messages, strict=True):
        assert part in str(message.what)


@pytest.mark.usefixtures("read_here")
def test_a_crop_has_nothing_of_a_scan_but_its_pixels(card):
    text = card.compiled_form().layouts[0].areas[0].path
    (photo,) = FilledPaper(card, {"practice": ["1", "3"]}, [text]).pages()
    foreign = {"icc_profile": bytes(128) + b"foreign", "exif": b"Exif\0\0foreign"}
    found = mlmp.scan([saved(photo, "PNG", **foreign)], crops=True)
    pictures = [one.crop or one.row for one in mlmp.review_items(found)]
    assert len(pictures) == 2
    for picture in pictures:
        assert not {"icc_profile", "exif"} & Image.open(io.BytesIO(picture)).info.keys()


@pytest.mark.usefixtures("read_here")
def test_two_sheets_on_one_picture_are_refused(page):
    both = Image.new("L", (2 * page.width, page.height), 255)
    both.paste(page, (0, 0))
    both.paste(page, (page.width, 0))
    found = mlmp.scan([saved(both, "PNG")])
    assert len(found) == 0
    assert "two sheets" in str(found.messages[0].what)
