"""A program gives pictures as paths, bytes or images: they come out as those of files do."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

import mlmp_print as mlmp
from mlmp_print.model import limits

FORM = "preparation-sheet"
ORIENTATION = 0x0112


def drawing(size: tuple[int, int] = (80, 60), mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="red")
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def answers(picture: Any) -> dict[str, Any]:
    return {"name": "Åse", "can": {"text": "bage", "picture": picture}}


def shown(pdf: bytes) -> Image.Image:
    (data,) = mlmp.read(pdf).pictures.values()
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template(FORM)


def test_every_way_to_give_a_picture_gives_the_same_sheet(tmp_path, template):
    path = tmp_path / "a.png"
    path.write_bytes(saved(drawing()))
    by_name = template.fill(answers("a.png"), tmp_path).pdf
    for picture in (path, path.read_bytes(), drawing(), Image.open(path)):
        for lock in (False, True):
            expected = by_name if not lock else template.fill(answers("a.png"), tmp_path, lock=True)
            given = template.fill(answers(picture), lock=lock)
            assert given.pdf == getattr(expected, "pdf", expected)
    assert mlmp.read(template.fill(answers(path), lock=True).pdf, check=True).differences == ()


def test_a_picture_is_given_to_every_function_that_fills():
    pdf = mlmp.fill(FORM, answers(drawing())).pdf
    assert shown(pdf).getpixel((5, 5)) == (255, 0, 0)
    blue = Image.new("RGB", (40, 40), "blue")
    changed = mlmp.change(FORM, mlmp.read(pdf), {"can": {"picture": saved(blue)}}).pdf
    assert shown(changed).getpixel((5, 5)) == (0, 0, 255)
    assert mlmp.check(FORM, answers(drawing())).faults == ()
    carried = mlmp.carry(FORM, mlmp.read(pdf), answers(blue)).answers
    assert shown(mlmp.fill(FORM, carried).pdf).getpixel((5, 5)) == (0, 0, 255)


def test_a_path_may_lie_anywhere_but_a_name_only_in_the_folder(tmp_path, template, monkeypatch):
    (tmp_path / "inside").mkdir()
    path = tmp_path / "a.png"
    path.write_bytes(saved(drawing()))
    assert template.fill(answers(path), tmp_path / "inside").pdf
    with pytest.raises(mlmp.AnswersError, match="leads out of the answers' folder"):
        template.fill(answers(str(path)), tmp_path / "inside")
    with pytest.raises(mlmp.AnswersError, match="not known in which folder it lies"):
        template.fill(answers("a.png"))
    monkeypatch.chdir(tmp_path)
    assert template.fill(answers(Path("a.png"))).pdf


def test_an_image_is_left_as_it_was(template):
    image = drawing(mode="RGBA")
    image.info["note"] = "mine"
    before = image.tobytes(), image.size, image.mode, dict(image.info)
    template.fill(answers(image))
    assert (image.tobytes(), image.size, image.mode, image.info) == before


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "PA", "RGBA", "CMYK", "YCbCr", "I;16", "HSV"]
)
def test_images_of_all_usual_modes_are_taken(template, mode):
    image = Image.new(mode, (30, 30))
    assert shown(template.fill(answers(image)).pdf).size == (30, 30)


def test_an_opened_photo_is_turned_upright(template):
    image = drawing()
    exif = image.getexif()
    exif[ORIENTATION] = 6
    opened = Image.open(io.BytesIO(saved(image, "JPEG", exif=exif)))
    assert shown(template.fill(answers(opened)).pdf).size == (60, 80)


def broken_lazy() -> Image.Image:
    return Image.open(io.BytesIO(saved(drawing((400, 400)), "JPEG")[:1500]))


def closed_lazy(tmp_path: Path) -> Image.Image:
    (tmp_path / "b.png").write_bytes(saved(drawing()))
    with Image.open(tmp_path / "b.png") as image:
        return image


def folder_or_pipe(tmp_path: Path) -> Path:
    return tmp_path


def postscript(tmp_path: Path) -> Image.Image:
    drawing().save(tmp_path / "a.eps")
    return Image.open(io.BytesIO((tmp_path / "a.eps").read_bytes()))


HUGE = (8001, 5000)
NO_PICTURES = {
    "no file": (lambda folder: folder / "gone.png", "not there, or cannot be read"),
    "folder": (folder_or_pipe, "is not a picture file"),
    "bytes": (lambda _: b"no picture", "is not a picture we can read"),
    "no bytes": (lambda _: b"", "The file is empty"),
    "PDF": (lambda _: b"%PDF-1.7", "is not a picture we can read"),
    "broken bytes": (lambda _: saved(drawing())[:100], "is a broken picture"),
    "many bytes": (lambda _: bytes(limits.PICTURE_BYTES + 1), "more than 20 MB"),
    "many pixels": (lambda _: Image.new("1", HUGE), "8001 × 5000 pixels; at most 40 million"),
    "many pixels in bytes": (lambda _: saved(Image.new("1", HUGE)), "8001 × 5000 pixels"),
    "no pixels": (lambda _: Image.new("RGB", (0, 5)), "is a broken picture"),
    "broken image": (lambda _: broken_lazy(), "is a broken picture"),
    "closed image": (closed_lazy, "is a broken picture"),
    "floats": (lambda _: Image.new("F", (9, 9)), "is not a picture we can read"),
    "PostScript": (postscript, "is not a picture we can read"),
    "bytearray": (lambda _: bytearray(b"x"), "must be a picture's file name, not bytearray"),
    "number": (lambda _: 5, "must be a picture's file name, not a number"),
    "file": (lambda _: io.BytesIO(), "must be a picture's file name, not BytesIO"),
    "text": (lambda _: "gone.png", "not there, or cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_is_a_fault_of_that_answer(tmp_path, name):
    make, says = NO_PICTURES[name]
    found = mlmp.check(FORM, {**answers(make(tmp_path)), "date": "in May"}, tmp_path)
    assert sorted(fault.path for fault in found.faults) == ["can.picture", "date"]
    assert says in " ".join(map(str, found.faults))


# Batches ------------------------------------------------------------------------------------------


def test_rows_hold_pictures_too(tmp_path, template):
    path = tmp_path / "a.png"
    path.write_bytes(saved(drawing()))
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "b.png").write_bytes(path.read_bytes())
    given = [path, path.read_bytes(), drawing(), "b.png"]
    rows = [{"id": number, **answers(picture)} for number, picture in enumerate(given)]
    for jobs in (1, 2):
        taken: dict[str, bytes] = {}
        pictures = tmp_path / "folder"
        outcome = mlmp.batch(template, rows, taken.__setitem__, pictures=pictures, jobs=jobs)
        assert outcome.written == 4 and len(set(taken.values())) == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_row_whose_picture_is_none_fails_alone(tmp_path, template, jobs):
    made = {
        name: make(tmp_path)
        for name, (make, _) in NO_PICTURES.items()
        if name not in ("bytearray", "number", "file")
    }
    rows = [{"id": name, **answers(picture)} for name, picture in made.items()]
    rows.append({"id": "good", **answers(drawing())})
    outcome = mlmp.batch(template, rows, tmp_path / "out.zip", jobs=jobs)
    assert (outcome.written, outcome.failed) == (1, len(made))
    assert {trouble.path for trouble in outcome.troubles} == {"can.picture"}


def test_a_batch_goes_on_only_with_the_same_pictures(tmp_path, template):
    def run(picture: Any) -> tuple[int, int]:
        outcome = mlmp.batch(
            template, [{"id": 1, **answers(picture)}], tmp_path / "out", resume=True
        )
        return outcome.written, outcome.skipped

    (tmp_path / "a.png").write_bytes(saved(drawing()))
    assert run(drawing()) == (1, 0)
    assert run(drawing()) == (0, 1)
    assert run(drawing((90, 60))) == (1, 0)
    assert run(saved(drawing())) == (1, 0)
    assert run(saved(drawing())) == (0, 1)
    assert run(tmp_path / "a.png") == (0, 1), "the same bytes"
    (tmp_path / "a.png").write_bytes(saved(drawing((90, 60))))
    assert run(tmp_path / "a.png") == (1, 0)
