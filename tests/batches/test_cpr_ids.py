"""No file is named after a CPR number, and nothing that outlives a batch gives one away."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import mlmp_print as mlmp
from mlmp_print.batches.journal import NAME
from mlmp_print.model.errors import AnswersError
from mlmp_print.tables.cpr_numbers import CprColumn

FORM = "wishing-well"
CPRS = [f"{day:02}0190-{day * 97:04}" for day in range(1, 21)]
ROWS = [{"CPR-nr": cpr, "name": f"Åse {number}"} for number, cpr in enumerate(CPRS)]


def likely(*ids: object) -> bool:
    column = CprColumn()
    for id_ in ids:
        column.add(str(id_))
    return column.likely


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template(FORM)


def dry_run(template: mlmp.Template, rows: Any, **options: Any) -> list[str]:
    outcome = mlmp.batch(template, rows, dry_run=True, **options)
    return [note.code for note in outcome.notes]


def without_hyphens() -> list[str]:
    return [cpr.replace("-", "") for cpr in CPRS]


@pytest.mark.parametrize(
    "ids",
    [
        CPRS,
        without_hyphens(),
        [cpr.replace("-", " ") for cpr in CPRS],
        [cpr.replace("-", "–") for cpr in CPRS],
        [int(cpr) for cpr in without_hyphens()],  # a spreadsheet drops a 0
        [*CPRS[:18], "010190-AB12", "ukendt"],
        ["610190-1234"],
        ["290200-1234"],
        ["01.01.90-1234", "01-02-1990 1234"],
        ["19900131-1234", "DK010190-1234", "CPR: 0101901234"],
        ["01011990-1234", "290219841234"],
        ["S010190-1234", "0101901234-1", "Sag 2902841234/02"],  # of a case
    ],
)
def test_a_column_of_cpr_numbers(ids):
    assert likely(*ids)


@pytest.mark.parametrize(
    "ids",
    [
        [],
        [*CPRS[:17], "a", "b", "c"],
        range(4001, 4020),
        range(2026000001, 2026000100),
        range(202600001, 202600100),  # cases numbered within a year
        ["2026-00017"],
        ["310490-1234"],
        ["0101901234567"],
        range(1234567890, 1234567990),
    ],
)
def test_a_column_of_other_numbers(ids):
    assert not likely(*ids)


def test_files_are_named_by_their_rows(template, tmp_path):
    outcome = mlmp.batch(
        template,
        ROWS,
        tmp_path / "out",
        sheet_ids=tmp_path / "register.csv",
        report=tmp_path / "report.csv",
        print_job=tmp_path / "job.pdf",
    )
    assert outcome.written == 20
    [note] = [note for note in outcome.notes if note.code == "doubt:cpr-names"]
    assert note.where.column == "CPR-nr" and "row-0020.pdf" in note.sentence
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {NAME, *(f"row-{row:04}.pdf" for row in range(1, 21))}
    register = (tmp_path / "register.csv").read_text("utf-8-sig")
    assert all(cpr in register for cpr in CPRS)
    others = [tmp_path / "report.csv", tmp_path / "job.pdf", *(tmp_path / "out").iterdir()]
    for content in [path.read_bytes() for path in others]:
        assert not any(cpr.encode() in content or cpr[:6].encode() in content for cpr in CPRS)


def test_the_journal_has_no_hash_of_a_cpr_number(template, tmp_path):
    """The same people in another order: lines with a hash of an id would be the same."""
    mlmp.batch(template, ROWS, tmp_path / "a")
    mlmp.batch(template, ROWS[::-1], tmp_path / "b")
    first, second = (
        {line.split(b'"person": "')[1][:5] for line in (path / NAME).read_bytes().splitlines()}
        for path in (tmp_path / "a", tmp_path / "b")
    )
    assert len(first & second) < 5
    assert mlmp.batch(template, ROWS, tmp_path / "a", resume=True).skipped == 20
    with pytest.raises(mlmp.OutputError, match="made from another table"):
        mlmp.batch(template, ROWS[::-1], tmp_path / "a", resume=True)


def test_files_in_a_zip_and_of_several_forms_are_named_so_too(tmp_path):
    forms = [FORM, "parking-lot"]
    mlmp.batch(forms, ROWS[:2], tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = [f"row-{row:04}-{form}.pdf" for row in (1, 2) for form in forms]
        assert archive.namelist() == names


def test_a_list_for_the_course_shows_no_cpr_number_where_there_is_no_name(tmp_path):
    for accepted, shown in (((), False), (("cpr-names",), True)):
        job = tmp_path / f"{shown}.pdf"
        rows = [{"CPR": CPRS[0], "Formål": "bo selv"}]
        mlmp.batch("visual-plan", rows, print_job=job, accept=accepted)
        with pypdfium2.PdfDocument(job) as document:
            text = document[0].get_textpage().get_text_bounded()
        assert (CPRS[0] in text) == shown


def test_a_pattern_with_ids_is_refused_until_accepted(template, tmp_path):
    for options in ({"dry_run": True}, {}):
        with pytest.raises(AnswersError, match="would be named after them"):
            mlmp.batch(template, ROWS, tmp_path / "out", filename="{id}-2026", **options)
        assert not (tmp_path / "out").exists()
    outcome = mlmp.batch(template, ROWS[:1], tmp_path / "a", filename="{row}")
    assert outcome.written == 1 and (tmp_path / "a" / "1.pdf").exists()
    mlmp.batch(template, ROWS[:1], tmp_path / "b", filename="{id}", accept=["cpr-names"])
    assert Path(tmp_path / "b" / f"{CPRS[0]}.pdf").exists()


def test_other_ids_name_files_and_nothing_is_said(template):
    rows = [{"Sagsnr": 4000 + number, "name": "Åse"} for number in range(3)]
    assert dry_run(template, rows) == []
    assert dry_run(template, ROWS, accept=["cpr-names"]) == []
    assert dry_run(template, ROWS) == ["doubt:cpr-names"]


def test_a_case_number_is_the_id_before_a_cpr_number(template):
    rows = [{"CPR": cpr, "Sagsnr": number, "name": "Å"} for number, cpr in enumerate(CPRS)]
    assert "doubt:cpr-names" not in dry_run(template, rows)


def test_one_cpr_number_written_in_two_ways_is_asked_about(template, tmp_path):
    ids = ["010190-1234", "0101901234", "020290-1234"]
    table = tmp_path / "t.csv"
    rows = [f"{id_};P{at}x;mål {at}x" for at, id_ in enumerate(ids)]
    table.write_text("\n".join(["CPR;Navn;Mål", *rows]), "utf-8")
    columns = tmp_path / "m.toml"
    columns.write_text('group_by = "CPR"\n', "utf-8")
    for options in ({}, {"columns": columns}):
        with pytest.raises(mlmp.AnswersError) as caught:
            mlmp.batch(template, table, dry_run=True, **options)
        (message,) = caught.value.messages
        assert (message.code, message.where.row) == ("doubt:same-id", 3)
        assert "1234" not in str(message)
        assert mlmp.batch(template, table, dry_run=True, accept=["same-id"], **options).written == 3


def troubles(rows: Any, **options: Any) -> list[tuple[int, str, str]]:
    outcome = mlmp.batch(FORM, rows, dry_run=True, **options)
    assert "0190" not in " ".join(map(str, outcome.troubles))
    return [(one.where.row, one.where.column, one.code) for one in outcome.troubles]


@pytest.mark.parametrize(
    "name",
    [
        "Peter Hansen 010190-1234",
        "010190-1234 Peter Hansen",
        "Peter Hansen (0101901234)",
        "Hansen, Peter, 010190 1234",
        "Peter Hansen cpr: 10190-1234",
        "Peter Hansen 610190–1234",
        "Peter/010190-1234",
    ],
)
def test_a_cpr_number_beside_a_name_is_asked_about(name):
    rows = [{"Navn": "Åse"}, {"Navn": name}]
    assert troubles(rows) == [(2, "Navn", "doubt:cpr-shown")]
    assert troubles(rows, accept=["cpr-shown"]) == []


@pytest.mark.parametrize(
    "name", ["Peter Hansen 320190-1234", "Peter 2", "Peter f. 010190", "Peter 12345678", "Åse 1.1"]
)
def test_other_numbers_beside_a_name_are_none(name):
    assert troubles([{"Navn": name}]) == []


def test_ids_with_a_cpr_number_and_a_name_name_no_files(template, tmp_path):
    rows = [{"id": f"{cpr} Åse", "Navn": "Åse"} for cpr in CPRS]
    outcome = mlmp.batch(template, rows, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").glob("*.pdf")} == {
        f"row-{row:04}.pdf" for row in range(1, len(rows) + 1)
    }
    assert "doubt:cpr-names" in [note.code for note in outcome.notes]


def test_a_list_of_names_with_cpr_numbers_is_asked_about(tmp_path):
    with pytest.raises(AnswersError) as caught:
        mlmp.print_sets([FORM], tmp_path / "out.pdf", ["Åse", "Bo 010190-1234"])
    assert [message.code for message in caught.value.messages] == ["doubt:cpr-shown"]


# Ids that were read as numbers with a fraction ----------------------------------------------------


@pytest.mark.parametrize(
    "ids",
    [
        ["1001.0", "1002.0"],
        ["1001,0"],
        ["1,001.0", "22.0"],
        ["1.001,00"],
        ["A7", "1001.0", ""],
        ["1001", "1002.0"],
    ],
)
def test_ids_that_end_in_a_fraction_of_nothing_are_asked_about(template, ids):
    rows = [{"id": id_, "Navn": f"Åse {at}"} for at, id_ in enumerate(ids)]
    with pytest.raises(AnswersError) as caught:
        mlmp.batch(template, rows, dry_run=True)
    [message] = caught.value.messages
    assert (message.where.column, message.code) == ("id", "doubt:decimal-ids")
    assert mlmp.batch(template, rows, dry_run=True, accept=["decimal-ids"]).written == len(ids)


@pytest.mark.parametrize(
    "ids", [["1.0", "1.1", "2.0"], ["1.000", "1.001"], ["7-1.0"], ["1001", "1002"], ["v1.0"]]
)
def test_ids_that_are_no_whole_numbers_stay(template, ids):
    rows = [{"id": id_, "Navn": f"Åse {at}"} for at, id_ in enumerate(ids)]
    assert mlmp.batch(template, rows, dry_run=True).written == len(ids)


@pytest.mark.parametrize("ids", [["7", "", "2"], ["2", ""]])
def test_a_row_without_an_id_has_no_file_that_is_named_as_another_one_s(template, ids):
    rows = [{"id": id_, "Navn": f"Åse {at}"} for at, id_ in enumerate(ids)]
    with pytest.raises(AnswersError) as caught:
        mlmp.batch(template, rows, dry_run=True)
    [message] = caught.value.messages
    assert (message.where.row, message.code) == (2, "doubt:same-id")
    assert mlmp.batch(template, rows, dry_run=True, accept=["same-id"]).written == len(ids)
    assert mlmp.batch(template, rows, dry_run=True, filename="{row}").written == len(ids)


def test_a_row_without_an_id_is_filled(template):
    rows = [{"id": "7", "Navn": "Åse"}, {"id": "", "Navn": "Bo"}, {"id": "0002", "Navn": "Ida"}]
    assert mlmp.batch(template, rows, dry_run=True).written == 3


def test_numbers_of_json_are_ids_as_people_write_them(template):
    rows = [{"id": 1001.0, "Navn": "Åse"}]
    assert mlmp.batch(template, rows, dry_run=True).written == 1
