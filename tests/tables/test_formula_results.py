"""A formula without a result is an error of its row: calamine shows it as an empty cell."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from spreadsheets import STRING, opendocument, spreadsheet

import mlmp_print as mlmp
from mlmp_print.tables.table import Table

FORMULA = "<f>VLOOKUP(A1,X!A:B,2,0)</f>"
SHARED = '<f t="shared" si="0"/>'
ERROR, NONE = "is a formula's error", "is a formula without a result"


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def xlsx(path: Path, cell: str, *, above: str = "") -> Path:
    """A table with a heading row and a person, in whose column D something stands."""
    top = f'<row r="3">{text("C3", "Navn")}{text("D3", "Mål 1")}</row>'
    return spreadsheet(path, f'{above}{top}<row r="4">{text("C4", "Kim")}{cell}</row>')


def faults(path: Path) -> list[tuple[int, str, str]]:
    return [
        (row.number, fault.where.column, str(fault.what))
        for row in Table(path).rows()
        for fault in row.faults
    ]


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        (f'<c r="D4" t="e">{FORMULA}<v>#N/A</v></c>', ERROR),
        ("<c t='e' r='D4'><v>#N/A</v></c>", ERROR),  # its value pasted
        (f'<c r="D4" s="2">{FORMULA}</c>', NONE),
        (f'<c r="D4">{FORMULA}<v></v></c>', NONE),
        (f'<c r="D4">{FORMULA}\n<v/>\n</c>', NONE),
        (f'<c r="D4">{SHARED}<v xml:space="preserve"> </v></c>', NONE),
        (f'<c r="D4" t="n">{SHARED}</c>', NONE),
    ],
)
def test_a_formula_without_a_result_is_named_where_it_stands(tmp_path, cell, what):
    assert faults(xlsx(tmp_path / "t.xlsx", cell)) == [(4, "Mål 1", what)]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="D4" s="2"/>',
        f'<c r="D4" t="str">{FORMULA}<v></v></c>',  # the text of the formula is empty
        f'<c r="D4" t="str">{FORMULA}<v>bage</v></c>',
        f'<c r="D4">{SHARED}<v>2</v></c>',
        text("D4", "t=&quot;e&quot; &lt;f/&gt;"),
    ],
)
def test_a_result_is_a_result(tmp_path, cell):
    assert faults(xlsx(tmp_path / "t.xlsx", cell)) == []


@pytest.mark.parametrize(
    ("cell", "found"), [("=A2", [(2, "Score nu 1", NONE)]), (0, [])], ids=["formula", "number"]
)
def test_a_zero_that_no_spreadsheet_worked_out_is_no_score(tmp_path, cell, found):
    made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))  # which writes 0 for every formula
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, ["Navn", "Score nu 1"])
    sheet.write_row(1, 0, ["Kim", cell])
    made.close()
    assert faults(tmp_path / "t.xlsx") == found


def test_a_formula_is_found_wherever_the_sheet_is_cut_into_pieces(tmp_path, monkeypatch):
    cell = f'<c r="D4">{FORMULA}</c>'
    path = xlsx(tmp_path / "t.xlsx", cell, above=f'<row r="1">{text("C1", "x" * 40)}</row>')
    for piece in range(1, 90, 11):
        found = _pieces(path, piece, monkeypatch)
        assert found == [(4, 4, "not worked out")]


def _pieces(path: Path, piece: int, monkeypatch) -> list[tuple[int, int, str]]:
    from mlmp_print.tables import formula_results

    monkeypatch.setattr(formula_results, "_PIECE", piece)
    return list(formula_results.lost_results(str(path), 0))


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        (
            '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
            'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p>'
            "</table:table-cell>",
            ERROR,
        ),
        ('<table:table-cell table:formula="of:=[.A1]"/>', NONE),
    ],
)
def test_so_it_is_in_an_ods(tmp_path, cell, what):
    whole = (
        '<table:table-cell table:formula="of:=[.A1]" office:value-type="string">'
        "<text:p>bage</text:p></table:table-cell>"
    )
    rows = [
        STRING.format("Navn") + STRING.format("Mål 1"),
        STRING.format("Bo") + whole,
        STRING.format("Kim") + cell,
    ]
    assert faults(opendocument(tmp_path / "t.ods", rows)) == [(3, "", what)]


def test_the_row_is_not_filled_and_the_others_are(tmp_path):
    path = xlsx(
        tmp_path / "t.xlsx",
        f'<c r="D4" t="e">{FORMULA}<v>#N/A</v></c></row>'
        f'<row r="5">{text("C5", "Bo")}{text("D5", "bage")}',
    )
    files: dict[str, bytes] = {}
    outcome = mlmp.batch("visual-plan", path, files.__setitem__)
    assert list(files) == ["5.pdf"] and outcome.failed == 1
    assert "row 4, column “Mål 1”: is a formula's error" in str(outcome.troubles[0])


def test_more_than_anybody_mends_are_refused_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr("mlmp_print.tables.spreadsheet.TABLE_LOST_RESULTS", 1)
    cell = f'<c r="D4">{FORMULA}</c><c r="E4">{FORMULA}</c>'
    with pytest.raises(mlmp.AnswersError, match="more than 1 formulas without a result"):
        Table(xlsx(tmp_path / "t.xlsx", cell))
