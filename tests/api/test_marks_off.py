"""Sheets without the marks that a scan is read by: nobody scans a poster."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import page
import pikepdf
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner
from qr_codes import qr_codes
from sheets import LONG
from small_forms import small_form

import mlmp_print as mlmp
from mlmp_print.batches.sheet_ids import check_character
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.pdf.mark_positions import MarkPositions

DPI = 150
ID = "7F3K9Q2" + check_character("7F3K9Q2")
ANSWERS = {"name": "Peter", "wishing_well": "En have"}

EDGE_FORM = small_form(
    code='"EDGE"', group='"course"\nmarks = false', title='"Kort"', sheet='"Kort"'
).replace("[14, 32, ", "[14, 280, ")


def codes(pdf: bytes) -> int:
    """How many codes a reader of scans finds."""
    return sum(len(qr_codes(picture)) for picture in pictures(pdf))


def pictures(pdf: bytes):
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]


def texts(pdf: bytes) -> list[str]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def is_white(pdf: bytes) -> bool:
    """Whether there is nothing where squares, codes and cells stand on an upright A4 page."""
    (picture, *_) = pictures(pdf)
    boxes = [
        (box.x, box.y, box.right, box.bottom) for box in MarkPositions(210, 297).white if box.w > 0
    ]
    corners = [picture.crop([round(edge / 25.4 * DPI) for edge in box]) for box in boxes]
    return all(corner.getextrema()[0] > 250 for corner in corners)


def test_without_marks_there_are_no_codes_squares_and_cells_and_every_word_stays():
    marked, plain = (mlmp.blank("wishing-well", marks=marks) for marks in (True, False))
    assert marked == mlmp.blank("wishing-well")
    assert [codes(marked), codes(plain)] == [2, 0]
    assert [is_white(marked), is_white(plain)] == [False, True]
    assert texts(marked) == texts(plain)


@pytest.mark.parametrize("form", ["wheel-poster", "mood-board"])
def test_what_nobody_scans_has_no_marks_unless_they_are_asked_for(form):
    assert codes(mlmp.blank(form)) == 0
    for size in ("a4", "a3"):
        with suppress(mlmp.UsageError):  # of a form that is drawn up to the edge
            assert codes(mlmp.blank(form, marks=True, size=size)) == 2


@pytest.mark.parametrize("form", forms.names())
def test_usual_marks_are_what_the_definition_says(form):
    has_marks = forms.load(form, looks.load()).marks
    assert has_marks == ("marks" not in mlmp.read(mlmp.blank(form)).drawn)


@pytest.mark.parametrize("lock", [False, True])
def test_a_sheet_without_marks_is_read_back_and_conforms(lock):
    template = mlmp.template("wishing-well", marks=False)
    filled = template.fill(ANSWERS, lock=lock, sheet_id=ID)
    found = mlmp.read(filled.pdf)
    assert found.answers == ANSWERS
    assert found.sheet_id == ID
    assert not found.notes
    report = page.validate_pdf_bytes(filled.pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, str(report)


def test_the_sheet_id_stands_in_the_foot_in_words():
    filled = mlmp.template("visual-plan", marks=False).fill(LONG, sheet_id=ID)
    assert codes(filled.pdf) == 0
    shown = texts(filled.pdf)
    assert len(shown) > 2
    assert all(ID in text for text in shown)


def test_a_changed_sheet_has_marks_if_the_older_one_had():
    for form in ("wishing-well", "parking-lot"):
        for marks in (True, False):
            older = mlmp.read(mlmp.fill(form, {"name": "Bo"}, marks=marks).pdf)
            assert older.drawn.get("marks", True) is marks
            changed = mlmp.change(form, older, {"name": "Åse"}, marks=None).pdf
            assert codes(changed) == 2 * marks
            assert codes(mlmp.change(form, older, {}, marks=not marks).pdf) == 2 * (not marks)


def test_pages_that_are_missing_are_known_by_the_footer_without_marks():
    with pikepdf.open(io.BytesIO(mlmp.blank("visual-plan", marks=False))) as pdf:
        del pdf.pages[1]
        pdf.save(out := io.BytesIO())
    assert any("missing" in str(note) for note in mlmp.read(out.getvalue()).notes)


def test_marks_that_have_no_room_are_refused(tmp_path: Path):
    own = tmp_path / "edge.toml"
    own.write_text(EDGE_FORM, "utf-8")
    assert codes(mlmp.blank(str(own))) == 0
    with pytest.raises(mlmp.UsageError, match="no room for marks"):
        mlmp.blank(str(own), marks=True)
    result = CliRunner().invoke(main, ["blank", str(own), "--marks", "on", "-o", "x.pdf"])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("value", ['"off"', "0", "[]"])
def test_a_definition_says_true_or_false(tmp_path: Path, value):
    own = tmp_path / "edge.toml"
    own.write_text(EDGE_FORM.replace("marks = false", f"marks = {value}"), "utf-8")
    with pytest.raises(mlmp.DefinitionError, match="marks: must be true or false"):
        mlmp.blank(str(own))


def test_the_argument_is_true_false_or_none():
    assert mlmp.blank("wishing-well", marks=None) == mlmp.blank("wishing-well")
    with pytest.raises(mlmp.UsageError, match="marks must be True, False or None"):
        mlmp.blank("wishing-well", marks="off")  # type: ignore[arg-type]


@pytest.mark.parametrize("command", ["blank", "fill", "batch", "print", "kit"])
def test_every_command_that_draws_has_the_option(command):
    shown = CliRunner().invoke(main, [command, "--help"]).stdout
    assert "--marks [on|off]" in shown
