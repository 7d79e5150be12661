"""A cell that shows something else than it holds is asked about, since calamine gives its value."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from spreadsheets import spreadsheet

import mlmp_print as mlmp
from mlmp_print.model.errors import AnswersError
from mlmp_print.tables.number_formats import NumberFormat

PLAN = "visual-plan"
OTHERWISE, STRUCK = "doubt:shown-otherwise", "doubt:struck-out"
HEADINGS = ("Sagsnr", "Navn", "Dato", "Mål 1", "Score nu 1", "Formål", "Telefon")
ROWS = (("a7", "Ida", "01-05-2026", "bage brød", 2), ("a8", "Bo", "02-05-2026", "gå til kor", 3))
DAY = 46_143  # 1 May 2026


def book(path: Path, row: int, column: int, value: Any, **style: Any) -> Path:
    """A table of two people, in which one cell has a style."""
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    for number, cells in enumerate(ROWS, 1):
        sheet.write_row(number, 0, cells)
    sheet.write(row, column, value, made.add_format(style))
    made.close()
    return path


def asked(path: Path, **options: Any) -> list[tuple[str, str]]:
    """Code and heading of each doubt about a table."""
    try:
        outcome = mlmp.batch(PLAN, path, dry_run=True, **options)
    except AnswersError as error:
        return [(message.code, message.where.column) for message in error.messages]
    assert outcome.failed == 0, outcome.troubles
    return []


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("Score nu 1", 0.5, "0%"),
        ("Score nu 1", 2, "0.00%"),
        ("Formål", 0.25, "0%"),
        ("Score nu 1", 1.5, "0"),
        ("Score nu 1", 0.5, "#,##0"),
        ("Formål", 2.75, "0.0"),
        ("Dato", DAY, "mmm yy"),
        ("Dato", DAY, "d. mmm"),
        ("Dato", DAY + 0.5, "hh:mm"),
        ("Score nu 1", 2, ";;;"),
        ("Mål 1", "bage brød", ";;;"),
        ("Score nu 1", 0, "0;-0;;@"),
        ("Score nu 1", 0, '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-'),
        ("Formål", 1, '"Mål "0'),
        ("Score nu 1", 2, '0" %"'),
        ("Score nu 1", 1, '[=1]"ja";"nej"'),
        ("Mål 1", "bage", '"Ikke: "@'),
        ("Formål", 2000, "0,"),
        ("Sagsnr", 101901234, "000000-0000"),
        ("Navn", "Ida", "[White]General;General;General;[White]@"),
    ],
)
def test_a_number_format_that_shows_something_else_is_asked_about(tmp_path, heading, value, code):
    column = HEADINGS.index(heading)
    path = book(tmp_path / "t.xlsx", 2, column, value, num_format=code)
    assert asked(path) == [(OTHERWISE, heading)]
    assert asked(path, accept=["shown-otherwise"]) == []


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("Score nu 1", 1.5, "General"),
        ("Score nu 1", 1.5, "0.0"),
        ("Score nu 1", 2, "0"),
        ("Score nu 1", 0, "0"),
        ("Score nu 1", 2.5, "# ?/?"),
        ("Score nu 1", 0.5, "0.00;[Red]-0.00"),
        ("Score nu 1", 2, "[Blue]0_ ;_-@_-"),
        ("Score nu 1", "2 - Moderat", "0%"),
        ("Mål 1", "bage", "@"),
        ("Mål 1", "bage", "0"),
        ("Sagsnr", 123456, "#,##0"),
        ("Dato", DAY, "dd-mm-yyyy"),
        ("Dato", DAY, "d/m yy"),
        ("Dato", DAY, "[$-406]dddd \\d. d. mmmm yyyy;@"),
        ("Dato", DAY + 0.4, "yyyy-mm-dd hh:mm:ss"),
        ("Telefon", 0.5, "0%"),  # no question of the form
    ],
)
def test_a_number_format_that_shows_the_value_asks_nothing(tmp_path, heading, value, code):
    path = book(tmp_path / "t.xlsx", 2, HEADINGS.index(heading), value, num_format=code)
    assert asked(path) == []


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ({"font_strikeout": True}, STRUCK),
        ({"font_color": "white"}, OTHERWISE),
        ({"font_color": "#C00000", "bg_color": "#C00000"}, OTHERWISE),
        ({"font_name": "Wingdings"}, OTHERWISE),
    ],
)
def test_what_is_struck_out_or_cannot_be_read_is_asked_about(tmp_path, style, code):
    for row, heading, value in ((2, "Mål 1", "bage"), (1, "Score nu 1", 2), (2, "Navn", "Bo")):
        path = book(tmp_path / "t.xlsx", row, HEADINGS.index(heading), value, **style)
        assert asked(path) == [(code, heading)]
        assert asked(path, accept=[code.partition(":")[2]]) == []


@pytest.mark.parametrize(
    "style",
    [
        {"font_color": "white", "bg_color": "#1F4E79"},
        {"font_color": "red"},
        {"bg_color": "yellow", "bold": True},
        {"font_name": "Calibri"},
    ],
)
def test_what_can_be_read_asks_nothing(tmp_path, style):
    assert asked(book(tmp_path / "t.xlsx", 2, 3, "bage", **style)) == []
    assert asked(book(tmp_path / "t.xlsx", 0, 3, "Mål 1", font_strikeout=True)) == []  # a heading


def test_a_part_of_a_text_that_is_struck_out_is_asked_about(tmp_path):
    for in_memory in (False, True):
        made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"), {"constant_memory": in_memory})
        sheet = made.add_worksheet()
        struck, bold = made.add_format({"font_strikeout": True}), made.add_format({"bold": True})
        sheet.write_row(0, 0, ["Navn", "Mål 1", "Mål 2"])
        sheet.write(1, 0, "Ida")
        sheet.write_rich_string(1, 1, "bage ", struck, "hver dag", bold, " om søndagen")
        sheet.write_rich_string(1, 2, "bage ", bold, "brød")
        made.close()
        assert asked(tmp_path / "t.xlsx") == [(STRUCK, "Mål 1")]


def test_a_sheet_that_shows_no_zeros_hides_scores(tmp_path):
    made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = made.add_worksheet()
    sheet.hide_zero()
    sheet.write_row(0, 0, ["Navn", "Mål 1", "Score nu 1"])
    sheet.write_row(1, 0, ["Ida", "bage", 2])
    sheet.write_row(2, 0, ["Bo", "gå", 0])
    made.close()
    with pytest.raises(AnswersError, match=r"“Score nu 1”: shows nothing.*rows 3"):
        mlmp.batch(PLAN, tmp_path / "t.xlsx", dry_run=True)


def test_columns_and_rows_are_named_and_no_value(tmp_path):
    made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = made.add_worksheet()
    percent = made.add_format({"num_format": "0%"})
    sheet.write_row(2, 2, ["Navn", "Mål 1", "Score nu 1"])
    for row in (3, 4, 6):
        sheet.write_row(row, 2, ["Ida", f"bage {row}"])
        sheet.write(row, 4, 0.5, percent)
    made.close()
    with pytest.raises(AnswersError) as caught:
        mlmp.batch(PLAN, tmp_path / "t.xlsx", dry_run=True, accept=["same-name"])
    (message,) = caught.value.messages
    assert message.where.column == "Score nu 1" and "rows 4–5, 7" in str(message)
    assert "50" not in str(message) and "0.5" not in str(message)


def test_rows_that_are_not_filled_ask_nothing(tmp_path):
    made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = made.add_worksheet()
    struck = made.add_format({"font_strikeout": True})
    sheet.write_row(0, 0, ["Navn", "Mål 1"])
    sheet.write_row(1, 0, ["Ida", "bage"])
    sheet.write_row(2, 0, ["Bo", "gå"], struck)
    sheet.set_row(2, None, None, {"hidden": True})
    made.close()
    assert len(asked(tmp_path / "t.xlsx")) == 2
    assert asked(tmp_path / "t.xlsx", hidden="skip") == []


def test_somebody_struck_out_of_a_list_of_names_gets_no_set(tmp_path):
    path = book(tmp_path / "t.xlsx", 2, 1, "Bo", font_strikeout=True)
    with pytest.raises(AnswersError, match="struck-out"):
        mlmp.print_sets(PLAN, tmp_path / "job.pdf", path)


def test_formats_are_found_wherever_the_sheet_is_cut_into_pieces(tmp_path, monkeypatch):
    from mlmp_print.tables import formula_results
    from mlmp_print.tables.shown_cells import shown_cells

    path = book(tmp_path / "t.xlsx", 2, 4, 0.5, num_format="0%")
    for piece in range(1, 90, 11):
        monkeypatch.setattr(formula_results, "_PIECE", piece)
        assert [*shown_cells(str(path), 0)] == [(3, 5, "otherwise")]


def test_of_very_many_styles_those_that_matter_are_found(tmp_path):
    made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, ["Navn", "Mål 1", "Score nu 1"])
    for row in range(1, 101):
        style = made.add_format({"num_format": "0%", "indent": row % 15, "font_size": 9 + row})
        sheet.write_row(row, 0, [f"Ida {row}", "bage"])
        sheet.write(row, 2, 1 if row == 77 else "1", style)
    made.close()
    with pytest.raises(AnswersError, match="rows 78 "):
        mlmp.batch(PLAN, tmp_path / "t.xlsx", dry_run=True)


def test_broken_or_missing_styles_are_no_reason_to_refuse_a_table(tmp_path):
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Navn</t></is></c></row>'
        '<row r="2"><c r="A2" s="9999" t="inlineStr"><is><t>Bo</t></is></c></row>'
    )
    whole = spreadsheet(tmp_path / "whole.xlsx", cells)
    assert asked(whole) == []
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as new:
        for name in old.namelist():
            if "styles" not in name:
                new.writestr(name, old.read(name))
    assert asked(tmp_path / "t.xlsx") == []


@pytest.mark.parametrize(
    "code", ['"', "[", "\\", "_", "[>=", ";" * 300, "0" * 300, "[=1]", "/", "E+"]
)
def test_a_format_that_no_spreadsheet_writes_does_no_harm(code):
    for number in (0, 1.5, -2, 1e300, 46_000):
        NumberFormat.of(code).shows_number(number)
    NumberFormat.of(code).shows_text()
