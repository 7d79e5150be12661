"""Texts of a table that only their column, or the program that wrote them, explains."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import mlmp_print as mlmp
from mlmp_print.model.errors import AnswersError

PLAN = "visual-plan"


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template(PLAN)


def refused(form: Any, rows: Any, **options: Any) -> list[tuple[int, str, str]]:
    """Where a table is refused, and why; nothing for one that is not."""
    try:
        found = mlmp.batch(form, rows, dry_run=True, **options).troubles
    except AnswersError as error:
        found = list(error.messages)
    return [(one.where.row, one.where.column, one.code) for one in found]


def filled(form: Any, table: Path) -> dict[str, Any]:
    pdfs: dict[str, bytes] = {}
    mlmp.batch(form, table, pdfs.__setitem__)
    return {name: mlmp.read(pdf, trusted=True).answers for name, pdf in pdfs.items()}


def csv(folder: Path, *lines: str) -> Path:
    table = folder / "t.csv"
    table.write_text("\n".join(lines), "utf-8")
    return table


def dated(*days: str) -> list[dict[str, Any]]:
    return [{"Navn": f"Åse {at}", "Dato": day} for at, day in enumerate(days)]


# Dates -------------------------------------------------------------------------------------------


def test_a_column_with_the_month_first_is_not_read_with_the_day_first(template):
    rows = dated("05/01/2026", "05/13/2026")
    assert refused(template, rows) == [(2, "Dato", "doubt:month-first")]
    accepted = refused(template, rows, accept=["month-first"])
    assert accepted == [(2, "Dato", "")]  # only the date that there is not


@pytest.mark.parametrize("days", [("05/01/2026", "13/05/2026"), ("05/01/2026",), ("1.5.2026", "")])
def test_a_column_with_the_day_first_is_read(template, days):
    assert refused(template, dated(*days)) == []


def test_one_slip_beside_dates_that_have_the_day_first_is_its_own_row_s(template):
    rows = dated("05/01/2026", "13/05/2026", "05/13/2026")
    assert refused(template, rows) == [(3, "Dato", "")]


@pytest.mark.parametrize("day", ["2026/05/01", "2026.05.01", "2026-5-1", "2026/5/1 10:30"])
def test_a_date_with_the_year_first_is_read(template, tmp_path, day):
    answers = filled(template, csv(tmp_path, "Navn;Dato", f"Åse;{day}"))
    assert answers["2.pdf"]["date"] == "2026-05-01"


@pytest.mark.parametrize("cell", ["02-jan", "2. maj", "2-feb", "1.maj"])
def test_a_score_that_became_a_day_is_no_score(template, tmp_path, cell):
    table = csv(tmp_path, "Navn;Mål 1;Score nu 1", f"Ida;gå;{cell}")
    assert refused(template, table) == [(2, "Score nu 1", "")]


# Texts that are cut ------------------------------------------------------------------------------


def test_a_text_that_ends_where_a_program_cuts_is_asked_about(template):
    text = ("jeg vil gerne kunne gå en tur " * 20)[:255]
    rows = [{"Navn": "Bo", "Mål 1": "gå"}, {"Navn": "Ida", "Mål 1": text}]
    assert refused(template, rows) == [(2, "Mål 1", "doubt:damaged-text")]
    assert refused(template, rows, accept=["damaged-text"]) == []
    assert refused(template, [*rows, {"Navn": "Åse", "Mål 1": text + " og hjem"}]) == []
    assert refused(template, [{"Navn": "Ida", "Mål 1": text[:254] + "."}]) == []
    assert refused(template, [{"Navn": "Ida", "Mål 1": text[:253]}]) == []


# What programs put before a text -----------------------------------------------------------------


@pytest.mark.parametrize("text", ["'gå en tur", "'Ida Holm", "'2 ture"])
@pytest.mark.parametrize("column", ["Navn", "Mål 1", "id"])
def test_the_apostrophe_of_a_spreadsheet_is_asked_about(template, text, column):
    row = {"id": "7", "Navn": "Åse", "Mål 1": "løb", column: text}
    code = (1, column, "doubt:damaged-text")
    assert code in refused(template, [row])
    assert code not in refused(template, [row], accept=["damaged-text"])


@pytest.mark.parametrize(
    "text",
    ["'t Hooft", "'Hygge' hver dag", "'68 var bedst", "Mads' kat", "'til i morgen", "O'Neil"],
)
def test_other_apostrophes_stay(template, text):
    assert refused(template, [{"Navn": "Åse", "Mål 1": text}]) == []


def test_a_text_that_is_written_as_a_formula_is_the_text(template, tmp_path):

    quoted = csv(tmp_path, "Sagsnr;Navn;Mål 1", '"=""0012""";Ida;"=""gå"""')
    assert filled(template, quoted)["0012.pdf"]["goals"][0]["text"] == "gå"


@pytest.mark.parametrize(
    "cell", ["=B2&C2", "=CONCAT(A1;B1)", "=Ark1!A1", "=SUM(A1:A9)", "=-A1", "=$B$2", "=HVIS(A1;1)"]
)
def test_a_formula_in_a_csv_is_no_answer(template, tmp_path, cell):
    quoted = f'"{cell}"'
    assert refused(template, csv(tmp_path, "Navn;Mål 1", f"Ida;{quoted}")) == [(2, "Mål 1", "")]


@pytest.mark.parametrize("cell", ["= mindre stress", "=) smile", "1+1=2", "==> ud"])
def test_a_sign_is_no_formula(template, tmp_path, cell):
    assert refused(template, csv(tmp_path, "Navn;Mål 1", f"Ida;{cell}")) == []


# Rows within a cell ------------------------------------------------------------------------------


def test_a_row_that_a_quotation_mark_swallows_is_not_lost(template, tmp_path):
    table = csv(tmp_path, "Navn;Mål 1;Score nu 1", 'Ida;"gå en tur;2', 'Bo;løb";3')
    assert refused(template, table) == [(2, "Mål 1", "")]


@pytest.mark.parametrize("text", ["gå; løb; ro\nsov", "gå\nløb", "gå\nløb\nsov; ro"])
def test_a_text_of_several_lines_is_no_row(template, tmp_path, text):
    table = csv(tmp_path, "Navn;Mål 1;Score nu 1", f'Ida;"{text}";3')
    assert refused(template, table) == []
