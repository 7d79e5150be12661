"""Pictures as a browser's canvas writes them, without Pillow."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mlmp_print.look import pictures, ready_pictures
from mlmp_print.look.picture_data import PictureData
from mlmp_print.model.errors import InvalidValue


def photo(**options: object) -> bytes:
    image = Image.effect_noise((40, 30), 60).convert("RGB")
    file = io.BytesIO()
    image.save(file, "JPEG", **options)
    return file.getvalue()


@st.composite
def images(draw: st.DrawFn) -> Image.Image:
    mode = draw(st.sampled_from(["RGB", "RGBA"]))
    size = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    count = size[0] * size[1] * len(mode)
    return Image.frombytes(mode, size, draw(st.binary(min_size=count, max_size=count)))


@given(images())
def test_a_png_is_decoded_as_pillow_decodes_it(image):
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    found = ready_pictures.normal(file.getvalue())
    expected = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(expected, mask=expected)
    pairs = zip(found.data, paper.tobytes(), strict=True)
    assert (found.width, found.height) == image.size
    assert all(abs(ours - theirs) <= 1 for ours, theirs in pairs)


def test_a_jpeg_loses_all_but_the_picture_and_is_taken_as_it_is_by_the_other_way():
    exif = Image.Exif()
    exif[0x010E] = "Peter ved havet"
    data = photo(exif=exif, comment=b"Peter")
    found = ready_pictures.normal(data)
    assert b"Peter" in data and b"Peter" not in found.data
    assert (found.width, found.height, found.filter) == (40, 30, "DCTDecode")
    assert pictures.normal(found.data) == found
    assert ready_pictures.as_file(found) == (".jpg", found.data)
    decoded = [Image.open(io.BytesIO(one)).convert("RGB").tobytes() for one in (data, found.data)]
    assert decoded[0] == decoded[1]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(20),
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        photo()[:200],
        photo(progressive=True),
        photo()[:-2] + b"\xff\xda" + bytes(9),
        ready_pictures.png(2, 2, bytes(12))[:-30],
    ],
)
def test_what_no_canvas_writes_is_refused(data):
    with pytest.raises(InvalidValue):
        ready_pictures.normal(data)


@given(st.binary(max_size=60), st.sampled_from([b"\xff\xd8", b"\x89PNG\r\n\x1a\n"]))
def test_whatever_a_file_holds_it_is_a_picture_or_refused(rest, start):
    with suppress(InvalidValue):
        assert ready_pictures.normal(start + rest).width


@pytest.mark.parametrize("size", [(3000, 3000), (2**31 - 1, 2**31 - 1)])
def test_more_pixels_than_may_be_are_refused_before_they_are_unpacked(size):
    small = ready_pictures.png(1, 1, bytes(3))
    sides = size[0].to_bytes(4) + size[1].to_bytes(4)
    with pytest.raises(InvalidValue, match="pixels"):
        ready_pictures.normal(small[:16] + sides + small[24:])


def test_a_drawing_is_made_grey_and_a_photo_is_not():
    drawing = PictureData(1, 1, "FlateDecode", b"\xff\0\0")
    assert len({*ready_pictures.grayed(drawing).data}) == 1
    with pytest.raises(InvalidValue, match="grey"):
        ready_pictures.grayed(ready_pictures.normal(photo()))
