"""Which part of a table's file is read: the sheet, the heading row, hidden rows; all is said."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from marking import slow_unless
from spreadsheets import opendocument

import mlmp_print as mlmp
from mlmp_print.batches.job import Batch
from mlmp_print.model import limits
from mlmp_print.model.errors import AnswersError
from mlmp_print.tables.table import Table
from mlmp_print.tables.table_part import TablePart

PLAN = "visual-plan"
DATA = [["Navn", "Mål 1"], ["Ida", "gå"], ["Bo", "løbe"], ["Eva", "cykle"]]
GROUPED = (
    ";;;;Mål 1;;;Mål 2;\n"
    "Sagsnr;Navn;Dato;Formål;Tekst;Tema;Score nu;Tekst;Score nu\n"
    "1;Ida;01-03-2026;At bo;tage bussen;Mobilitet;3;gå til kor;2\n"
)


def book(path: Path, **sheets: list[list[Any]]) -> Path:
    """A workbook of sheets; one whose name begins with `x` is hidden."""
    made = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
        if name.startswith("x"):
            sheet.hide()
    made.close()
    return path


def csv(folder: Path, content: str | bytes) -> Path:
    path = folder / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def opened(path: Path, **options: Any) -> Batch:
    return Batch.of(PLAN, path, part=TablePart(**options))


def said(path: Path, **options: Any) -> list[str]:
    """The notes on a table, and how many people it has."""
    outcome = opened(path, **options).run(dry_run=True)
    return [*(note.sentence for note in outcome.notes), f"{outcome.written} filled"]


def refused(path: Path, **options: Any) -> str:
    with pytest.raises((mlmp.AnswersError, mlmp.UsageError)) as caught:
        opened(path, **options)
    return str(caught.value)


def values(path: Path, **options: Any) -> Iterator[dict[str, Any]]:
    for person in opened(path, **options).people():
        yield person.answers[0].values


# Sheets -------------------------------------------------------------------------------------------


def test_the_sheet_whose_headings_fit_is_read_and_the_others_are_named(tmp_path):
    path = book(
        tmp_path / "t.xlsx",
        Forside=[["Udtræk"], ["Kontakt"]],
        Data=DATA,
        Lister=[["Tema"], ["Sundhed"]],
        xGammel=DATA[:2],
        Tom=[],
    )
    assert said(path) == [
        "the sheet “Data” is read, because its headings fit",
        "the sheet “Forside” has 2 rows that are not read",
        "the sheet “Lister” has 2 rows that are not read",
        "the hidden sheet “xGammel” has 2 rows that are not read",
        "3 filled",
    ]


def test_several_sheets_that_fit_are_a_question_and_a_name_answers_it(tmp_path):
    path = book(tmp_path / "t.xlsx", Nord=DATA, Syd=DATA[:2])
    assert "several sheets have headings of the form: “Nord”, “Syd”" in refused(path)
    assert said(path, sheet="Syd") == [
        "the sheet “Nord” has 4 rows that are not read",
        "1 filled",
    ]
    assert "Did you mean “Nord”?" in refused(path, sheet="Nordd")


def test_people_on_one_sheet_and_their_goals_on_another_are_a_question(tmp_path):
    people = [["Sagsnr", "Navn", "Formål"], [1, "Ida", "bo selv"], [2, "Bo", "ro"]]
    goals = [["Sagsnr", "Mål nr.", "Mål", "Score nu"], [1, 1, "gå", 2], [1, 2, "løbe", 3]]
    path = book(tmp_path / "t.xlsx", Borgere=people, Mål=goals)
    assert "several sheets have headings of the form: “Borgere”, “Mål”" in refused(path)
    assert said(path, sheet="Borgere")[-1] == "2 filled"
    path = book(tmp_path / "l.xlsx", Data=people, Lister=[["Tema", "Hold"], ["Sundhed", "A"]])
    assert said(path)[-1] == "2 filled"


def test_a_sheet_of_headings_alone_is_no_rival_and_a_hidden_one_is_never_taken_unnamed(tmp_path):
    path = book(tmp_path / "t.xlsx", Skabelon=DATA[:1], Data=DATA)
    assert said(path)[-1] == "3 filled"
    path = book(tmp_path / "h.xlsx", Forside=[["Udtræk"]], xData=DATA)
    assert "only the hidden sheet “xData” has headings" in refused(path)
    assert said(path, sheet="xData")[-1] == "3 filled"


def test_sheets_that_do_not_fit_are_all_named(tmp_path):
    path = book(tmp_path / "t.xlsx", A=[["x"], ["1"]], B=[["y"]])
    assert "questions of the form: “A”, “B”" in refused(path)


def test_a_map_names_the_sheet_and_an_argument_goes_before_it(tmp_path):
    path = book(tmp_path / "t.xlsx", Nord=DATA, Syd=DATA[:2])
    columns = tmp_path / "m.toml"
    columns.write_text('sheet = "Syd"\n', "utf-8")
    assert mlmp.batch(PLAN, path, columns=columns, dry_run=True).written == 1
    assert mlmp.batch(PLAN, path, columns=columns, worksheet="Nord", dry_run=True).written == 3


def test_what_a_file_without_sheets_cannot_have_is_refused_at_once(tmp_path):
    text = refused(csv(tmp_path, "Navn\nBo\n"), sheet="Data", hidden="skip")
    assert "has no sheets" in text and "has no hidden rows" in text
    with pytest.raises(mlmp.UsageError, match="has no heading row"):
        mlmp.batch(PLAN, [{"name": "Bo"}], heading_row=2, dry_run=True)


@pytest.mark.parametrize("content", [
    'sheet = ""', "sheet = 5", "heading_row = 0", "heading_row = true", 'heading_row = "2"',
    "heading_row = 1001", 'hidden = "show"', "hidden = 1", 'sheets = "Data"',
])  # fmt: skip
def test_a_wrong_key_of_the_map_is_refused(tmp_path, content):
    columns = tmp_path / "m.toml"
    columns.write_text(content, "utf-8")
    with pytest.raises(mlmp.DefinitionError, match=r"^m\.toml"):
        mlmp.batch(PLAN, csv(tmp_path, "Navn\nBo\n"), columns=columns, dry_run=True)


# Heading rows -------------------------------------------------------------------------------------


def test_blank_lines_and_titles_above_the_headings_are_passed_over_and_named(tmp_path):
    assert said(csv(tmp_path, "\n\nNavn;Mål 1\nBo;gå\n")) == ["1 filled"]
    path = csv(tmp_path, "Udtræk, 1. marts, 2026, team Syd\n\nNavn;Mål 1\nBo;gå\n")
    assert said(path) == ["row 1 above the headings in row 3 is not read", "1 filled"]
    assert next(opened(path).table.rows()).number == 4


def test_two_rows_of_headings_are_joined_and_their_columns_are_known(tmp_path):
    path = csv(tmp_path, GROUPED)
    (plan,) = values(path)
    assert (plan["name"], plan["goals.1.text"], plan["goals.1.score_now"]) == (
        "Ida",
        "tage bussen",
        3,
    )
    assert (plan["goals.2.text"], plan["goals.2.score_now"]) == ("gå til kor", 2)
    assert opened(path).table.headers[5:7] == ("Mål 1 Tema", "Mål 1 Score nu")
    assert list(values(path, heading_row=2)) == [plan]
    assert said(path)[0] == "the headings of rows 1 and 2 are read as one"


def test_merged_headings_of_a_spreadsheet_go_as_far_as_they_are_merged(tmp_path):
    path = tmp_path / "t.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet()
    sheet.merge_range(0, 0, 0, 1, "Mål 1")
    sheet.write_row(1, 0, ["Tekst", "Score nu", "Navn"])
    sheet.write_row(2, 0, ["gå", 2, "Bo"])
    made.close()
    (plan,) = values(path)
    assert plan == {"goals.1.text": "gå", "goals.1.score_now": 2, "name": "Bo"}


def test_a_group_that_is_no_question_gives_its_number_to_none(tmp_path):
    groups = "Stamdata;Kontaktperson;Støtte 1;Mål 1;\n"
    path = csv(tmp_path, f"{groups}Navn;Navn;Score nu;Tekst;Score nu\nBo;Eva;2;gå;3\n")
    job = opened(path)
    uses = [job.matching.matches[0].paths[header] for header in job.table.headers]
    assert uses == ["name", None, None, "goals.1.text", "goals.1.score_now"]


GROUPS = ("Stamdata", "Borger", "Person", "Citizen")
ID_HEADINGS = ("Sagsnr", "CPR", "Borgernummer")
QUICK_GROUPS = {
    ("Stamdata", "Sagsnr", "csv"),
    ("Borger", "CPR", "xlsx"),
    ("Person", "Borgernummer", "csv"),
    ("Citizen", "CPR", "xlsx"),
}


@pytest.mark.parametrize(
    ("group", "heading", "kind"),
    [
        slow_unless(one in QUICK_GROUPS, *one)
        for one in product(GROUPS, ID_HEADINGS, ("csv", "xlsx"))
    ],
)
def test_an_id_below_the_heading_of_a_group_tells_rows_of_one_person(
    tmp_path, group, heading, kind
):
    rows = [
        [group, "", "Mål 1", ""],
        [heading, "Navn", "Tekst", "Score nu"],
        ["7", "Ida", "bus", "2"],
        ["7", "Ida", "bo", "3"],
    ]
    path = tmp_path / f"t.{kind}"
    if kind == "csv":
        path.write_text("".join(";".join(row) + "\n" for row in rows), "utf-8")
    else:
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.merge_range(0, 0, 0, 1, group)
        sheet.merge_range(0, 2, 0, 3, "Mål 1")
        book.close()
    with pytest.raises(AnswersError, match="same-id"):
        mlmp.batch(PLAN, path, dry_run=True)


def test_parts_of_a_name_below_the_heading_of_a_group_are_the_name(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "Stamdata;;;Mål 1;\nFornavn;Efternavn;Sagsnr;Tekst;Score nu\nIda;Test;7;bus;2\n", "utf-8"
    )
    plan = {"name": "Ida Test", "goals.1.text": "bus", "goals.1.score_now": 2}
    assert list(values(path)) == [plan]


def test_a_heading_row_that_cannot_be_told_is_asked_for(tmp_path):
    path = csv(tmp_path, "Navn;Mål 1\nIda;gå\nNavn;Formål\nBo;ro\n")
    assert "row 1 or in row 3" in refused(path)
    assert said(path, heading_row=3)[0] == "rows 1–2 above the headings in row 3 are not read"
    assert "nothing stands in row 9" in refused(path, heading_row=9)


@pytest.mark.parametrize(
    "rows",
    [
        ";;Mål 1;;;\nSagsnr;Navn;Tekst;Score nu;Formål;Dato\n1;I;bus;2;bo;01-02-2026\n",
        "Plan 2026;;;;Mål 2;\nSagsnr;Navn;Formål;Dato;Tekst;Score nu\n1;I;bo;01-02-2026;bus;2\n",
        ";;Mål;;;\nSagsnr;Navn;Tekst;Score nu;Formål;Dato\n1;I;bus;2;bo;01-02-2026\n",
    ],
)
def test_a_goal_above_the_headings_is_never_lost(tmp_path, rows):
    path = csv(tmp_path, rows)
    for how in ({}, {"heading_row": 2}):
        with pytest.raises(mlmp.AnswersError, match=r"may belong to several|no column is the name"):
            opened(path, **how).run(dry_run=True)


def test_a_title_and_headings_of_another_language_above_lose_nothing(tmp_path):
    title = csv(tmp_path, "Mål og planer 2026;\nNavn;Mål 1\nIda;gå\n")
    assert list(values(title)) == [{"name": "Ida", "goals.1.text": "gå"}]
    twice = csv(tmp_path, "Name;Goal 1\nNavn;Mål 1\nIda;gå\n")
    assert list(values(twice, heading_row=2)) == [{"name": "Ida", "goals.1.text": "gå"}]


def test_scores_below_their_headings_are_no_second_row_of_headings(tmp_path):
    rows = "Ida;2;cykle;2;1\nBo;1;lave mad;3;2\n"
    table = csv(tmp_path, f"Navn;Nr.;Mål;Score nu;Score forventet\n{rows}")
    assert said(table)[-1] == "2 filled"
    numbered = csv(tmp_path, f"Navn;Mål nr.;Mål;Score nu;Score forventet\n{rows}")
    with pytest.raises(mlmp.AnswersError, match="counts entries"):
        opened(numbered).run(dry_run=True)


@pytest.mark.parametrize(
    "rows",
    [
        "Borger;;Mål 1;;Mål 2;\nId;Navn;Tekst;Score;Tekst;Score\nB-1;Ida;gå;3;bo;2\n",
        "Navn;Indsatsmål 1;;\nNavn;Beskrivelse;Nu;Forventet\nIda;gå;3;2\n",
    ],
)
def test_a_goal_beside_whose_heading_more_headings_begin_is_never_a_person(tmp_path, rows):
    assert "in row 1 may belong to several columns of row 2" in refused(csv(tmp_path, rows))


@pytest.mark.parametrize("heading", ["Mål", "Score nu", "Indsatsmål"])
def test_of_two_columns_called_alike_none_is_lost_in_silence(tmp_path, heading):
    table = csv(tmp_path, f"Navn;Mål 2;{heading};{heading}\nIda;gå;2;3\n")
    assert "is that of column 3 too" in refused(table)


def test_a_column_without_a_heading_beside_a_goal_is_no_second_row_of_headings(tmp_path):
    table = csv(tmp_path, "Navn;Mål 1;\nIda;gå;en bemærkning\n")
    assert said(table)[-1] == "1 filled"


def test_one_word_below_the_headings_is_no_heading(tmp_path):
    assert "no column is a question" in refused(csv(tmp_path, "Kolonne;Ønske\nFormål;x\n"))


def test_headings_are_looked_for_in_the_first_rows_only(tmp_path):
    titles = "Udtræk;\n" * (limits.TABLE_HEADING_SEARCH - 1)
    assert said(csv(tmp_path, f"{titles}Navn;Mål 1\nBo;gå\n"))[-1] == "1 filled"
    path = csv(tmp_path, f"{titles}Udtræk;\nNavn;Mål 1\nBo;gå\n")
    assert "no column is a question" in refused(path)
    assert said(path, heading_row=limits.TABLE_HEADING_SEARCH + 1)[-1] == "1 filled"


def test_rows_with_very_many_cells_are_refused_before_time_is_spent_on_them(tmp_path):
    cells = 250_000  # would take minutes, were each of them looked at
    row = ";".join(["Mål 1 tekst", *[""] * cells])
    rest = f"Kim;bage\n{row}\n"
    assert f"has {cells + 2:,} columns" in refused(csv(tmp_path, f"Navn;{row}\n{rest}"))
    assert f"has {cells + 1:,} columns" in refused(csv(tmp_path, f"{row}\nNavn;Mål 1\n{rest}"))
    outcome = opened(csv(tmp_path, f"Navn;Mål 1\n{rest}")).run(dry_run=True)
    assert (outcome.written, outcome.failed) == (2, 0)


def test_a_spreadsheet_of_very_many_sheets_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("mlmp_print.tables.spreadsheet.TABLE_SHEETS", 2)
    path = book(tmp_path / "t.xlsx", A=DATA, B=DATA, C=DATA)
    assert "has 3 sheets; at most 2 are read" in refused(path)


def test_a_list_of_failed_rows_is_read_with_the_same_map(tmp_path):
    columns = tmp_path / "m.toml"
    columns.write_text("heading_row = 2\n", "utf-8")
    path = csv(tmp_path, GROUPED.replace(";3;", ";9;"))
    mlmp.batch(PLAN, path, tmp_path / "out", columns=columns)
    failed = (tmp_path / "out" / "failed-rows.csv").read_text("utf-8").replace(";9;", ";3;")
    mended = tmp_path / "mended.csv"
    mended.write_text(failed, "utf-8")
    outcome = mlmp.batch(PLAN, mended, tmp_path / "mended", columns=columns)
    assert (outcome.written, outcome.failed) == (1, 0)
    (pdf,) = (tmp_path / "mended").glob("*.pdf")
    assert mlmp.read(pdf, trusted=True).answers["goals"][0]["score_now"] == 3


def test_a_heading_that_is_twice_is_refused_only_where_it_is_used(tmp_path):
    assert said(csv(tmp_path, "Navn;Mål 1;Fri;Fri\nBo;gå;1;2\n"))[-1] == "1 filled"
    assert "is that of column 1 too" in refused(csv(tmp_path, "Navn;Fri;navn \nBo;1;2\n"))


@pytest.mark.parametrize("start", ['"sep=|"\n', "sep=|\n", "", "\n\n"])
def test_a_declared_delimiter_may_be_quoted_and_a_bar_is_found(tmp_path, start):
    (plan,) = values(csv(tmp_path, f"{start}Navn|Mål 1\nBo|gå; løbe, cykle\n"))
    assert plan == {"name": "Bo", "goals.1.text": "gå; løbe, cykle"}


# Encodings ----------------------------------------------------------------------------------------


def test_one_bad_byte_is_a_fault_of_its_row_and_the_rest_stays_utf_8(tmp_path):
    start = "Navn;Formål\nÅse;på café\n".encode()
    batch = opened(csv(tmp_path, start + b"Bo;x\xe5\n"))
    good, bad = batch.people()
    assert good.answers[0].values["purpose"] == "på café"
    assert [(trouble.where.row, trouble.where.column) for trouble in bad.troubles] == [
        (3, "Formål")
    ]


def test_a_file_in_windows_1252_stays_one_and_a_bad_heading_is_named(tmp_path):
    (plan,) = values(csv(tmp_path, "Navn;Formål\nÅse;på café\n".encode("cp1252")))
    assert plan == {"name": "Åse", "purpose": "på café"}
    assert "column 1: the heading holds the sign" in refused(
        csv(tmp_path, b"N\xe5vn;Form\xc3\xa5l\nBo;x\n")
    )


def test_utf_16_with_a_byte_too_much_loses_one_row_and_with_one_too_few_is_refused(tmp_path):
    data = "Navn;Mål 1\r\nÅse;gå\r\nBo;løbe\r\n".encode("utf-16")
    outcome = mlmp.batch(PLAN, csv(tmp_path, data + b"\n"), dry_run=True)
    assert (outcome.written, outcome.failed) == (2, 1)
    assert "neither UTF-8" in refused(csv(tmp_path, data[:30] + data[31:]))


# Hidden parts -------------------------------------------------------------------------------------


def hidden_book(path: Path) -> Path:
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("Data")
    for number, cells in enumerate([*DATA, ["Uffe", "svømme"]]):
        sheet.write_row(number, 0, cells)
    for row in (1, 2, 4):
        sheet.set_row(row, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    made.close()
    return path


def test_a_sheet_that_hides_the_rows_nobody_uses_hides_nobody(tmp_path):
    made = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = made.add_worksheet("Data")
    sheet.set_default_row(hide_unused_rows=True)
    for number, cells in enumerate(DATA):
        sheet.write_row(number, 0, cells)
    sheet.set_row(2, None, None, {"hidden": True})
    made.close()
    assert said(tmp_path / "t.xlsx") == ["hidden rows are filled all the same: 3", "3 filled"]
    assert said(tmp_path / "t.xlsx", hidden="skip")[-1] == "2 filled"


def test_hidden_rows_and_columns_are_named_and_filled_or_skipped(tmp_path):
    path = hidden_book(tmp_path / "t.xlsx")
    columns = "hidden columns are read all the same: “Mål 1”"
    assert said(path) == ["hidden rows are filled all the same: 2–3, 5", columns, "4 filled"]
    assert said(path, hidden="skip") == ["hidden rows are left out: 2–3, 5", columns, "1 filled"]


def test_the_filter_of_an_opendocument_sheet_is_seen_and_its_lines_stay_apart(tmp_path):
    path = opendocument(tmp_path / "t.ods")
    changed = tmp_path / "changed.ods"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            content = content.replace("Åse".encode(), b"Bo<text:line-break/>og<text:tab/>Ida")
            head, row, rest = content.rpartition(b"<table:table-row>")
            row = row.replace(b">", b' table:visibility="filter">')
            new.writestr(name, head + row + rest)
    (row,) = Table(changed).rows()
    assert row.cells[0] == "Bo\nog\tIda"
    assert "hidden rows are filled all the same: 2" in [
        note.sentence for note in opened(changed).run(dry_run=True).notes
    ]


HIDING = b'<row r="5" hidden="1"/>' * 3 + b"<!DOCTYPE x><row r='x' hidden='true' ht='0'><row"


def test_xml_that_is_broken_or_hostile_hides_nothing_else(tmp_path):
    """Only tags are looked for: no entity is expanded, and a number is a number or nothing."""
    path = hidden_book(tmp_path / "t.xlsx")
    changed = tmp_path / "changed.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content += b"<!-- " + HIDING + b' min="99999999999" -->'
            new.writestr(name, content)
    assert said(changed)[-1] == "4 filled"


# The names of others ------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [{}, {"heading_row": 2}])
@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Stamdata;Kontaktperson", "Formål;Navn"),
        (";Pårørende", "Formål;Navn"),
        ("Stamdata;;Sagsbehandler;", "Formål;Dato;Fornavn;Efternavn"),
    ],
)
def test_the_name_of_another_is_not_that_of_the_person(tmp_path, upper, lower, part):
    cells = ["at bo" if name == "Formål" else "" for name in lower.split(";")]
    path = csv(tmp_path, f"{upper}\n{lower}\n{';'.join(cells[:-1])};Ib\n")
    assert [person.get("name") for person in values(path, **part)] == [None]
    with pytest.raises(mlmp.AnswersError, match=r"no column is the name; unknown: “(Ko|På|Sa)"):
        opened(path, **part).run(dry_run=True)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Borger;;Kontaktperson;", "Navn;Formål;Navn;Telefon"),
        ("Stamdata;;Plan;", "Navn;Sagsnr;Formål;Dato"),
        ("Udtræk;maj", "Navn;Formål"),
        ("Navn;;;;Kontaktperson", "Fornavn;Efternavn;Mål 1;Score nu 1;Navn"),
    ],
)
def test_the_name_of_the_person_is_known_beside_that_of_another(tmp_path, upper, lower):
    cells = ";".join(["Ida"] + [""] * lower.count(";"))
    path = csv(tmp_path, f"{upper}\n{lower}\n{cells}\n")
    assert [person.get("name") for person in values(path)] == ["Ida"]


def test_a_message_names_the_row_of_the_headings(tmp_path):
    path = csv(tmp_path, "Udtræk\n\nNavn;Borgers navn;Formål\nIda;Bo;at bo\n")
    assert refused(path).startswith("row 3: the columns “Navn” and “Borgers navn” are both")
