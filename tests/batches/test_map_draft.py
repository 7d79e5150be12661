"""Drafts of maps of columns: what they say, that a batch takes them, and that they tell nothing."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from repository import EXAMPLES
from spreadsheets import opendocument

import mlmp_print as mlmp
from mlmp_print.batches.job import Batch
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as forms
from mlmp_print.look import look
from mlmp_print.look.sheet_names import every_wording
from mlmp_print.tables.column_map import ColumnMap

PLAN = "visual-plan"
SECRET = "Kanariefugl"
WIDE = ["Sagsnr", "Borger", "Formål", "1. Indsatsmål", "Nuværende mestringsniveau 1", "Uenig 1"]
LONG = ["Sagsnr", "Navn", "Mål nr.", "Mål", "Livstema", "Score nu", "Leverandør"]


@cache
def plan() -> mlmp.Template:
    return mlmp.template(PLAN)


@pytest.fixture
def template() -> mlmp.Template:
    return plan()


def rows(headers: list[str], *lines: str) -> list[dict[str, Any]]:
    return [dict(zip(headers, line.split(";"), strict=True)) for line in lines]


def table_of(folder: Path, headers: list[str], *lines: str) -> Path:
    path = folder / "t.csv"
    path.write_text("\n".join([";".join(headers), *lines]), "utf-8")
    return path


def wide(count: int = 3) -> list[dict[str, Any]]:
    lines = (f"70{number};Person {number};at bo;bage {number};2,5;ja" for number in range(count))
    return rows(WIDE, *lines)


def long() -> list[dict[str, Any]]:
    return rows(
        LONG,
        "7001;Åse;2;bage;Sundhed;2;Lærken",
        "7002;Bo;1;gå til kor;Socialt liv;3;Lærken",
        "7001;Åse;2;bage;Sundhed;2;Møllen",
        "7001;Åse;1;cykle;Mobilitet;1;Møllen",
    )


def saved(folder: Path, drafted: mlmp.DraftedMap) -> Path:
    path = folder / "drafted.toml"
    path.write_text(drafted.toml, "utf-8")
    return path


def answers(template: mlmp.Template, table: Any, columns: Path | None) -> dict[str, Any]:
    """Everyone's answers by their id or row."""
    job = Batch.of(template, table, columns)
    found = {}
    for person in job.people():
        assert person.troubles == []
        found[person.id or person.row] = person.answers[0].values
    return found


def columns_of(drafted: mlmp.DraftedMap) -> dict[str, str]:
    return tomllib.loads(drafted.toml)["columns"]


def comment(drafted: mlmp.DraftedMap, heading: str) -> str:
    (line,) = [line for line in drafted.toml.splitlines() if line.startswith(f'"{heading}" =')]
    return line.partition("# ")[2]


# A batch with the draft -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["case-export-wide", "case-export-long", "names"])
def test_the_examples_are_filled_as_by_their_own_maps(template, tmp_path, name):
    table, own = EXAMPLES / f"{name}.csv", EXAMPLES / f"{name}.toml"
    drafted = mlmp.draft_map(template, table)
    assert drafted.doubts == ()
    found = answers(template, table, saved(tmp_path, drafted))
    assert found == answers(template, table, own) and found
    ours, theirs = (ColumnMap.read(path) for path in (tmp_path / "drafted.toml", own))
    assert (ours.id, ours.group_by, ours.course) == (theirs.id, theirs.group_by, theirs.course)


def test_a_goal_of_several_providers_is_one_with_all_of_them_in_its_notes(template, tmp_path):
    table = table_of(tmp_path, LONG, *(";".join(row.values()) for row in long()))
    drafted = mlmp.draft_map(template, table)
    assert (drafted.doubts, drafted.notes) == ((), ())
    found = answers(template, table, saved(tmp_path, drafted))
    assert found["7001"]["goals.2.notes"] == "Lærken, Møllen"
    assert found["7001"]["goals.1.text"] == "cykle" and found["7002"]["goals.1.score_now"] == 3
    assert tomllib.loads(drafted.toml)["group_by"] == "Sagsnr"


def in_format(folder: Path, table: list[dict[str, Any]], ending: str) -> Any:
    """The table as a file of a format, or as it is."""
    path = folder / f"t.{ending}"
    cells = [[*table[0]], *([*row.values()] for row in table)]
    if ending == "xlsx":
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            for number, line in enumerate(cells):
                sheet.write_row(number, 0, line)
    elif ending == "csv":
        path.write_text("\n".join(";".join(line) for line in cells), "utf-16")
    elif ending == "json":
        path.write_text(json.dumps(table), "utf-8")
    elif ending == "jsonl":
        path.write_text("\n".join(map(json.dumps, table)), "utf-8")
    else:
        return table
    return path


@pytest.mark.parametrize("table", [wide(), long()], ids=["wide", "long"])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "jsonl", "rows"])
def test_a_batch_takes_the_draft_as_it_is(template, tmp_path, table, ending):
    source = in_format(tmp_path, table, ending)
    drafted = mlmp.draft_map(template, source)
    assert drafted.doubts == ()
    found = answers(template, source, saved(tmp_path, drafted))
    assert len(found) == len({row["Sagsnr"] for row in table})
    assert all(value.get("goals.1.text") for value in found.values())


def test_a_draft_for_an_ods(template, tmp_path):
    path = opendocument(tmp_path / "t.ods")
    drafted = mlmp.draft_map(template, path)
    assert comment(drafted, "Dato") == "date"
    columns = saved(tmp_path, drafted)
    assert answers(template, path, columns) == {2: {"name": "Åse", "date": "2026-04-19"}}


def test_open_files_and_generators_are_drafted_for(template, tmp_path):
    table = table_of(tmp_path, WIDE, "1;Åse;;bage;2;")
    with table.open("rb") as file:
        from_file = columns_of(mlmp.draft_map(template, file))
    assert from_file == columns_of(mlmp.draft_map(template, (row for row in wide())))


def test_several_forms_share_a_draft(tmp_path):
    forms = [PLAN, "preparation-sheet", "plan-agreement"]
    table = rows(["Navn", "Dato", "Mål 1", "Drømme", "Indsats 1"], "Åse;1/5-26;gå;hus;bus")
    drafted = mlmp.draft_map(forms, table)
    columns = saved(tmp_path, drafted)
    (person,) = Batch.of(forms, table, columns).people()
    (plain,) = Batch.of(forms, table).people()
    assert [one.values for one in person.answers] == [one.values for one in plain.answers]
    assert {*columns_of(drafted)} == {*table[0]}


# Person, sheet and heading row --------------------------------------------------------------------


def test_an_id_under_an_unknown_heading_is_known_by_its_values(template, tmp_path):
    heads = ["Borgerref", "Navn", "Mål 1"]
    table = table_of(tmp_path, heads, *(f"B-{n:04};P{n};gå" for n in range(4)))
    assert tomllib.loads(mlmp.draft_map(template, table).toml)["id"] == "Borgerref"


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Telefonnr.", ["20304050", "21314151", "22324252", "23334353"]),
        ("Reference", ["A1", "A2", "A2", "A4"]),
        ("Reference", ["A1", "", "A3", "A4"]),
        ("Start", ["01-02-2026", "02-02-2026", "03-02-2026", "04-02-2026"]),
        ("Tal", ["1,5", "2,5", "3,5", "4,5"]),
        ("Kaldenavn", ["Bo", "Ib", "Kaj", "Per"]),
    ],
)
def test_what_may_be_something_else_is_no_id(template, tmp_path, head, cells):
    lines = (f"{cell};Person {n};gå" for n, cell in enumerate(cells))
    table = table_of(tmp_path, [head, "Navn", "Mål 1"], *lines)
    assert "id" not in tomllib.loads(mlmp.draft_map(template, table).toml)


def test_rows_of_a_person_are_found_under_an_unknown_heading(template, tmp_path):
    heads = ["Rækkenr", "Klientkode", "Navn", "Mål"]
    table = table_of(tmp_path, heads, *(f"{n};K-{n // 2};P{n // 2};m{n}" for n in range(10, 16)))
    drafted = mlmp.draft_map(template, table)
    assert tomllib.loads(drafted.toml)["group_by"] == "Klientkode"
    assert len(answers(template, table, saved(tmp_path, drafted))) == 3


def test_the_id_of_a_row_is_not_taken_for_that_of_the_person(template, tmp_path):
    heads = ["id", "Sagsnr", "Navn", "Mål"]
    table = table_of(tmp_path, heads, *(f"{n};{n // 2};P{n // 2};m{n}" for n in range(6)))
    content = tomllib.loads(mlmp.draft_map(template, table).toml)
    assert (content["id"], content["group_by"], content["columns"]["id"]) == ("Sagsnr",) * 2 + ("",)


def test_rows_of_one_id_that_do_not_differ_in_goals_stay_a_question(template, tmp_path):
    table = table_of(tmp_path, ["Sagsnr", "Navn", "Mål 1"], "1;Åse;gå", "1;Åse;gå", "2;Bo;se")
    drafted = mlmp.draft_map(template, table)
    assert [doubt.code for doubt in drafted.doubts] == ["doubt:same-id"]
    with pytest.raises(mlmp.AnswersError, match="same-id"):
        mlmp.batch(template, table, columns=saved(tmp_path, drafted), dry_run=True)


def test_a_name_in_several_rows_is_said(template, tmp_path):
    table = table_of(tmp_path, ["Navn", "Mål"], "Åse;gå", "Åse;se", "Bo;stå")
    drafted = mlmp.draft_map(template, table)
    assert '# group_by = "Navn"' in drafted.toml
    assert [note.where.column for note in drafted.notes] == ["Navn"]


def test_parts_of_a_name_are_joined(template, tmp_path):
    table = table_of(tmp_path, ["Efternavn", "Fornavn", "Mål 1"], "Test;Ida;gå")
    drafted = mlmp.draft_map(template, table)
    assert tomllib.loads(drafted.toml)["name"] == ["Fornavn", "Efternavn"]
    assert answers(template, table, saved(tmp_path, drafted))[2]["name"] == "Ida Test"


def test_sheet_and_heading_row_are_named_where_they_are_not_the_first(template, tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Forside").write_row(0, 0, ["Udtræk", "maj"])
        sheet = book.add_worksheet('Data "1"')
        for number, line in enumerate((["Udtræk for maj"], [], LONG)):
            sheet.write_row(number, 0, line)
        for number, row in enumerate(long(), 3):
            sheet.write_row(number, 0, row.values())
    drafted = mlmp.draft_map(template, path)
    content = tomllib.loads(drafted.toml)
    assert (content["sheet"], content["heading_row"]) == ('Data "1"', 3)
    assert len(answers(template, path, saved(tmp_path, drafted))) == 2


@pytest.mark.parametrize(
    ("upper", "lower", "row"),
    [
        (";;Mål 1;;Mål 2;", "Tekst;Score nu;Tekst;Score nu", 2),
        (";;;;;", "Mål 1;Score nu 1;Mål 2;Score nu 2", None),
    ],
)
def test_two_rows_of_headings_are_one_map(template, tmp_path, upper, lower, row):
    path = tmp_path / "t.csv"
    path.write_text(f"{upper}\nSagsnr;Navn;{lower}\n1;Ida;bus;3;kor;2\n", "utf-8")
    drafted = mlmp.draft_map(template, path)
    found = answers(template, path, saved(tmp_path, drafted))
    assert (found["1"]["goals.1.text"], found["1"]["goals.2.score_now"]) == ("bus", 2)
    assert tomllib.loads(drafted.toml).get("heading_row") == row


def test_what_the_user_says_of_the_file_stands_in_the_draft(template, tmp_path):
    path = table_of(tmp_path, ["Navn", "Mål 1"], "Navn;Mål 2", "Åse;gå")
    drafted = mlmp.draft_map(template, path, heading_row=2)
    assert tomllib.loads(drafted.toml)["heading_row"] == 2
    assert columns_of(drafted) == {"Navn": "Navn", "Mål 2": "Mål 2"}


# What is not known --------------------------------------------------------------------------------


def test_an_unknown_column_is_left_out_with_the_nearest_heading(template, tmp_path):
    table = table_of(tmp_path, ["Navn", "Mål 1", "Formåll", "Husdyr"], "A;b;c;hest")
    drafted = mlmp.draft_map(template, table)
    assert columns_of(drafted)["Formåll"] == columns_of(drafted)["Husdyr"] == ""
    assert comment(drafted, "Formåll").endswith("nearest: “Formål”")
    assert "Formåll" in drafted.notes[0].what


@pytest.mark.parametrize(
    ("heads", "line", "code"),
    [
        (["Navn", "Indsatsen", "Ydelsen"], "A;b;c", "unknown-columns"),
        (["Navn", "Formål", "Skore nu 1"], "A;b;2", "no-list"),
        (["Hvem", "Mål 1", "Score nu 1"], "A;b;2", "no-name"),
        (["Navn", "Mål nr.", "Mål"], "A;1;b", ""),
        (["Ydelse", "Sted"], "A;b", "no-question"),
        (["Navn", "Borgers navn", "Mål 1"], "A;B;c", ""),
    ],
)
def test_what_a_batch_would_ask_it_asks_with_the_draft_too(template, tmp_path, heads, line, code):
    table = table_of(tmp_path, heads, line)
    drafted = mlmp.draft_map(template, table)
    assert drafted.doubts[0].code.removeprefix("doubt:") == code
    assert "To be decided" in drafted.toml
    with pytest.raises(mlmp.AnswersError):
        mlmp.batch(template, table, columns=saved(tmp_path, drafted), dry_run=True)


def test_scores_that_may_be_those_of_an_older_sheet_stay_a_question(tmp_path):
    table = table_of(tmp_path, ["Navn", "Mål 1", "Score nu 1", "Mål 2", "Score nu 2"], "A;b;2;c;3")
    drafted = mlmp.draft_map("status-sheet", table)
    assert not {"Score nu 1", "Score nu 2"} & columns_of(drafted).keys()
    with pytest.raises(mlmp.AnswersError, match="other-form"):
        mlmp.batch("status-sheet", table, columns=saved(tmp_path, drafted), dry_run=True)


def test_a_table_of_older_sheets_starts_new_ones_with_a_draft_as_without(tmp_path):
    headers = ["form", "id", "name", "goals.1.text", "goals.1.score_now"]
    table = table_of(tmp_path, headers, f"{PLAN};1;Åse;gå;3")
    drafted = mlmp.draft_map("status-sheet", table)
    assert "form" not in columns_of(drafted)
    (person,) = Batch.of("status-sheet", table, saved(tmp_path, drafted)).people()
    assert person.answers[0].values["goals.1.score_then"] == 3
    assert "goals.1.score_now" not in person.answers[0].values


def test_a_goal_beyond_the_list_is_refused_with_the_draft_too(template, tmp_path):
    table = table_of(tmp_path, ["Navn", "Mål 1", "Mål 13"], "Åse;gå;for meget")
    drafted = mlmp.draft_map(template, table)
    assert "Mål 13" not in columns_of(drafted)
    outcome = mlmp.batch(template, table, columns=saved(tmp_path, drafted), dry_run=True)
    assert outcome.failed == 1


def test_columns_with_one_heading_are_written_once(template, tmp_path):
    table = table_of(tmp_path, ["Navn", "Mål 1", "Husdyr", "Husdyr", ""], "Åse;gå;hest;ko;x")
    drafted = mlmp.draft_map(template, table)
    assert drafted.toml.count('"Husdyr" = ""') == 1
    assert "column E has no heading" in drafted.toml


# What is told -------------------------------------------------------------------------------------


def test_no_cell_and_no_name_in_a_key_is_told(template, tmp_path):
    heads = ["Sagsnr", "Navn", "Mål 1", "Skore nu 1", "Andet"]
    lines = [f"{SECRET}{n};{SECRET} {n};{SECRET}\t{n};{SECRET};{SECRET * 9}" for n in range(3)]
    told = [mlmp.draft_map(template, table_of(tmp_path, heads, *lines))]
    record = {**dict(zip(heads, lines[0].split(";"), strict=True)), SECRET * 2: SECRET}
    told.append(mlmp.draft_map(template, [record]))
    for drafted in told:
        assert SECRET not in "".join([drafted.toml, repr(drafted), *map(str, drafted.doubts)])
        assert SECRET not in "".join(map(str, drafted.notes))


def test_comments_are_in_the_language_of_the_user(template, tmp_path):
    with mlmp.language("de"):
        drafted = mlmp.draft_map(template, table_of(tmp_path, ["Navn"], "Åse"), hidden=None)
    assert columns_of(drafted) == {"Navn": "Navn"}
    english = mlmp.draft_map(PLAN, table_of(tmp_path, ["Navn"], "Åse"), lang="en")
    assert columns_of(english) == {"Navn": "Name"}


HEADINGS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["Mål 1", "Mål", 'M"å\\l', "a\nb", "Score nu 1", "id", "Fornavn", "\u2028", "[columns]", "#"]
)


def written(headings: list[str]) -> io.BytesIO:
    """A CSV with these headings and two rows."""
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    lines.writerows([["Navn", *headings], *[["Åse"] * (len(headings) + 1)] * 2])
    return io.BytesIO(text.getvalue().encode())


@pytest.mark.slow
@given(st.lists(HEADINGS, max_size=8))
def test_whatever_the_headings_the_draft_is_a_map_that_means_the_same(headings):
    template = plan()
    try:
        drafted = mlmp.draft_map(template, written(headings))
    except mlmp.AnswersError:
        return  # a heading with control characters, or one that is used twice
    content = tomllib.loads(drafted.toml)
    assert {*content["columns"]} <= {heading.strip() for heading in ["Navn", *headings]}
    if drafted.doubts:
        return
    with tempfile.TemporaryDirectory() as folder:
        columns = saved(Path(folder), drafted)
        mapped = Batch.of(template, written(headings), columns).matching
    plain = Batch.of(template, written(headings)).matching
    assert mapped.matches[0].paths == plain.matches[0].paths


# The command --------------------------------------------------------------------------------------


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, ["map", *map(str, args)], prog_name="mlmp-print")
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


@pytest.mark.parametrize(("lang", "step"), [("da", "delmål"), ("en", "Step"), ("de", "Schritt")])
def test_a_question_whose_heading_begins_with_its_number_is_written_without(tmp_path, lang, step):
    table = rows(["Sagsnr", "Navn", "Delmål"], "1;Ida;gå", "1;Ida;bo", "2;Bo;løb", "2;Bo;gå")
    drafted = mlmp.draft_map("goal-staircase", table, lang=lang)
    assert tomllib.loads(drafted.toml)["columns"]["Delmål"] == step
    columns = saved(tmp_path, drafted)
    assert mlmp.batch("goal-staircase", table, columns=columns, dry_run=True).written == 2


@pytest.mark.parametrize("lang", ["da", "en", "de"])
def test_no_heading_has_a_gap_where_its_number_stood(lang):
    own = look.load(lang)
    for name in forms.names():
        form = forms.load(name, own)
        wording = every_wording(form, own)[0]
        for place in form.all_places():
            heading = wording.column(place, "")
            assert heading[0].isalnum() and " ," not in heading and "  " not in heading


def test_the_command_writes_to_stdout_or_into_a_new_file(tmp_path):
    table = table_of(tmp_path, ["Navn", "Mål 1"], "Åse;gå")
    plain, dash = run(PLAN, table), run(PLAN, table, "-o", "-")
    assert plain.exit_code == dash.exit_code == 0 and plain.stdout == dash.stdout
    assert tomllib.loads(plain.stdout)["columns"] == {"Navn": "Navn", "Mål 1": "Mål 1"}
    path = tmp_path / "map.toml"
    assert run(PLAN, table, "-o", path).exit_code == 0
    assert path.read_text("utf-8") == plain.stdout
    path.write_text("mine", "utf-8")
    refused = run(PLAN, table, "-o", path)
    assert refused.exit_code == 5 and "--force" in refused.stderr
    assert path.read_text("utf-8") == "mine"
    assert run(PLAN, table, "-o", path, "--force").exit_code == 0
    assert run(PLAN, table, "-o", table, "--force").exit_code == 5


def test_the_command_says_what_is_to_be_decided(tmp_path):
    table = table_of(tmp_path, ["Navn", "Ydelse", "Sted"], "Åse;gå;her")
    result = run(PLAN, table, "-o", tmp_path / "map.toml")
    assert result.exit_code == 3
    assert "unknown-columns" in result.stderr and "--accept" not in result.stderr
    assert (tmp_path / "map.toml").is_file()


def test_the_command_asks_what_a_batch_asks(tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("Nord", "Syd"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Navn", "Mål 1"])
            sheet.write_row(1, 0, [name, "gå"])
    result = run(PLAN, path)
    assert result.exit_code == 4 and "--sheet NAME" in result.stderr and not result.stdout
    named = run(PLAN, path, "--sheet", "Syd", "--lang", "en")
    assert tomllib.loads(named.stdout)["sheet"] == "Syd"
    unclear = table_of(tmp_path, ["Navn", "Mål 1"], "Navn;Mål 2", "Åse;gå")
    assert run(PLAN, unclear).exit_code == 4
    assert run(PLAN, "-").exit_code == 2 and run(",", unclear).exit_code == 2
    assert run(PLAN, tmp_path / "none.csv").exit_code == 4


def test_a_dry_run_shows_the_kinds_and_the_place(tmp_path):
    path = table_of(tmp_path, ["Udtræk", "", ""], "Navn;Mål 1;Score nu 1", "Åse;gå;2")
    result = CliRunner().invoke(main, ["batch", PLAN, str(path), "--dry-run"])
    assert result.stdout.splitlines() == [
        "heading row: 2",
        "Navn       → name               short text",
        "Mål 1      → goals.1.text       short text",
        "Score nu 1 → goals.1.score_now  number 0–4",
    ]
