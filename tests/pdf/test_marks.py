"""The marks on the rendered page, as a scan needs them: codes, squares, control cells, footer."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import sheets
from marking import EVERY_FORM
from PIL import Image, ImageChops
from qr_codes import qr_codes
from sheets import EVERY, Sheet, each, panel_pictures, pictures

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.model.paths import unflatten
from mlmp_print.model.sheet_ids import NO_ID, check_character
from mlmp_print.pdf import marks as codes
from mlmp_print.pdf.sheet_codes import NO_DIGEST, PanelKey, PanelKind, SheetCode, parse_code

DPI = 150
FINE = 254  # ten pixels a millimetre
# Every size, and every number of pages; the languages and inks in turn.
_LOOKS = (
    ("blank", "da", "color"),
    ("blank", "en", "gray"),
    ("peter", "da", "gray"),
    ("six", "en", "color"),
    ("long", "da", "color"),
    ("long", "en", "gray"),
)
MARKED = tuple(Sheet(what, lang, size, ink) for what, lang, ink in _LOOKS for size in ("a4", "a3"))
MEASURED = tuple(
    sheet for sheet in MARKED if (sheet.what, sheet.ink) in (("blank", "color"), ("long", "gray"))
)
ID = "7F3K9Q2" + check_character("7F3K9Q2")
BLACK, WHITE = 60, 245  # at most, at least: darker than the ink's 0.12; whiter than any tint


@cache
def fine_panels(sheet: Sheet) -> list[Image.Image]:
    """Every panel in shades of grey, ten pixels a millimetre."""
    with pdfium.PdfDocument(sheets.pdf(sheet)) as document:
        pages = [page.render(scale=FINE / 72, grayscale=True).to_pil() for page in document]
    halves = [
        page.crop((left, 0, left + 2100, 2970))
        for page in pages
        for left in range(0, page.width - 2000, 2100)
    ]
    return halves[: sheets.panels(sheet)]


def gray(
    picture: Image.Image, left: float, top: float, right: float, bottom: float
) -> tuple[int, int]:
    """The darkest and the lightest pixel in a box (mm), a pixel inside its edges."""
    darkest, lightest = picture.crop(
        (round(10 * left) + 1, round(10 * top) + 1, round(10 * right) - 1, round(10 * bottom) - 1)
    ).getextrema()
    return darkest, lightest


@cache
def found_codes(sheet: Sheet) -> tuple[tuple[tuple[str, float, float], ...], ...]:
    """The QR codes of each panel, from the top: their text, and their middle in mm."""
    panels = []
    for picture in panel_pictures(sheet, DPI):
        read = qr_codes(picture)
        corners = [(code.text, code.position.top_left, code.position.bottom_right) for code in read]
        points = [
            (text, (one.x + other.x) / 2 / DPI * 25.4, (one.y + other.y) / 2 / DPI * 25.4)
            for text, one, other in corners
        ]
        panels.append(tuple(sorted(points, key=lambda point: point[2])))
    return tuple(panels)


# Codes --------------------------------------------------------------------------------------------


@each(MARKED)
def test_both_codes_of_every_panel_say_form_page_and_no_name(sheet: Sheet) -> None:
    pages, own = sheets.panels(sheet), {"six": 3}.get(sheet.what, 2)
    assert len(found_codes(sheet)) == pages
    gray, goals = "G" if sheet.ink == "gray" else "", "G6" if sheet.what == "six" else ""
    variant = f"{sheet.lang}{sheet.size}{gray}{goals}".upper()
    for page, found in enumerate(found_codes(sheet), 1):
        (code,) = {parse_code(text) for text, _, _ in found}
        assert len(found) == 2
        assert code.sheet_id == NO_ID
        if page <= own:
            assert code.key == PanelKey("VPLAN", 1, variant, page, own)
            assert code.digest != NO_DIGEST
        else:
            added = page - own, pages - own
            assert code.key == PanelKey("VPLAN", 1, variant, *added, PanelKind.CONTINUATION)
            assert code.digest == NO_DIGEST


def test_the_code_of_a_blank_is_this() -> None:
    """As long as the form is drawn as it is; the papers of yesterday must be read tomorrow."""
    assert [text for text, _, _ in found_codes(Sheet("blank"))[1]] == [
        "M2:VPLAN1.DAA4.VCPZ:2/2:0"
    ] * 2


@pytest.mark.parametrize("size", ["a4", "a3"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", EVERY_FORM)
def test_the_codes_of_every_form_are_read_at_150_dpi_and_nothing_touches_them(
    name: str, large: bool, size: str
) -> None:
    made = mlmp.template(name, size=size, large=large)
    if not made.form.marks:
        return
    with pdfium.PdfDocument(made.fill({}, sheet_id=ID).pdf) as document:
        pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    found = Counter()
    for picture in pages:
        for code in qr_codes(picture):
            found[code.text] += 1
            at = code.position
            box = at.top_left.x, at.top_left.y, at.bottom_right.x, at.bottom_right.y
            quiet = round(4 * (box[2] - box[0]) / 29) - 1
            assert all(
                picture.crop(tuple(map(round, side))).getextrema()[0] >= WHITE
                for side in ring(box[0] - 1, box[1] - 1, box[2] + 2, box[3] + 2, quiet)
            )
    layouts = made.compiled_form().layouts
    assert found == {str(SheetCode(layout.key, layout.digest, ID)): 2 for layout in layouts}


@each(MARKED)
def test_the_codes_stand_on_a_diagonal(sheet: Sheet) -> None:
    for top, bottom in found_codes(sheet):
        assert top[1] > 170
        assert top[2] < 30
        assert bottom[1] < 40
        assert bottom[2] > 267


@each(MEASURED)
def test_the_codes_have_modules_of_half_a_millimetre_and_a_quiet_zone(sheet: Sheet) -> None:
    """A code is 29 modules of 0.5 mm at least, with four modules of white on every side."""
    for picture in fine_panels(sheet):
        for corner in ((172, 1, 196, 26), (14, 271, 34, 296)):
            left, top, right, bottom = ink_box(picture, *corner)
            assert right - left == pytest.approx(29 * 0.5, abs=0.1)
            assert bottom - top == pytest.approx(right - left, abs=0.2)
            for side in ring(left - 0.1, top - 0.1, right + 0.1, bottom + 0.1, 4 * 0.5 - 0.1):
                assert gray(picture, *side)[0] >= WHITE


def ink_box(
    picture: Image.Image, left: int, top: int, right: int, bottom: int
) -> tuple[float, float, float, float]:
    """The box of all that is dark within a box, in mm."""
    found = (
        picture.crop((10 * left, 10 * top, 10 * right, 10 * bottom))
        .point(lambda tone: 255 * (tone < 128))
        .getbbox()
    )
    assert found, "no ink"
    return left + found[0] / 10, top + found[1] / 10, left + found[2] / 10, top + found[3] / 10


def ring(
    left: float, top: float, right: float, bottom: float, wide: float
) -> tuple[tuple[float, float, float, float], ...]:
    """The four sides of a frame round a box."""
    return (
        (left - wide, top - wide, right + wide, top),
        (left - wide, bottom, right + wide, bottom + wide),
        (left - wide, top, left, bottom),
        (right, top, right + wide, bottom),
    )


@pytest.mark.parametrize("sheet_id", [NO_ID, ID])
@pytest.mark.parametrize("form", ["VPLAN", "A" * 30])
def test_a_code_holds_a_hundred_panels_and_a_long_form_code(form: str, sheet_id: str) -> None:
    """A text that version 3 cannot hold takes a larger version, and no text is cut."""
    text = str(SheetCode(PanelKey(form, 12, "DAA4LG12O1S1A1", 100, 123), "K7Q2", sheet_id))
    rows = codes.matrix(text)
    assert (len(rows) == 29) == (len(text) <= 61)
    white = 4  # modules
    picture = Image.new("L", [len(rows) + 2 * white] * 2, 255)
    for y, row in enumerate(rows, white):
        for x, dark in enumerate(row, white):
            picture.putpixel((x, y), 0 if dark else 255)
    (found,) = qr_codes(picture.resize([6 * picture.width] * 2))
    assert found.text == text


# Squares and cells --------------------------------------------------------------------------------


@each(MEASURED)
def test_four_black_squares_of_5_mm_stand_8_mm_from_the_edge_with_4_mm_white_around(
    sheet: Sheet,
) -> None:
    for picture in fine_panels(sheet):
        for left in (8, 210 - 13):
            for top in (8, 297 - 13):
                assert gray(picture, left, top, left + 5, top + 5)[1] <= BLACK
                for side in ring(left, top, left + 5, top + 5, 4):
                    assert gray(picture, *side)[0] >= WHITE, "white around a square"


@each(MEASURED)
def test_the_control_cells_are_one_black_and_two_empty_in_the_corners_without_a_code(
    sheet: Sheet,
) -> None:
    """Cells are 4.8 mm across and 8 mm apart; the black one is next to the corner square."""
    for picture in fine_panels(sheet):
        for x, y, step in ((17 + 2.4, 10.5, 8), (210 - 17 - 2.4, 297 - 10.5, -8)):
            side = 1.5  # the square inside of a circle of 2.4 mm, clear of its outline
            assert gray(picture, x - side, y - side, x + side, y + side)[1] <= BLACK
            for number in (1, 2):
                middle = x + number * step
                assert gray(picture, middle - side, y - side, middle + side, y + side)[0] >= WHITE
                assert gray(picture, middle - 2.5, y - 0.3, middle - 2.0, y + 0.3)[0] <= 130, (
                    "the outline of an empty cell"
                )
                assert gray(picture, middle + 2.0, y - 0.3, middle + 2.5, y + 0.3)[0] <= 130, (
                    "the outline of an empty cell"
                )


@each(EVERY)
def test_nothing_is_printed_within_8_mm_of_the_papers_edge(sheet: Sheet) -> None:
    for picture in pictures(sheet, 100):
        inner = round(8 / 25.4 * 100) - 1
        edge = picture.copy()
        edge.paste((255, 255, 255), (inner, inner, edge.width - inner, edge.height - inner))
        assert (
            ImageChops.difference(edge, Image.new("RGB", edge.size, (255, 255, 255))).getbbox()
            is None
        )


@each(tuple(sheet for sheet in EVERY if sheet.size == "a3"))
def test_a3_is_two_a4_panels_side_by_side(sheet: Sheet) -> None:
    """Each half looks like the page on A4, but for codes (which name the size) and page count."""
    on_a4 = panel_pictures(sheet._replace(size="a4"), 60)
    on_a3 = panel_pictures(sheet, 60)
    assert len(on_a3) == len(on_a4)
    assert len(pictures(sheet, 60)) == -(-len(on_a3) // 2)
    for one, other in zip(on_a3, on_a4, strict=True):
        middle = (0, round(23 / 25.4 * 60), 493, round(273 / 25.4 * 60))
        different = ImageChops.difference(
            one.resize((496, 702)).crop(middle), other.resize((496, 702)).crop(middle)
        ).convert("L")
        share = sum(different.point(lambda tone: 255 * (tone > 128)).histogram()[128:]) / (
            different.width * different.height
        )
        assert share < 0.01


# Footer -------------------------------------------------------------------------------------------


@each(EVERY)
def test_the_footers_count_the_pages(sheet: Sheet) -> None:
    pages = sheets.panels(sheet)
    assert sheets.footers(sheet) == tuple((page, pages) for page in range(1, pages + 1))
    least = {"blank": 2, "peter": 2, "six": 3, "long": 5}[sheet.what]
    assert pages == least or (sheet.what == "long" and pages > least)
    assert len(pictures(sheet, 60)) == -(-pages // {"a4": 1, "a3": 2}[sheet.size])


@each(EVERY)
def test_the_footer_names_form_and_version(sheet: Sheet) -> None:
    expected = {
        "da": "Mit liv – Min plan · Den visuelle plan · side 1 af {} · version 1",
        "en": "My Life – My Plan · The visual plan · page 1 of {} · version 1",
    }
    assert expected[sheet.lang].format(sheets.panels(sheet)) in " ".join(
        sheets.poppler_words(sheets.pdf(sheet))[0].split()
    )


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_a_goal_page_more_changes_every_code(size: str) -> None:
    for found in found_codes(Sheet("six", "en", size, "color")):
        assert all("/3:0" in text and "G6." in text for text, _, _ in found)


# With a municipality's name -----------------------------------------------------------------------

MUNICIPALITY = "Ringkøbing-Skjern ved Vesterhavet"  # longer than any in Denmark
LAST_CELL = 17 + 2 * 8 + 4.8  # mm from the paper's right edge to the left of the last control cell


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """A look with nothing but a long name."""
    file = tmp_path_factory.mktemp("look") / "look.toml"
    file.write_text(f'name = "{MUNICIPALITY}"\n', encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("name", "lang"),
    [*product(forms.names(), ["de"]), ("visual-plan", "da"), ("peer-backpack", "en")],
)  # German words are longest
def test_a_long_footer_keeps_off_the_control_cells(name: str, lang: str, named: Path) -> None:
    """On own pages and on continuation pages, with a sheet id and ten pages or more."""
    made = mlmp.template(name, lang=lang, look=named)
    wordy = [place.path for place in made.form.places() if place.kind.name == "text"][:3]
    given = unflatten({path: ("ord " * 4_500).strip() for path in wordy})
    with pdfium.PdfDocument(made.fill(given, sheet_id=ID).pdf) as document:
        assert len(document) > 9 or len(wordy) < 2
        for page in (document[0], document[len(document) - 1]):
            found = [run for run in sheets.letters(page) if run.bottom < 20.5 * sheets.MM]
            said = "".join(run.text for run in found)
            assert MUNICIPALITY.replace(" ", "") in said
            assert ID in said
            assert max(run.right for run in found) <= page.get_width() - (LAST_CELL + 2) * sheets.MM
            assert all(
                one.bottom > other.top
                for one, other in pairwise(sorted(found, key=lambda run: -run.top))
            )


def test_a_footer_that_cannot_fit_is_refused(tmp_path: Path) -> None:
    for wrong, why in (
        ("Ringkøbing-Skjern " * 8, "too long for two lines"),
        ("Strandby ☃", "typeface lacks"),
    ):
        (tmp_path / "look.toml").write_text(f'name = "{wrong}"\n', encoding="utf-8")
        with pytest.raises(mlmp.DefinitionError, match=rf"peer-backpack\.toml: the footer .*{why}"):
            mlmp.template("peer-backpack", look=tmp_path / "look.toml")
