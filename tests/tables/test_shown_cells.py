"""A cell that shows something else than it holds is asked about, since calamine gives its value."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from spreadsheets import STRING, opendocument, spreadsheet

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
        ({"font_color": "#F2F2F2"}, OTHERWISE),
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
        {"font_color": "#BFBFBF"},
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


def test_what_a_merged_cell_covers_is_asked_about(tmp_path):
    made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = made.add_worksheet()
    sheet.merge_range("C1:D1", "Udtræk")
    sheet.write_row(1, 1, ["Navn", "Mål 1", "Mål 2"])
    sheet.merge_range("C3:D4", "bage")
    sheet.write_row(2, 1, ["Ida", "bage"])
    sheet.write(3, 1, "Bo")
    sheet.merge_range("C5:D5", "gå")
    sheet.write_row(4, 1, ["Eva", "gå"])
    made.close()
    assert asked(tmp_path / "t.xlsx") == []
    made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = made.add_worksheet()
    sheet.write_row(1, 1, ["Navn", "Mål 1", "Mål 2"])
    sheet.merge_range("C3:D4", "bage")
    sheet.write_row(2, 1, ["Ida", "bage", "løbe"])
    sheet.write_row(3, 1, ["Bo", "gå"])
    made.close()
    with pytest.raises(AnswersError) as caught:
        mlmp.batch(PLAN, tmp_path / "t.xlsx", dry_run=True)
    found = {message.where.column: str(message) for message in caught.value.messages}
    assert "rows 4 " in found["Mål 1"] and "rows 3 " in found["Mål 2"]


@pytest.mark.parametrize(
    ("style", "is_noted"),
    [
        ({"font_strikeout": True}, True),
        ({"font_color": "white"}, True),
        ({"num_format": ";;;"}, True),
        ({"num_format": "0.0"}, False),
        ({"font_color": "white", "bg_color": "#C00000"}, False),
        ({"font_color": "#9C0006", "bg_color": "#FFC7CE"}, False),
    ],
)
def test_a_rule_that_may_strike_out_or_hide_is_noted(tmp_path, style, is_noted):
    made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, ["Navn", "Mål 1", "Mål 2", "Færdig"])
    sheet.write_row(1, 0, ["Ida", "bage", "gå", "x"])
    rule = {"type": "formula", "criteria": '=$D2="x"', "format": made.add_format(style)}
    sheet.conditional_format("B2:B500", rule)
    made.close()
    notes = [note.sentence for note in mlmp.batch(PLAN, tmp_path / "t.xlsx", dry_run=True).notes]
    found = [note for note in notes if note.startswith("rules of the spreadsheet")]
    assert len(found) == is_noted
    assert all("“Mål 1”" in note and "“Mål 2”" not in note for note in found)


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "icon_set", "icon_style": "3_traffic_lights", "icons_only": True},
        {"type": "data_bar", "bar_only": True},
    ],
)
def test_a_picture_instead_of_a_score_is_asked_about(tmp_path, rule):
    for is_only in (True, False):
        made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["Navn", "Mål 1", "Score nu 1"])
        sheet.write_row(1, 0, ["Ida", "bage", 2])
        only = {key: is_only for key in rule if key.endswith("_only")}
        sheet.conditional_format("C2:C500", {**rule, **only})
        made.close()
        assert asked(tmp_path / "t.xlsx") == [(OTHERWISE, "Score nu 1")] * is_only


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
        assert [cell[:3] for cell in shown_cells(str(path), 0)] == [(3, 5, "otherwise")]


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


# ODS ----------------------------------------------------------------------------------------------

STYLES = (
    '<style:style style:name="ce1" style:family="table-cell"><style:text-properties '
    'style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce1"/>'
    '<style:style style:name="ce3" style:family="table-cell"><style:table-cell-properties '
    'fo:background-color="#ff0000"/><style:text-properties fo:color="#ff0000"/></style:style>'
    '<style:style style:name="ce4" style:family="table-cell"><style:table-cell-properties '
    'fo:background-color="#000080"/><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="ce5" style:family="table-cell" style:parent-style-name="ce1">'
    '<style:text-properties style:text-line-through-style="none" '
    'style:text-line-through-type="none"/></style:style>'
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
)


def value(kind: str, held: str, words: str, *, style: str = "", times: int = 1) -> str:
    """A cell of an ODS with its value, and what it shows."""
    name = {"date": "date-value", "string": "string-value", "boolean": "boolean-value"}
    return (
        f'<table:table-cell table:style-name="{style or "Default"}" '
        f'table:number-columns-repeated="{times}" office:value-type="{kind}" '
        f'office:{name.get(kind, "value")}="{held}" calcext:value-type="{kind}">'
        f"<text:p>{words}</text:p></table:table-cell>"
    )


def ods(path: Path, *cells: str, headings: tuple[str, ...] = ("Formål",), **parts: str) -> Path:
    """A table of three people, of whom the second has these cells."""
    top = "".join(map(STRING.format, ("Navn", "Mål 1", *headings)))
    people = (STRING.format(name) + STRING.format("bage") for name in ("Ida", "Bo", "Eva"))
    first, second, third = people
    return opendocument(path, [top, first, second + "".join(cells), third], **parts)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Score nu 1", value("percentage", "0.5", "50 %")),
        ("Score nu 1", value("percentage", "2", "200%")),
        ("Score nu 1", value("percentage", "1", "1")),  # a program that writes no words of its own
        ("Score nu 1", value("float", "1.5", "2")),
        ("Score nu 1", value("float", "0.5", "0")),
        ("Formål", value("float", "2.75", "2,8")),
        ("Dato", value("date", "2026-05-01", "maj 26")),
        ("Dato", value("date", "2026-05-01", "1. maj")),
        ("Dato", value("date", "2026-05-26", "maj 26")),
        ("Score nu 1", value("float", "2", "")),
        ("Score nu 1", value("float", "0", "-")),
        ("Formål", value("string", "ro", "")),
        ("Formål", value("float", "1", "Mål 1")),
        ("Score nu 1", value("float", "2", "2 %")),
        ("Score nu 1", value("float", "1", "ja")),
        ("Formål", value("float", "2000", "2")),
        ("Sagsnr", value("float", "12", "0012")),
    ],
)
def test_a_cell_of_an_ods_that_shows_something_else_is_asked_about(tmp_path, heading, cell):
    path = ods(tmp_path / "t.ods", cell, headings=(heading,))
    assert asked(path) == [(OTHERWISE, heading)]
    assert asked(path, accept=["shown-otherwise"]) == []


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Score nu 1", value("float", "1.5", "1,5")),
        ("Score nu 1", value("float", "1.5", "1,50")),
        ("Score nu 1", value("float", "2", "2.0")),
        ("Score nu 1", value("float", "2.5", "2 1/2")),
        ("Score nu 1", value("float", "2", "2,00E+00")),
        ("Formål", value("float", "1234567.5", "1.234.567,50")),
        ("Formål", value("float", "1234", "1\u00a0234")),
        ("Formål", value("string", "æble &amp; pære", "æble  &amp; pære")),
        ("Dato", value("date", "2026-05-01", "01-05-26")),
        ("Dato", value("date", "2026-05-01", "fredag d. 1. maj 2026")),
        ("Dato", value("date", "2026-05-01T10:30:00", "2026-05-01 10:30")),
        ("Telefon", value("percentage", "0.5", "50 %")),
        ("Formål", value("string", "ro", "ro", style="ce4")),
        ("Formål", value("string", "ro", "ro", style="ce5")),
    ],
)
def test_a_cell_of_an_ods_that_shows_its_value_asks_nothing(tmp_path, heading, cell):
    assert asked(ods(tmp_path / "t.ods", cell, headings=(heading,), styles=STYLES)) == []


def test_what_is_struck_out_or_hidden_in_an_ods_is_asked_about(tmp_path):
    path = tmp_path / "t.ods"
    plain = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    for style, code in (("ce1", STRUCK), ("ce2", STRUCK), ("ce3", OTHERWISE)):
        cell = value("string", "ro", "ro", style=style)
        assert asked(ods(path, cell, styles=STYLES)) == [(code, "Formål")]
        whole = (
            '<table:table-column table:number-columns-repeated="2"/>'
            f'<table:table-column table:default-cell-style-name="{style}"/>'
        )
        assert asked(ods(path, plain.format("ro"), styles=STYLES, columns=whole)) == [
            (code, "Formål")
        ]
        assert asked(ods(path, plain.format(""), styles=STYLES, columns=whole)) == []
    part = plain.format('bo <text:span text:style-name="T1">alene</text:span> selv')
    assert asked(ods(path, part, styles=STYLES)) == [(STRUCK, "Formål")]


def test_an_ods_that_shows_no_zeros_hides_scores(tmp_path):
    settings = '<config:config-item config:name="ShowZeroValues" config:type="boolean">{}<'
    cell = value("float", "0", "0")
    for is_shown, doubts in (("true", []), ("false", [(OTHERWISE, "Score nu 1")])):
        path = tmp_path / f"{is_shown}.ods"
        ods(path, cell, headings=("Score nu 1",), settings=settings.format(is_shown))
        assert asked(path) == doubts


def test_rows_and_columns_of_an_ods_that_are_written_once_are_all_named(tmp_path):
    path = ods(
        tmp_path / "t.ods",
        value("percentage", "1", "100 %", times=2),
        headings=("Score nu 1", "Score forventet 1"),
    )
    whole = "<table:table-row>" + STRING.format("Bo")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "r.ods", "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            repeated = whole.replace("-row>", '-row table:number-rows-repeated="2">')
            new.writestr(name, content.replace(whole, repeated))
    with pytest.raises(AnswersError) as caught:
        mlmp.batch(PLAN, tmp_path / "r.ods", dry_run=True, accept=["same-name"])
    found = {message.where.column: str(message) for message in caught.value.messages}
    assert list(found) == ["Score nu 1", "Score forventet 1"]
    assert all("rows 3–4" in text for text in found.values())


def test_cells_of_an_ods_are_found_wherever_it_is_cut_into_pieces(tmp_path, monkeypatch):
    from mlmp_print.tables import ods_shown
    from mlmp_print.tables.shown_cells import shown_cells

    cell = value("percentage", "1", "100 %")
    path = ods(tmp_path / "t.ods", cell, headings=("Score nu 1",), styles=STYLES)
    for piece in (1, 7, 50, 300, 2**20):
        monkeypatch.setattr(ods_shown, "_PIECE", piece)
        assert [cell[:3] for cell in shown_cells(str(path), 0)] == [(3, 3, "otherwise")]


def test_a_comment_in_an_ods_is_no_part_of_what_a_cell_shows(tmp_path):
    note = "<office:annotation><text:p>2</text:p></office:annotation>"
    for words, doubts in (("1,5", []), ("2", [(OTHERWISE, "Score nu 1")])):
        cell = value("float", "1.5", words).replace("<text:p>", f"{note}<text:p>")
        path = ods(tmp_path / "t.ods", cell, headings=("Score nu 1",))
        assert asked(path) == doubts


def test_what_a_merged_cell_of_an_ods_covers_is_asked_about(tmp_path):
    wide = STRING.format("ro").replace(
        "table-cell ", 'table-cell table:number-columns-spanned="2" ', 1
    )
    empty = "<table:covered-table-cell/>"
    full = STRING.format("hvile").replace("table:table-cell", "table:covered-table-cell")
    headings = ("Formål", "Noter")
    assert asked(ods(tmp_path / "t.ods", wide, empty, headings=headings)) == []
    path = ods(tmp_path / "t.ods", wide, full, headings=headings)
    assert asked(path) == [(OTHERWISE, "Noter")]
