"""Pictures: any file lands upright, unstretched and without its metadata, and comes out again.

What cannot be trusted is refused by name.
"""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result
from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

import mlmp_print as mlmp
from mlmp_print.cli import commands as cli
from mlmp_print.look import picture_data, picture_formats, picture_sources, pictures
from mlmp_print.model.errors import InvalidValue
from mlmp_print.model.limits import PICTURE_BYTES, PICTURE_PARTS, PICTURE_SCANS
from mlmp_print.model.paths import flatten, unflatten

FORM = "preparation-sheet"
ZONES = ("can", "want_to", "dreams", "interests")
SECRET = "HEMMELIG"
RED, GREEN, BLUE, YELLOW, WHITE, BLACK = (
    (220, 30, 30),
    (30, 170, 60),
    (40, 60, 200),
    (240, 220, 40),
    (255, 255, 255),
    (0, 0, 0),
)
BOX = (60.0, 45.0)  # mm


# Files --------------------------------------------------------------------------------------------


def quarters(width: int = 80, height: int = 60, mode: str = "RGB") -> Image.Image:
    """Red, green / blue, yellow: it looks different after every turn and flip."""
    image = Image.new("RGB", (width, height))
    for number, color in enumerate((RED, GREEN, BLUE, YELLOW)):
        x, y = number % 2 * width // 2, number // 2 * height // 2
        image.paste(color, (x, y, x + width // 2, y + height // 2))
    return image.convert(mode)


def photo(width: int, height: int, seed: int = 0) -> Image.Image:
    """Soft colours without end, as a camera gives."""
    shade = Image.radial_gradient("L").resize((width, height))
    other = Image.linear_gradient("L").resize((width, height)).rotate(90 * (seed % 4))
    return Image.merge("RGB", [shade, other, shade.point(lambda level: (level * (3 + seed)) % 256)])


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds next to nothing."""

    def piece(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + piece(b"IHDR", header)
        + piece(b"IDAT", zlib.compress(b""))
        + piece(b"IEND", b"")
    )


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone says of a photo, a place and a name among it."""
    told = Image.Exif()
    told[ExifTags.Base.Orientation] = orientation
    told[ExifTags.Base.Artist] = SECRET
    told.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "N", 2: (56.0, 27.0, 36.0), 3: "E", 4: (10.0, 2.0, 6.0), 29: SECRET}
    )
    return told


def said(tmp_path: Path, data: bytes, name: str = "file.png") -> str:
    """What is said of a file that is refused."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InvalidValue) as caught:
        picture_sources.load(tmp_path, name, BOX)
    assert SECRET not in f"{caught.value} {caught.value.remedy}"
    return f"{caught.value.what}. {caught.value.remedy}"


# PDFs ---------------------------------------------------------------------------------------------


def fill(folder: Path, answers: dict[str, Any], **wanted: Any) -> bytes:
    return mlmp.fill(FORM, answers, folder, **wanted).pdf


def with_picture(folder: Path, data: bytes, name: str = "file.png", **wanted: Any) -> bytes:
    """A sheet with a file as its first picture."""
    (folder / name).write_bytes(data)
    return fill(folder, {"can": {"picture": name}}, **wanted)


def room(document: pikepdf.Pdf, path: str) -> pikepdf.Dictionary:
    """The button that is a picture's room, found by its full name."""
    nodes = list(document.Root.AcroForm.Fields)
    for part in path.split("."):
        found = next(node for node in nodes if str(node.T) == part)
        nodes = list(found.get("/Kids", []))
    return found


def embedded(pdf: bytes, path: str = "can.picture") -> Image.Image:
    """The picture in a room, as another library sees it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        image = room(document, path).AP.N.Off.Resources.XObject.Im
        return pikepdf.PdfImage(image).as_pil_image().convert("RGB")


def everything_in(pdf: bytes) -> bytes:
    """The file with all its streams unpacked: what a curious person can find in it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
        found = [
            item.read_raw_bytes() if item.get("/Filter") == "/DCTDecode" else item.read_bytes()
            for item in streams
        ]
    return b"\n".join([pdf, *found])


def close(color: Any, wanted: tuple[int, ...], off: int = 12) -> bool:
    return all(abs(one - other) <= off for one, other in zip(color, wanted, strict=True))


def is_upright(image: Image.Image) -> bool:
    """Whether the quarters lie as they were drawn."""
    at = [
        image.getpixel((image.width * x // 4, image.height * y // 4))
        for y in (1, 3)
        for x in (1, 3)
    ]
    return all(
        close(color, wanted) for color, wanted in zip(at, (RED, GREEN, BLUE, YELLOW), strict=True)
    )


# What a file may be -------------------------------------------------------------------------------

LIES = {  # EXIF orientation → how the camera stored the picture
    1: None, 2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE",
    6: "ROTATE_90", 7: "TRANSVERSE", 8: "ROTATE_270",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", LIES)
def test_a_picture_stands_upright_however_the_camera_was_held(tmp_path, orientation, kind):
    how = LIES[orientation]
    stored = quarters() if how is None else quarters().transpose(Image.Transpose[how])
    image = embedded(with_picture(tmp_path, saved(stored, kind, exif=exif(orientation))))
    assert image.size == (80, 60)
    assert is_upright(image)


@pytest.mark.parametrize(
    "told",
    [
        b"II*\x00\xff\xff\xff\xff",
        b"nonsense",
        b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00",
    ],
)
def test_broken_exif_does_not_cost_the_picture(tmp_path, told):
    assert is_upright(
        embedded(with_picture(tmp_path, saved(quarters(), "JPEG", exif=b"Exif\x00\x00" + told)))
    )


def with_metadata() -> dict[str, bytes]:
    """Files that tell more than they show: all of it says SECRET."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_text("Comment", SECRET, zip=True)
    text.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET.encode()
    plain, xmp = quarters(), f"<x>{SECRET}</x>".encode()
    return {
        "photo.jpg": saved(
            photo(300, 200), "JPEG", exif=exif(6), comment=SECRET, icc_profile=profile, xmp=xmp
        ),
        "small.jpg": saved(plain, "JPEG", exif=exif(), comment=SECRET),
        "comment-only.jpg": saved(photo(300, 200), "JPEG", comment=SECRET),
        "after-the-end.jpg": saved(photo(300, 200), "JPEG") + SECRET.encode(),
        "drawing.png": saved(plain, "PNG", pnginfo=text, exif=exif(), icc_profile=profile),
        "photo.png": saved(photo(300, 200), "PNG", pnginfo=text, exif=exif()),
        "drawing.gif": saved(plain.convert("P"), "GIF", comment=SECRET),
        "photo.gif": saved(photo(300, 200).quantize(200), "GIF", comment=SECRET),
        "photo.webp": saved(photo(300, 200), "WEBP", exif=exif(), xmp=xmp, icc_profile=profile),
    }


@pytest.mark.parametrize("name", list(with_metadata()))
def test_only_the_picture_goes_into_the_file(tmp_path, name):
    data = with_metadata()[name]
    pdf = with_picture(tmp_path, data, name)
    found = everything_in(pdf)
    for trace in (
        SECRET.encode(),
        SECRET.encode("utf-16-le"),
        b"Exif",
        b"ICC_PROFILE",
        b"acsp",
        b"adobe.com/xap",
    ):
        assert trace not in found, trace
    (image,) = mlmp.read(pdf).pictures.values()
    assert SECRET.encode() not in image
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(Image.open(io.BytesIO(image)).info)


def see_through(mode: str) -> Image.Image:
    """Left half red (or grey), right half not there: black below, if transparency is forgotten."""
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 20, 20))
    return image.convert(mode)


def keyed(mode: str, key: Any) -> bytes:
    """A PNG in which one colour is transparent (tRNS): the right half."""
    image = Image.new(mode, (40, 20), key)
    dark = {"I;16": 30069, "RGB": RED, "1": 0}.get(mode, 100)
    image.paste(dark, (0, 0, 20, 20))
    return saved(image, "PNG", transparency=key)


GRAY = (76, 76, 76)  # of RED
SEE_THROUGH: dict[str, tuple[Callable[[], bytes], tuple[int, int, int]]] = {
    "RGBA png": (lambda: saved(see_through("RGBA"), "PNG"), RED),
    "LA png": (lambda: saved(see_through("LA"), "PNG"), (87, 87, 87)),
    "palette png": (lambda: saved(see_through("RGBA").quantize(8), "PNG"), RED),
    "gif": (lambda: saved(see_through("RGBA"), "GIF"), RED),
    "webp": (lambda: saved(see_through("RGBA"), "WEBP", lossless=True), RED),
    "key in RGB": (lambda: keyed("RGB", BLUE), RED),
    "key in grey": (lambda: keyed("L", 7), (100, 100, 100)),
    "key in 16-bit grey": (lambda: keyed("I;16", 65535), (117, 117, 117)),
    "key in black and white": (lambda: keyed("1", 1), BLACK),
}


@pytest.mark.parametrize("what", SEE_THROUGH)
def test_what_is_transparent_shows_white_paper(tmp_path, what):
    make, left = SEE_THROUGH[what]
    image = embedded(with_picture(tmp_path, make()))
    assert close(image.getpixel((5, 10)), left)
    assert close(image.getpixel((35, 10)), WHITE, 1)


def test_half_transparent_is_mixed_with_white(tmp_path):
    image = embedded(
        with_picture(tmp_path, saved(Image.new("RGBA", (20, 20), (0, 0, 0, 128)), "PNG"))
    )
    assert close(image.getpixel((10, 10)), (127, 127, 127), 1)


def animated(kind: str) -> bytes:
    return saved(
        quarters(),
        kind,
        save_all=True,
        append_images=[Image.new("RGB", (80, 60), WHITE)],
        duration=100,
    )


MODES: dict[str, Callable[[], bytes]] = {
    "CMYK jpeg": lambda: saved(quarters(mode="CMYK"), "JPEG"),
    "palette png": lambda: saved(quarters().quantize(16), "PNG"),
    "1-colour gif": lambda: saved(quarters().quantize(16), "GIF"),
    "animated gif": lambda: animated("GIF"),
    "animated png": lambda: animated("PNG"),
    "animated webp": lambda: animated("WEBP"),
    "webp": lambda: saved(quarters(), "WEBP"),
    "lossless webp": lambda: saved(quarters(), "WEBP", lossless=True),
    "progressive jpeg": lambda: saved(quarters(), "JPEG", progressive=True),
    "two pictures in one jpeg": lambda: saved(
        quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (80, 60), WHITE)]
    ),
}


@pytest.mark.parametrize("what", MODES)
def test_every_kind_of_file_shows_its_colours(tmp_path, what):
    image = embedded(with_picture(tmp_path, MODES[what]()))
    assert image.size == (80, 60)
    assert is_upright(image)


@pytest.mark.parametrize("mode", ["1", "L", "I;16"])
def test_grey_goes_from_black_to_white(tmp_path, mode):
    image = Image.new(mode, (30, 10))
    image.paste({"1": 1, "L": 255, "I;16": 65535}[mode], (20, 0, 30, 10))
    if mode != "1":
        image.paste({"L": 128, "I;16": 32896}[mode], (10, 0, 20, 10))
    found = embedded(with_picture(tmp_path, saved(image, "PNG")))
    assert close(found.getpixel((5, 5)), BLACK, 1)
    assert close(found.getpixel((25, 5)), WHITE, 1)
    assert close(found.getpixel((15, 5)), BLACK if mode == "1" else (128, 128, 128), 2)


def swapped_profile() -> bytes:
    """sRGB with the names of its red and its blue exchanged in the table of tags."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ", 128), profile.index(b"bXYZ", 128)
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_colour_profile_is_applied_before_it_goes(tmp_path, kind):
    image = embedded(
        with_picture(
            tmp_path,
            saved(Image.new("RGB", (40, 30), (220, 30, 60)), kind, icc_profile=swapped_profile()),
        )
    )
    assert close(image.getpixel((20, 15)), (60, 30, 220))


@pytest.mark.parametrize("profile", [b"no profile at all", swapped_profile()[:300], bytes(200)])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "1"])
def test_a_profile_that_does_not_fit_is_passed_over(tmp_path, mode, profile):
    plain, odd = (
        with_picture(tmp_path, saved(quarters(mode=mode), "PNG", **more))
        for more in ({}, {"icc_profile": profile})
    )
    assert embedded(plain).tobytes() == embedded(odd).tobytes()


# How large it is ----------------------------------------------------------------------------------

SHAPES = [
    (1600, 1200),
    (1200, 1600),
    (3000, 400),
    (400, 3000),
    (4001, 2999),
    (1777, 1013),
    (120, 90),
    (10, 7),
    (1, 1),
    (5000, 3),
    (3, 5000),
]


@pytest.mark.parametrize("size", ["a4", "a3"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_picture_keeps_its_shape_and_has_no_more_dots_than_paper_shows(tmp_path, shape, size):
    pdf = with_picture(tmp_path, saved(Image.new("RGB", shape, RED), "PNG"), size=size)
    image = embedded(pdf)
    scale = image.width / shape[0] if shape[0] >= shape[1] else image.height / shape[1]
    assert scale <= 1, "nothing is blown up"
    assert abs(image.width - shape[0] * scale) <= 1
    assert abs(image.height - shape[1] * scale) <= 1
    with pikepdf.open(io.BytesIO(pdf)) as document:
        field = room(document, "can.picture")
        wide, _, _, high, x, y = map(float, field.AP.N.Off.read_bytes().split()[1:7])
        left, bottom, right, top = map(float, field.Rect)
    assert wide / high == pytest.approx(image.width / image.height, rel=0.002), "never stretched"
    assert image.width / (wide / 72) <= picture_data.DPI + 0.01
    assert min(x, y) >= -0.01
    assert x + wide <= right - left + 0.01
    assert y + high <= top - bottom + 0.01
    assert (x, y) == pytest.approx(((right - left - wide) / 2, (top - bottom - high) / 2), abs=0.01)


def test_a_drawing_is_kept_without_loss_and_a_photo_is_small(tmp_path):
    drawing = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(drawing).line((10, 10, 290, 190), fill=BLACK, width=3)
    assert embedded(with_picture(tmp_path, saved(drawing, "PNG"))).tobytes() == drawing.tobytes()
    grainy = Image.effect_noise((1600, 1200), 60).convert("RGB")
    assert len(with_picture(tmp_path, saved(grainy, "PNG"))) < 250_000, (
        "few tones do not make a scanned photo a drawing"
    )


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize("brand", ["heic", "heix", "mif1", "hevc"])
def test_heic_is_named_where_it_cannot_be_read(tmp_path, brand, monkeypatch):
    monkeypatch.setattr(picture_formats, "formats", lambda: picture_formats.FORMATS)
    data = b"\x00\x00\x00\x18ftyp" + brand.encode() + b"\x00\x00\x00\x00" + SECRET.encode()
    assert "HEIC" in said(tmp_path, data, "IMG_1234.HEIC")


@pytest.mark.parametrize(
    "start", ["", "\ufeff", "<?xml version='1.0'?>\n", "<!DOCTYPE svg>\n<!-- drawn -->\n"]
)
def test_svg_is_named(tmp_path, start):
    svg = f"{start}<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>"
    assert "SVG" in said(tmp_path, svg.encode(), "drawing.svg")


@pytest.mark.parametrize(
    "data",
    [
        b"BM" + SECRET.encode() * 9,
        saved(quarters(), "TIFF"),
        saved(quarters(), "BMP"),
        saved(quarters(), "PDF"),
        b"%PDF-1.7 " + SECRET.encode(),
        b"\x00" * 64,
    ],
    ids=["not a BMP", "TIFF", "BMP", "PDF", "not a PDF", "zeros"],
)
def test_other_formats_are_refused_with_those_that_are_read(tmp_path, data):
    assert "JPEG, PNG, WebP or GIF" in said(tmp_path, data)


def test_an_empty_file_is_named(tmp_path):
    assert "empty" in said(tmp_path, b"")


def test_postscript_that_is_called_a_picture_starts_nothing(tmp_path, monkeypatch):
    """Pillow hands PostScript to Ghostscript, whatever the file's name; ours never gets so far."""
    ran = tmp_path / "ran"
    for name in ("gs", "gswin32c", "gswin64c"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\ntouch {ran}\n")
        program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    head = "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\n"
    postscript = f"{head}({SECRET}) print\nshowpage\n".encode()
    assert "not a picture we can read" in said(tmp_path, postscript)
    assert not ran.exists()


def test_a_bomb_is_refused_by_what_its_header_says(tmp_path, monkeypatch):
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda _: pytest.fail("decoded"))
    assert "6400 × 6407 pixels" in said(tmp_path, png_header(6400, 6407))
    assert "40 million" in said(tmp_path, png_header(30000, 30000))
    assert "pixels" in said(tmp_path, png_header(2**31 - 1, 2**31 - 1))


def test_a_picture_of_just_forty_million_pixels_is_read():
    image = pictures.normal(saved(Image.new("1", (8000, 5000)), "PNG"), BOX)
    assert (image.width, image.height) == (472, 295)


def progressive(scans: int) -> bytes:
    """A JPEG with its last scan repeated; each takes as long to decode as the first."""
    data = saved(photo(80, 60), "JPEG", progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * (scans - data.count(b"\xff\xda")) + b"\xff\xd9"


def test_a_progressive_jpeg_is_read_unless_it_has_scans_without_end(tmp_path):
    assert close(embedded(with_picture(tmp_path, progressive(PICTURE_SCANS))).size, (80, 60), 0)
    assert "is a JPEG of more than 100 scans" in said(tmp_path, progressive(PICTURE_SCANS + 1))


CHUNK = struct.pack(">I4sI", 0, b"tEXt", zlib.crc32(b"tEXt"))
BUSYWORK = {
    "chunks": lambda count: (data := saved(quarters(), "PNG"))[:33] + CHUNK * count + data[33:],
    "segments": lambda count: (
        b"\xff\xd8" + b"\xff\xeb\x00\x02" * count + saved(quarters(), "JPEG")[2:]
    ),
    "fill bytes": lambda count: (
        b"\xff\xd8" + b"\xff" * (100 * count) + saved(quarters(), "JPEG")[2:]
    ),
}


@pytest.mark.parametrize("what", BUSYWORK)
def test_a_file_of_very_many_parts_is_refused(tmp_path, what):
    """Pillow goes through millions of them in Python, each a little slower than the one before."""
    assert is_upright(embedded(with_picture(tmp_path, BUSYWORK[what](PICTURE_PARTS - 100))))
    assert "more than 10,000 parts" in said(tmp_path, BUSYWORK[what](PICTURE_PARTS + 1))


def test_a_colour_profile_that_is_there_again_and_again_is_not_unpacked_each_time(tmp_path):
    data = saved(
        quarters(),
        "PNG",
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )
    at = data.index(b"iCCP") - 4
    profile = data[at : at + 12 + int.from_bytes(data[at : at + 4])]
    assert is_upright(embedded(with_picture(tmp_path, data)))
    assert "broken" in said(tmp_path, data[:at] + profile + data[at:])


def test_a_file_over_the_limit_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("opened"))
    assert "20 MB" in said(tmp_path, saved(quarters(), "PNG") + bytes(PICTURE_BYTES))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.97])
def test_half_a_picture_is_no_picture(tmp_path, kind, share):
    image = photo(200, 150)
    whole = saved(image.quantize(200) if kind == "GIF" else image, kind)
    assert "picture" in said(tmp_path, whole[: int(len(whole) * share)])


@pytest.mark.parametrize(
    "start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x00\x01\x00\x00WEBPVP8 "]
)
def test_a_good_beginning_is_not_enough(tmp_path, start):
    assert "picture" in said(tmp_path, start + SECRET.encode() * 50)


def test_a_picture_without_size_is_refused(tmp_path):
    assert "picture" in said(tmp_path, png_header(0, 0))
    assert "picture" in said(tmp_path, png_header(0, 10))


# Where it may lie ---------------------------------------------------------------------------------

OUTSIDE = [
    "../out.png", "../../etc/passwd", "a/../../out.png", "/etc/passwd", "//server/share/x.png",
    "http://example.com/x.png", "https://x/y.png",
    "file:///etc/passwd", "data:image/png;base64,AAAA", "a\\b.png", "..\\out.png", "C:\\x.png",
    "C:x.png", "\\\\server\\x.png", "a\x00.png", "a\nb.png",
]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_out_is_refused(tmp_path, name):
    folder = tmp_path / "answers"
    folder.mkdir()
    (tmp_path / "out.png").write_bytes(saved(quarters(), "PNG"))
    with pytest.raises(mlmp.AnswersError) as caught:
        fill(folder, {"can": {"picture": name}})
    (fault,) = caught.value.messages
    assert fault.path == "can.picture"
    assert name.strip("./\\") not in str(fault)


def links(folder: Path) -> list[str]:
    """Names in a folder that are not a picture there."""
    out = folder.parent / "outside"
    out.mkdir()
    (out / "x.png").write_bytes(saved(quarters(), "PNG"))
    (folder / "link.png").symlink_to(out / "x.png")
    (folder / "far").symlink_to(out)
    (folder / "zero.png").symlink_to("/dev/zero")
    (folder / "ring.png").symlink_to("ring.png")
    (folder / "loose.png").symlink_to("nothing.png")
    (folder / "folder.png").mkdir()
    os.mkfifo(folder / "pipe.png")
    return [
        "link.png",
        "far/x.png",
        "zero.png",
        "ring.png",
        "loose.png",
        "folder.png",
        "pipe.png",
        "missing.png",
        ".",
        "x" * 900,
        "folder.png/x.png",
    ]


def test_links_out_folders_devices_and_pipes_are_refused(tmp_path):
    folder = tmp_path / "answers"
    folder.mkdir()
    for name in links(folder):
        with pytest.raises(InvalidValue):
            picture_sources.load(folder, name, BOX)


def test_a_file_below_or_linked_within_the_folder_is_taken(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "Åse's kat.png").write_bytes(saved(quarters(), "PNG"))
    (tmp_path / "cat.png").symlink_to("deep/er/Åse's kat.png")
    for name in ("deep/er/Åse's kat.png", "./deep/er/Åse's kat.png", "cat.png"):
        assert is_upright(embedded(fill(tmp_path, {"can": {"picture": name}})))


def test_without_a_folder_a_picture_cannot_be_found():
    with pytest.raises(mlmp.AnswersError, match="not known in which folder"):
        mlmp.fill(FORM, {"can": {"picture": "a.png"}})


# What is said -------------------------------------------------------------------------------------


def test_every_fault_of_the_answers_is_told_at_once(tmp_path):
    (tmp_path / f"{SECRET}.png").write_bytes(SECRET.encode() * 100)
    answers = {
        "date": SECRET,
        "can": {"picture": "missing.png"},
        "want_to": {"picture": f"../{SECRET}.png"},
        "dreams": {"picture": f"{SECRET}.png"},
        "interests": {"picture": 7},
    }
    with pytest.raises(mlmp.AnswersError) as caught:
        fill(tmp_path, answers)
    assert sorted(fault.path for fault in caught.value.messages) == [
        "can.picture",
        "date",
        "dreams.picture",
        "interests.picture",
        "want_to.picture",
    ]
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("lang", "questions"),
    [("da", "Et billede af noget, jeg kan"), ("en", "A picture of something I can do")],
)
def test_a_room_is_named_by_its_question(tmp_path, lang, questions):
    none, there = {"da": ("intet endnu", "der er et"), "en": ("none yet", "there is one")}[lang]
    for pdf, words in (
        (mlmp.blank(FORM, lang=lang), none),
        (with_picture(tmp_path, saved(quarters(), "PNG"), lang=lang), there),
    ):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            field = room(document, "can.picture")
            assert str(field.TU) == str(field.Contents) == f"{questions}: {words}"
            parents = document.Root.StructTreeRoot.ParentTree.Nums
            element = next(
                parents[at + 1]
                for at in range(0, len(parents), 2)
                if parents[at] == field.StructParent
            )
            assert (str(element.S), str(element.Alt)) == ("/Form", str(field.TU))


# And out again ------------------------------------------------------------------------------------


@pytest.fixture
def four(tmp_path: Path) -> dict[str, Any]:
    """Answers with four photos, beside which they lie."""
    (tmp_path / "a.jpg").write_bytes(saved(photo(1600, 1200, 1), "JPEG", exif=exif(6)))
    (tmp_path / "b.png").write_bytes(saved(photo(640, 480, 2), "PNG"))
    (tmp_path / "c.webp").write_bytes(saved(photo(300, 500, 3), "WEBP"))
    (tmp_path / "d.gif").write_bytes(saved(quarters(), "GIF"))
    files = ("a.jpg", "b.png", "c.webp", "d.gif")
    return {
        "name": "Åse",
        **{
            zone: {"text": f"{zone}.picture.jpg", "picture": file}
            for zone, file in zip(ZONES, files, strict=True)
        },
    }


def put(found: mlmp.Read, folder: Path) -> Path:
    folder.mkdir()
    for name, data in found.pictures.items():
        (folder / name).write_bytes(data)
    return folder


def test_pictures_come_back_as_they_were_embedded_and_fill_again_without_loss(tmp_path, four):
    first = fill(tmp_path, four)
    found = mlmp.read(first)
    names = {"can": ".jpg", "want_to": ".jpg", "dreams": ".jpg", "interests": ".png"}
    assert found.answers == {
        "name": "Åse",
        **{
            zone: {"text": f"{zone}.picture.jpg", "picture": f"{zone}.picture{names[zone]}"}
            for zone in ZONES
        },
    }
    assert list(found.answers) == ["name", "can", "want_to", "interests", "dreams"]
    for zone in ZONES:
        out = Image.open(io.BytesIO(found.pictures[found.answers[zone]["picture"]]))
        assert out.convert("RGB").tobytes() == embedded(first, f"{zone}.picture").tobytes()
    second = fill(put(found, tmp_path / "again"), found.answers)
    assert second == first, "the same answers are the same bytes"
    assert mlmp.read(second) == found


def test_the_same_pictures_give_the_same_file(tmp_path, four):
    assert fill(tmp_path, four) == fill(tmp_path, four)


def test_a_picture_of_an_a3_fills_an_a4(tmp_path, four):
    large = mlmp.read(fill(tmp_path, four, size="a3"))
    small = fill(put(large, tmp_path / "large"), large.answers, size="a4")
    assert set(mlmp.read(small).pictures) == set(large.pictures)
    assert embedded(small).width < embedded(fill(tmp_path, four, size="a3")).width


def resaved(
    pdf: bytes, change: Callable[[pikepdf.Pdf], None] = lambda _: None, **options: Any
) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(out, **options)
    return out.getvalue()


def test_pictures_survive_another_program(tmp_path, four):
    pdf = fill(tmp_path, four)
    found = mlmp.read(pdf)
    packed = {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "recompress_flate": True}
    assert mlmp.read(resaved(pdf, **packed)) == found
    assert (
        mlmp.read(
            resaved(
                pdf,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                compress_streams=False,
            )
        )
        == found
    )

    def plain_appearance(document: pikepdf.Pdf) -> None:
        field = room(document, "can.picture")
        image = field.AP.N.Off.Resources.XObject
        image.Fm0 = image.Im
        del image["/Im"]
        field.AP.N = field.AP.N.Off

    assert mlmp.read(resaved(pdf, plain_appearance)) == found


def swap(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    """Give the first picture of a file other contents."""

    def change(document: pikepdf.Pdf) -> None:
        image = room(document, "can.picture").AP.N.Off.Resources.XObject.Im
        if "data" in entries:
            image.write(entries["data"], filter=pikepdf.Name("/DCTDecode"))
        for key in entries.keys() - {"data"}:
            image["/" + key] = entries[key]

    return change


BAD = {
    "no JPEG": swap(data=SECRET.encode() * 20),
    "half a JPEG": swap(data=saved(photo(300, 200), "JPEG")[:2000]),
    "PostScript": swap(data=b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    "a bomb": swap(data=png_header(30000, 30000)),
    "huge": swap(Width=100_000, Height=100_000),
    "no size": swap(Width=pikepdf.Name("/None")),
    "negative": swap(Width=-5, Height=-5),
    "wrong filter": swap(Filter=pikepdf.Name("/FlateDecode")),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_picture_in_a_pdf_is_left_out_with_a_note_and_the_rest_is_read(tmp_path, four, what):
    found = mlmp.read(resaved(fill(tmp_path, four), BAD[what]))
    assert "picture" not in found.answers["can"]
    assert [note.path for note in found.notes] == ["can.picture"]
    assert len(found.pictures) == 3
    assert SECRET not in str(found.notes)


def test_a_picture_under_a_question_that_asks_for_none_is_left_out_with_a_note(tmp_path):
    def swap_names(document: pikepdf.Pdf) -> None:
        text, picture = room(document, "can.text"), room(document, "can.picture")
        text.T, picture.T = "picture", "text"

    found = mlmp.read(resaved(with_picture(tmp_path, saved(quarters(), "PNG")), swap_names))
    assert found.answers == {} and found.pictures == {}
    told = {note.path: note.what for note in found.notes}
    assert told == {"can.text": "holds a picture, and the question asks for none; left out"}


def test_a_photo_that_someone_put_into_the_pdf_is_cleaned_on_the_way_out(tmp_path, four):
    pdf = resaved(
        fill(tmp_path, four),
        swap(data=saved(quarters(), "JPEG", exif=exif(), comment=SECRET), Width=80, Height=60),
    )
    (image,) = [data for name, data in mlmp.read(pdf).pictures.items() if name.startswith("can.")]
    assert SECRET.encode() not in image
    assert is_upright(Image.open(io.BytesIO(image)).convert("RGB"))


# The command line ---------------------------------------------------------------------------------


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


@pytest.fixture
def peter(tmp_path: Path, four: dict[str, Any]) -> Path:
    path = tmp_path / "peter.pdf"
    path.write_bytes(fill(tmp_path, four))
    return path


def test_read_writes_the_pictures_beside_the_answers_and_fill_finds_them(peter, tmp_path):
    answers = tmp_path / "out" / "peter.json"
    answers.parent.mkdir()
    done = run("read", peter, "-o", answers, "--pictures", tmp_path / "out" / "photos")
    assert (done.exit_code, done.stderr) == (0, "")
    told = json.loads(answers.read_text("utf-8"))
    assert told["can"] == {"text": "can.picture.jpg", "picture": "photos/can.picture.jpg"}
    photos = sorted((tmp_path / "out" / "photos").iterdir())
    assert [path.name for path in photos] == [
        "can.picture.jpg",
        "dreams.picture.jpg",
        "interests.picture.png",
        "want_to.picture.jpg",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in photos} == {0o600}
    assert stat.S_IMODE(photos[0].parent.stat().st_mode) == 0o700
    again = tmp_path / "out" / "again.pdf"
    assert run("fill", FORM, answers, "-o", again).exit_code == 0
    assert again.read_bytes() == peter.read_bytes()


def test_the_folder_of_the_answers_itself_will_do(peter, tmp_path, monkeypatch):
    out = tmp_path / "here"
    out.mkdir()
    monkeypatch.chdir(out)
    done = run("read", peter, "--pictures", ".")
    assert json.loads(done.stdout)["can"]["picture"] == "can.picture.jpg"
    assert len(list(out.iterdir())) == 4


def test_without_a_folder_pictures_are_left_out_and_that_is_said(peter):
    done = run("read", peter)
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["can"] == {"text": "can.picture.jpg"}
    assert done.stderr.count("--pictures") == 4
    assert "“Jeg kan: billede”: is a picture, left out" in done.stderr


def test_no_picture_is_written_over_without_force_and_then_nothing_is_written(peter, tmp_path):
    folder, answers = tmp_path / "photos", tmp_path / "peter.json"
    folder.mkdir()
    (folder / "interests.picture.png").write_bytes(b"mine")
    done = run("read", peter, "-o", answers, "--pictures", folder)
    assert (done.exit_code, answers.exists(), len(list(folder.iterdir()))) == (5, False, 1)
    assert "--force" in done.stderr
    assert run("read", peter, "-o", answers, "--pictures", folder, "--force").exit_code == 0
    assert (folder / "interests.picture.png").read_bytes() != b"mine"


def test_no_picture_is_written_if_the_answers_may_not_be(peter, tmp_path):
    (tmp_path / "peter.json").write_text("{}")
    assert (
        run(
            "read", peter, "-o", tmp_path / "peter.json", "--pictures", tmp_path / "photos"
        ).exit_code
        == 5
    )
    assert not (tmp_path / "photos").exists()


def test_pictures_do_not_go_where_fill_would_not_look(peter, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "link").symlink_to(tmp_path)
    for folder in (
        tmp_path,
        tmp_path / "elsewhere",
        tmp_path / "out" / "link",
        tmp_path / "out" / "a:b",
    ):
        done = run("read", peter, "-o", tmp_path / "out" / "peter.json", "--pictures", folder)
        assert done.exit_code == 2, folder
    assert not list(tmp_path.glob("**/*.picture.*"))


def test_several_files_have_a_folder_each(peter, tmp_path):
    other = tmp_path / "deep" / "Peter.pdf"
    other.parent.mkdir()
    other.write_bytes(peter.read_bytes())
    lines = tmp_path / "all.jsonl"
    done = run(
        "read", peter, other, "--format", "jsonl", "-o", lines, "--pictures", tmp_path / "photos"
    )
    assert done.exit_code == 0
    named = [
        json.loads(line)["answers"]["can"]["picture"]
        for line in lines.read_text("utf-8").splitlines()
    ]
    assert named == ["photos/peter/can.picture.jpg", "photos/Peter-2/can.picture.jpg"]
    assert all((tmp_path / name).is_file() for name in named)


def test_a_list_of_pictures_comes_back_in_its_places(tmp_path):
    (tmp_path / "x.png").write_bytes(saved(quarters(), "PNG"))
    given = {"pictures": [{"picture": "x.png"}, {}, {"picture": "x.png"}]}
    found = mlmp.read(mlmp.fill("mood-board", given, tmp_path).pdf)
    assert found.answers == {
        "pictures": [
            {"picture": "pictures.1.picture.png"},
            {},
            {"picture": "pictures.3.picture.png"},
        ]
    }
    assert found.rename_pictures({"pictures.3.picture.png": "y.png"}) == {
        "pictures": [{}, {}, {"picture": "y.png"}]
    }
    assert found.rename_pictures({}) == {}


def test_flattened_answers_are_whole_again():
    answers = {"name": "Åse", "goals": [{"text": "a"}, {}, {"score_now": 0}], "can": {"text": "b"}}
    assert flatten(answers) == {
        "name": "Åse",
        "goals.1.text": "a",
        "goals.3.score_now": 0,
        "can.text": "b",
    }
    assert unflatten(flatten(answers)) == answers
