"""The preparation sheet: five open boxes, whose words make way for a picture."""

from __future__ import annotations

import io
import json
from itertools import combinations

import pikepdf
import pypdfium2 as pdfium
import pytest
import sheets
from PIL import Image
from repository import EXAMPLES
from sheets import MM

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.draw import draw
from mlmp_print.draw.drawing import Drawing
from mlmp_print.look import look as looks

FORM = "preparation-sheet"
ZONES = ("can", "want_to", "interests", "dreams", "wishes")
PICTURED = ZONES[:4]  # of the example
LONG = " ".join(["Jeg vil gerne kunne tage bussen helt alene, også når det regner."] * 4)

usual_and_large = pytest.mark.parametrize("large", [False, True])
Rect = tuple[float, ...]


def drawn(size: str = "a4", *, large: bool = False) -> Drawing:
    look = looks.load(large=large)
    return draw(forms.load(FORM, look), look, size)


def rects(pdf: bytes) -> dict[str, Rect]:
    """Path → the rectangle of its widget, in pt."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            path: tuple(map(float, sheets.widgets(field)[0].Rect))
            for path, field in sheets.fields(document).items()
        }


def area(rect: Rect) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


def overlap(one: Rect, other: Rect) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0.01 and high > 0.01


@pytest.fixture
def photo(tmp_path):
    Image.radial_gradient("L").resize((3000, 2250)).save(tmp_path / "photo.jpg")
    return tmp_path


@usual_and_large
def test_words_have_the_whole_box_until_there_is_a_picture(large, photo):
    template = mlmp.template(FORM, large=large)
    empty = rects(template.fill({}).pdf)
    one = rects(template.fill({"can": {"picture": "photo.jpg"}}, photo).pdf)
    assert area(one["can.text"]) < 0.55 * area(empty["can.text"])
    assert area(one["can.picture"]) > 0.85 * area(one["can.text"])
    still = [path for path in empty if not path.startswith("can.")]
    assert [one[path] for path in still] == [empty[path] for path in still]


@usual_and_large
def test_no_field_lies_on_another_with_any_of_the_pictures(large, photo):
    template = mlmp.template(FORM, large=large)
    by_page = {field.place.path: field.page_index for field in drawn(large=large).fields}
    for pictured in ((), ("wishes",), ("can", "dreams"), ZONES):
        given = {zone: {"picture": "photo.jpg", "text": "Hej"} for zone in pictured}
        found = rects(template.fill(given, photo).pdf)
        for one, other in combinations(found, 2):
            if by_page[one] == by_page[other]:
                assert not overlap(found[one], found[other]), (pictured, one, other)


def test_long_words_take_more_lines_beside_a_picture_and_all_are_there(photo):
    template = mlmp.template(FORM)
    answers = {"interests": {"text": LONG}}
    assert template.fill(answers).notes == ()
    answers["interests"]["picture"] = "photo.jpg"
    beside = template.fill(answers, photo)
    assert len(beside.notes) == 1
    assert mlmp.read(beside.pdf).answers["interests"]["text"] == LONG


def test_a_print_job_lays_words_and_picture_out_as_the_sheet_does(photo):
    template = mlmp.template(FORM)
    table = photo / "people.jsonl"
    table.write_text(json.dumps({"can": {"text": "HHH", "picture": "photo.jpg"}, "name": "Bo"}))
    mlmp.batch(template, table, print_job=photo / "job.pdf", pictures=photo)
    filled = template.fill({"can": {"text": "HHH", "picture": "photo.jpg"}}, photo).pdf
    left, bottom, right, top = rects(filled)["can.text"]
    with pdfium.PdfDocument(photo / "job.pdf") as job:
        (words,) = (
            word for page in list(job)[1:] for word in sheets.letters(page) if word.text == "HHH"
        )
    assert left <= words.left < words.right <= right
    assert bottom <= words.bottom < words.top <= top


def test_wishes_for_the_future_fill_from_a_table_of_vum(tmp_path):
    table = tmp_path / "vum.csv"
    table.write_text("Navn;Borgerens ønsker for fremtiden\nÅse;En have\n", "utf-8")
    mlmp.batch(FORM, table, tmp_path / "out")
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    assert mlmp.read(pdf).answers["wishes"] == {"text": "En have"}


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_a_picture_has_more_dots_on_a_larger_sheet(size, photo):
    found = mlmp.read(mlmp.fill(FORM, {"can": {"picture": "photo.jpg"}}, photo, size=size).pdf)
    wide = Image.open(io.BytesIO(next(iter(found.pictures.values())))).width
    field = next(field for field in drawn(size).pictures if field.place.path == "can.picture")
    assert wide == pytest.approx(min(field.box[0], field.box[1] * 4 / 3) / 25.4 * 200, abs=2)


def test_a_reader_hears_the_zones_one_after_the_other_words_before_picture():
    order = []
    stack = [drawn().root]
    while stack:
        item = stack.pop()
        if hasattr(item, "kids"):
            stack += reversed(item.kids)
        elif hasattr(item, "place"):
            order.append(item.place.path)
    assert order == [
        "name",
        "date",
        *(f"{zone}.{part}" for zone in ZONES for part in ("text", "picture")),
    ]


def test_the_example_is_filled_with_its_pictures():
    answers = json.loads((EXAMPLES / "preparation-sheet.json").read_text("utf-8"))
    filled = mlmp.fill(FORM, answers, EXAMPLES)
    found = mlmp.read(filled.pdf)
    assert filled.notes == found.notes == ()
    assert len(found.pictures) == len(PICTURED)
    assert found.answers["wishes"] == answers["wishes"]
    for zone in PICTURED:
        assert found.answers[zone]["text"] == answers[zone]["text"]
        given = Image.open(EXAMPLES / answers[zone]["picture"]).convert("RGB")
        read = Image.open(io.BytesIO(found.pictures[found.answers[zone]["picture"]]))
        assert read.width / read.height == pytest.approx(given.width / given.height, rel=0.01)


def test_blank_picture_fields_show_nothing_and_cannot_be_pushed():
    with pikepdf.open(io.BytesIO(mlmp.blank(FORM))) as document:
        buttons = [note for note in document.pages[0].Annots if note.get("/FT") == "/Btn"]
        assert len(buttons) == len(ZONES)
        for button in buttons:
            assert button.Ff & 1, "read only"
            assert button.AP.N.Off.read_bytes() == b""
            assert "/A" not in button
            assert float(button.Rect[2]) - float(button.Rect[0]) < 15 * MM, "on the pictogram"
