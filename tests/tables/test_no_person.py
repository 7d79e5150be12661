"""Rows that are no person, and cells in which a program wrote that there is nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from marking import slow_unless

import mlmp_print as mlmp
from mlmp_print.batches.report import Outcome
from mlmp_print.tables.doubts import code_of
from mlmp_print.tables.no_person import is_null_word, is_sum

HEADS = "Sagsnr;Navn;Mål 1;Score nu 1;Score forventet 1"
GOOD = "1;Ida Test;gå en tur;3;2"
GROUPED = 'group_by = "Sagsnr"\n[columns]\n"Mål" = "goals.text"\n"Score nu" = "goals.score_now"\n'


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template("visual-plan")


def dry_run(
    template: mlmp.Template, folder: Path, *lines: str, map_text: str = "", **options: Any
) -> Outcome:
    table = folder / "t.csv"
    table.write_text("\n".join(lines), "utf-8")
    columns = None
    if map_text:
        columns = folder / "map.toml"
        columns.write_text(map_text, "utf-8")
    return mlmp.batch(template, table, columns=columns, dry_run=True, **options)


def codes(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [
        (trouble.where.row, trouble.where.column, code_of(trouble)) for trouble in outcome.troubles
    ]


def test_a_row_of_averages_is_no_person_until_accepted(template, tmp_path):
    lines = (HEADS, GOOD, "Gns.;1 borger;;3;2")
    outcome = dry_run(template, tmp_path, *lines)
    assert (outcome.written, outcome.failed) == (1, 1)
    assert codes(outcome) == [(3, "Sagsnr", "totals"), (3, "Score nu 1", "scores-alone")]
    assert "borger" not in " ".join(map(str, outcome.troubles))
    accepted = dry_run(template, tmp_path, *lines, accept=["totals"])
    assert codes(accepted) == [(3, "Score nu 1", "scores-alone")]
    assert dry_run(template, tmp_path, *lines, accept=["totals", "scores-alone"]).written == 2


@pytest.mark.parametrize(
    ("heads", "line", "column"),
    [
        (HEADS, ";I alt;2 mål;;", "Navn"),
        ("Hold;Navn;Mål 1", "Total hold 3;;2", "Hold"),
        ("Fornavn;Efternavn;Mål 1", "Durchschnitt;;x", "Fornavn"),
        ("Nr;Navn;Mål 1", "Sum:;25;25", "Nr"),
        (";Navn;Mål 1", "Gennemsnit;25;25", ""),
    ],
)
def test_words_of_sums_are_found_where_a_row_says_whose_it_is(
    template, tmp_path, heads, line, column
):
    assert codes(dry_run(template, tmp_path, heads, line)) == [(2, column, "totals")]


@pytest.mark.parametrize(
    "word",
    ["Gennemsnit", "I ALT:", "Total", "Σ Total", "Sum", "Subtotal", "Grand Total", "Average (12)",
     "Mean", "Antal: 25", "Antal borgere", "Hovedtotal", "Ida Test Total", "Summe", "Ø",
     "Gesamtergebnis", "Anzahl", "Gns", "gns. score", "I\u00a0alt", "Gennemsnit pr. borger",
     "Sum af score", "Gennemsnitsscore", "Landsgennemsnit", "Ialt", "Totalt", "Antal af Navn",
     "Antal mål: 12", "Samlet score", "Maks. af score", "Std.afv.", "Rækkenavne", "Σ",
     "Average of score", "Count of name", "Standard deviation", "Row Labels", "Anzahl von Name"],
)  # fmt: skip
def test_words_of_sums(word):
    assert is_sum(word)


@pytest.mark.parametrize(
    "name",
    ["Minna", "Alle Jensen", "Samletta", "Max Std",
     "Kim Sum", "Antal Szabó", "Totalis", "Max", "Min Jensen", "Åse", "1", "", "Sumaya", "Meaney",
     "Gnst", 12, None, "Mediano"],
)  # fmt: skip
def test_names_are_no_sums(name):
    assert not is_sum(name)


def test_a_name_in_two_columns_is_judged_as_a_whole(template, tmp_path):
    outcome = dry_run(template, tmp_path, "Fornavn;Efternavn;Formål", "Antal;Szabó;bo", "Bo;Sum;x")
    assert outcome.written == 2


def test_a_line_of_sums_within_a_person_is_no_goal(template, tmp_path):
    lines = ("Sagsnr;Navn;Mål;Score nu", "1;Ida;gå;3", "1;Ida;bage;2", "1;Ida;;2,5")
    outcome = dry_run(template, tmp_path, *lines, map_text=GROUPED)
    assert codes(outcome) == [(4, "Score nu", "scores-alone")]


def test_scores_stand_alone_where_nobody_expects_a_goal(template, tmp_path):
    assert dry_run(template, tmp_path, "Navn;Score nu 1", "Ida;3").written == 1
    assert dry_run(template, tmp_path, HEADS, "1;Ida;;ikke vurderet;").written == 1


@pytest.mark.parametrize(
    ("heads", "line", "column"),
    [
        ("Navn;Mål 1;Score nu 2;Mål 2", "Ida;gå;3;", "Score nu 2"),
        ("Navn;Mål 1;Score nu 2", "Ida;gå;3", "Score nu 2"),  # no column for goal 2
        ("Navn;Mål 1;Tema 2;Mål 2;Score forventet 2", "Ida;gå;Sundhed; ;0", "Score forventet 2"),
    ],
)
def test_a_score_beside_an_empty_goal_is_asked_about(template, tmp_path, heads, line, column):
    """It may have slipped into another column."""
    outcome = dry_run(template, tmp_path, heads, line)
    assert codes(outcome) == [(2, column, "scores-alone")]
    assert dry_run(template, tmp_path, heads, line, accept=["scores-alone"]).written == 1


def test_what_read_wrote_may_have_a_score_without_its_goal(template, tmp_path):
    lines = ("form;name;goals.1.text;goals.2.text;goals.2.score_now", "visual-plan;Ida;gå;;3")
    assert dry_run(template, tmp_path, *lines).written == 1


NOTHING = [
    "NULL", "null", "(null)", "[NULL]", "None", "nan", "NaN", "N/A", "n/a", "#N/A", "<NA>", "NaT",
    "undefined", "\\N", "NA", "#REF!", "#DIV/0!", "#BEZUG!", "#NV", " NULL\u00a0",
]  # fmt: skip


@pytest.mark.parametrize(
    "word", [slow_unless(at % 4 == 0, word) for at, word in enumerate(NOTHING)]
)
def test_what_programs_write_for_nothing_is_no_answer_until_accepted(template, word):
    for heading in ("name", "purpose", "goals.2.text"):
        rows = [{"id": 1, "name": "Åse", heading: word}]
        outcome = mlmp.batch(template, rows, dry_run=True)
        assert codes(outcome) == [(1, heading, "null-words")]
        assert mlmp.batch(template, rows, dry_run=True, accept=["null-words"]).written == 1


def test_an_id_that_is_nothing_is_refused_and_one_that_is_no_number_too(template):
    for id_ in ("NULL", float("nan")):
        outcome = mlmp.batch(template, [{"id": id_, "name": "Åse"}], dry_run=True)
        assert codes(outcome) == [(1, "id", "null-words")]


@pytest.mark.parametrize("word", ["none", "ingen", "Tom", "Nana", "Nullermand", "na", "", None, 0])
def test_words_of_people_are_no_words_of_programs(word):
    assert not is_null_word(word)


def test_every_fault_of_a_table_of_each_format_is_named(template, tmp_path):
    rows = [{"Navn": "NULL", "Formål": "None"}, {"Navn": "Gennemsnit"}]
    for name in ("t.json", "t.jsonl"):
        path = tmp_path / name
        lines = "\n".join(map(json.dumps, rows))
        path.write_text(json.dumps(rows) if name == "t.json" else lines, "utf-8")
        outcome = mlmp.batch(template, path, dry_run=True)
        assert codes(outcome) == [
            (1, "Navn", "null-words"),
            (1, "Formål", "null-words"),
            (2, "Navn", "totals"),
        ]


@pytest.mark.parametrize(
    "word",
    ["(tom)", "(blank)", "(Leer)", "n.a.", "N.A.", "-", "--", "–", ".", "?", "...", "???",
     "[tom]", "<tom>", "'NULL'", "NULL.", "DBNull", "IKKE_UDFYLDT", "-- Vælg --", "Vælg…",
     "Klik eller tryk her for at skrive tekst.", "Click or tap here to enter text.",
     "[object Object]", "Ikke udfyldt", "Not filled in", "NICHT AUSGEFÜLLT", "k.A.", "/"],
)  # fmt: skip
def test_words_and_signs_for_nothing_are_asked_about_in_every_language(template, word):
    for heading in ("name", "purpose", "goals.2.text"):
        rows = [{"id": 1, "name": "Åse", heading: word}]
        assert codes(mlmp.batch(template, rows, dry_run=True)) == [(1, heading, "null-words")]


@pytest.mark.parametrize("text", [
    "Ikke udfyldt af Ida", "gå - og løbe", "Tom", "- gå en tur", "½", "Ingen.", "(gå)",
    "Jeg kan ikke vælge", "(nej)",
])  # fmt: skip
def test_words_for_nothing_within_a_sentence_are_part_of_it(text):
    assert not is_null_word(text)


@pytest.mark.parametrize(
    ("heads", "line", "column"),
    [
        ("Navn;Mål 1", "Navn;Mål 1", "Navn"),
        ("Navn;Mål 1", "navn:;Noget andet", "Navn"),
        ("Navn;Mål 1", "Kilde: Sensum Bosted;", "Navn"),
        ("Nr;Navn;Mål 1", "Side 1 af 2;;", "Nr"),
        ("Navn;Mål 1", "Udskrevet 01-01-2026;", "Navn"),
        ("Navn;Mål 1", "Page 3/4;", "Navn"),
        ("Navn;Mål 1", "Gedruckt am 1. Mai 2026;", "Navn"),
        ("Navn;Mål 1", "010190-1234;gå", "Navn"),
        ("Navn;Mål 1", "010190-xxxx;gå", "Navn"),
        ("Navn;Mål 1", "25;gå", "Navn"),
        ("Navn;Mål 1", "1. maj 2026;gå", "Navn"),
        ("Fornavn;Efternavn;Mål 1", "Fornavn;Efternavn;Mål 1", "Fornavn"),
    ],
)
def test_rows_that_a_report_adds_are_no_person_until_accepted(
    template, tmp_path, heads, line, column
):
    good = ";".join(["Ida", "Test", "gå"][: heads.count(";") + 1])
    outcome = dry_run(template, tmp_path, heads, good, line)
    assert [code for code in codes(outcome) if code[2]] == [(3, column, "no-person")]
    accepted = dry_run(template, tmp_path, heads, good, line, accept=["no-person"])
    assert "no-person" not in [code for _, _, code in codes(accepted)]


@pytest.mark.parametrize("name", ["Kilde Hansen", "Side Jensen", "Borger 12", "X", "Navnlig Prik",
                                  "Quelle", "Bo 2", "Stand Olsen"])  # fmt: skip
def test_names_are_no_lines_of_a_report(template, tmp_path, name):
    assert dry_run(template, tmp_path, "Navn;Mål 1", f"{name};gå en tur").written == 1


@pytest.mark.parametrize("name", ["***** Holm", "I*** H***", "XXXXXX", "xxx xxx"])
def test_a_masked_name_is_no_person(template, tmp_path, name):
    lines = ("Navn;Mål 1", f"{name};gå en tur")
    assert codes(dry_run(template, tmp_path, *lines)) == [(2, "Navn", "no-person")]
    assert dry_run(template, tmp_path, *lines, accept=["no-person"]).written == 1


@pytest.mark.parametrize("name", ["X", "Xi Xu", "Åse*", "Alexx"])
def test_a_name_with_an_x_or_a_star_is_one(template, tmp_path, name):
    assert dry_run(template, tmp_path, "Navn;Mål 1", f"{name};gå en tur").written == 1


@pytest.mark.parametrize("goal", ["02-01-2026", "2026-01-02", "1/5/26", "25", "12,5 %"])
def test_a_date_or_a_number_is_no_goal_in_a_table_without_scores_either(template, tmp_path, goal):
    lines = ("Navn;Mål 1", f"Ida;{goal}")
    assert codes(dry_run(template, tmp_path, *lines)) == [(2, "Mål 1", "scores-alone")]


def test_a_number_is_no_goal(template, tmp_path):
    lines = (
        "Navn;Mål 1;Mål 2;Score nu 1",
        "Ida;gå;løb;2",
        "Af dem;25;12;",
        "Bo;3 ture om ugen;;1",
    )
    outcome = dry_run(template, tmp_path, *lines)
    assert codes(outcome) == [(3, "Mål 1", "scores-alone")]
    assert dry_run(template, tmp_path, *lines, accept=["scores-alone"]).written == 3


# Rows that may be one person ---------------------------------------------------------------------


def refused(template: mlmp.Template, table: Any, **options: Any) -> str:
    with pytest.raises(mlmp.AnswersError) as caught:
        mlmp.batch(template, table, dry_run=True, **options)
    return str(caught.value)


def test_names_that_repeat_in_a_table_without_ids_are_asked_about(template, tmp_path):
    table = tmp_path / "long.csv"
    table.write_text("Navn;Mål 1\nIda;bus\nBo;gå\nida ;kor\n", "utf-8")
    said = refused(template, table)
    assert "row 2, column “Navn”: the name in this row stands in 2 rows" in said
    assert "same-name" in said and 'group_by = "Navn"' in said
    assert mlmp.batch(template, table, dry_run=True, accept=["same-name"]).written == 3
    lines = ("Navn;Mål", "Ida;bus", "Ida;kor")
    assert dry_run(template, tmp_path, *lines, map_text='group_by = "Navn"').written == 1


def test_a_name_in_two_columns_that_repeats_is_asked_about(template):
    row = {"Fornavn": "Ida", "Efternavn": "Prøve", "Formål": "bo"}
    assert "give each person an id" in refused(template, [row, {**row, "Formål": "gå"}])


def test_two_people_of_one_name_with_ids_are_two_people(template):
    rows = [{"id": 1, "name": "Ida"}, {"id": 2, "name": "Ida"}]
    assert mlmp.batch(template, rows, dry_run=True).written == 2


def test_merged_ids_are_asked_about(template):
    rows = [
        {"id": 1, "name": "Bo", "purpose": "gå"},
        {"id": 2, "name": "Ida", "purpose": "gå"},
        {"id": None, "name": "Ida", "purpose": "løbe"},
    ]
    said = refused(template, rows)
    assert "3, column “id”: is empty, but the row above has an id" in said and "same-id" in said
    assert mlmp.batch(template, rows, dry_run=True, accept=["same-id"]).written == 3
    rows[2]["name"] = "Eva"  # somebody of whom no id is known
    assert mlmp.batch(template, rows, dry_run=True).written == 3


@pytest.mark.parametrize("cell", ["Sundhed, Mobilitet", "Sundhed og Mobilitet", "health/mobility"])
def test_two_themes_in_one_cell_are_not_half_understood(template, tmp_path, cell):
    lines = ("Navn;Mål 1;Livstema 1", f"Ida;gå;{cell}")
    (trouble,) = dry_run(template, tmp_path, *lines).troubles
    assert "names several life themes, but a goal has one" in str(trouble)


def test_a_formula_that_failed_is_not_called_empty(template):
    for error in ("#N/A", "#NV", "#I/T"):
        (trouble,) = mlmp.batch(template, [{"id": 1, "name": error}], dry_run=True).troubles
        assert "is empty" not in str(trouble)


@pytest.mark.parametrize("words", ["do.", "Samme som ovenfor", "(se ovenfor)", "ditto", "wie oben"])
def test_words_for_the_row_above_are_asked_about(words):
    rows = [{"Navn": "Ida", "Mål 1": "bage"}, {"Navn": "Bo", "Mål 1": words}]
    outcome = mlmp.batch("visual-plan", rows, dry_run=True)
    assert codes(outcome) == [(2, "Mål 1", "null-words")]
    assert mlmp.batch("visual-plan", rows, dry_run=True, accept=["null-words"]).written == 2


def test_a_goal_that_speaks_of_what_is_above_is_a_goal():
    rows = [
        {"Navn": "Ida", "Mål 1": "do. og så alene"},
        {"Navn": "Do", "Mål 1": "samme mål som Bo"},
    ]
    assert mlmp.batch("visual-plan", rows, dry_run=True).written == 2
