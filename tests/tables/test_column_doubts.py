"""Which column is which question: words, numbers, doubts, and tables of another form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as forms
from mlmp_print.look import look
from mlmp_print.look.sheet_names import every_wording
from mlmp_print.model.errors import AnswersError, UsageError
from mlmp_print.tables.column_map import ColumnMap
from mlmp_print.tables.doubts import CODES
from mlmp_print.tables.table_match import TableMatch

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def templates() -> dict[str, mlmp.Template]:
    return {name: mlmp.template(name) for name in ("visual-plan", "status-sheet")}


def paths(headers: list[str], form_name: str = "visual-plan", **settings: str) -> dict[str, str]:
    own = look.load("da")
    form = forms.load(form_name, own)
    matched = TableMatch.of(
        [(form, every_wording(form, own))], headers, ColumnMap("m.toml", **settings)
    )
    return dict(matched.matches[0].paths)


def codes(error: AnswersError) -> list[str]:
    return [message.code for message in error.messages]


def dry_run(form: Any, rows: Rows | Path, **options: Any) -> Any:
    return mlmp.batch(form, rows, dry_run=True, **options)


def filled(form: Any, rows: Rows | Path, **options: Any) -> list[dict[str, Any]]:
    pdfs: dict[str, bytes] = {}
    mlmp.batch(form, rows, pdfs.__setitem__, **options)
    return [mlmp.read(pdf).answers for pdf in pdfs.values()]


# Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("1. Indsatsmål", "goals.1.text"),
        ("Borgermål 2", "goals.2.text"),
        ("SMART INDSATSMÅL: 3", "goals.3.text"),
        ("Maal 1", "goals.1.text"),
        ("Mål nr. 4", "goals.4.text"),
        ("Mål #2", "goals.2.text"),
        ("Indsatsmål II", "goals.2.text"),
        ("Mål 1 tekst", "goals.1.text"),
        ("Mål 2: Tema", "goals.2.theme"),
        ("Current score 1", "goals.1.score_now"),
        ("1. Nuværende mestringsniveau", "goals.1.score_now"),
        ("Funktionsevneniveau, mål 3", "goals.3.score_now"),
        ("Forventet mestringsniveau ved udløb af borgerplan 2", "goals.2.score_expected"),
        ("Goal 2 (expected score)", "goals.2.score_expected"),
        ("Ziel 1 Zahl jetzt", "goals.1.score_now"),
        ("Indsatsformål", "purpose"),
        ("Formaal", "purpose"),
        ("Borgerens navn", "name"),
        ("Delmål 1", None),
        ("Teilziel 1", None),
        ("Mål 2026", None),
        ("Mål 1.1", None),  # not goal 11
        ("Mål 1-1", None),
        ("Mål 1/2", None),
        ("Målscore 1", "goals.1.score_expected"),
        ("Goal 1 target score", "goals.1.score_expected"),
        ("Score nu 1 (0-4)", "goals.1.score_now"),  # with what to write
        ("Score forventet (0 = selv, 4 = hjælp) 2", "goals.2.score_expected"),
        ("Score nu for mål 1", "goals.1.score_now"),
        ("Noter til mål 2", "goals.2.notes"),
        ("Current score for goal 3", "goals.3.score_now"),
        ("Score nu 1 (sidste år)", None),
        ("Score for 1", None),
        ("Mål 1 Score", None),  # of today, or the expected one?
        ("Target 1 score", None),
        ("Ziel 1 Wert", None),
        ("Deltager 1, mål 2", None),
    ],
)
def test_the_words_of_the_concept_and_of_vum_are_known_with_the_number_anywhere(header, path):
    assert paths([header, "Dato"])[header] == path


def test_without_a_number_a_heading_is_the_only_entry_of_a_row():
    assert paths(["Navn", "Indsatsmål", "Tema"]) == {
        "Navn": "name",
        "Indsatsmål": "goals.1.text",
        "Tema": "goals.1.theme",
    }
    assert paths(["Mål", "Mål 2"]) == {"Mål": "goals.1.text", "Mål 2": "goals.2.text"}
    assert paths(["Mål 1", "Mål 2", "Tema"])["Tema"] is None  # of which goal?


def test_a_delmaal_is_a_step_of_the_staircase_and_never_a_goal():
    headers = ["Navn", "Mål", "Delmål 1", "2. delmål"]
    assert list(paths(headers, "goal-staircase").values()) == [
        "name",
        "goal",
        "steps.1.text",
        "steps.2.text",
    ]
    plan = paths(headers)
    assert (plan["Delmål 1"], plan["2. delmål"]) == (None, None)


def test_a_hint_never_names_an_entry_with_another_number_nor_a_goal_for_a_step():
    own = look.load("da")
    form = forms.load("visual-plan", own)
    headers = ["Navn", "Skore nu 1", "Skore nu 7", "Skore nu 13", "Delmål 2"]
    nearest = TableMatch.of([(form, every_wording(form, own))], headers).unmatched.nearest
    assert nearest == {
        "Skore nu 1": "Score nu 1",
        "Skore nu 7": "Score nu 7",
        "Skore nu 13": "",
        "Delmål 2": "",
    }


def test_a_map_takes_headings_as_well_as_paths():
    columns = {"A": "Mål 1", "B": "Score nu 1", "C": "goals.2.text", "D": ""}
    assert list(paths([*columns], columns=columns).values()) == [
        "goals.1.text",
        "goals.1.score_now",
        "goals.2.text",
        None,
    ]
    with pytest.raises(UsageError, match="Did you mean “Score nu 1”"):
        paths(["A"], columns={"A": "Skore nu 1"})


# Numbers ------------------------------------------------------------------------------------------


def numbered(
    tmp_path: Path, *rows: tuple[Any, str], form: str = "visual-plan"
) -> tuple[Rows, Path]:
    key = {"visual-plan": "goals", "goal-staircase": "steps"}[form]
    (tmp_path / "m.toml").write_text(
        f'group_by = "id"\n[columns]\n"no" = "{key}.number"\n"words" = "{key}.text"', "utf-8"
    )
    return [{"id": 1, "name": "A", "no": no, "words": text} for no, text in rows], (
        tmp_path / "m.toml"
    )


@pytest.mark.parametrize("form", ["visual-plan", "goal-staircase"])
def test_an_entry_stands_where_its_number_says_and_gaps_stay(tmp_path, form):
    rows, columns = numbered(tmp_path, (3, "c"), ("1", "a"), (1.0, "a"), form=form)
    ((_, entries),) = (
        (key, value)
        for answers in filled(form, rows, columns=columns)
        for key, value in answers.items()
        if key in ("goals", "steps")
    )
    assert entries == [{"text": "a"}, {}, {"text": "c"}]


@pytest.mark.parametrize("wrong", [None, "", 0, -1, 13, 1.5, "2.0", "Mål 2", "to", True, "1½"])
def test_a_number_that_is_none_fails_its_row(tmp_path, templates, wrong):
    rows, columns = numbered(tmp_path, (1, "a"), (wrong, "b"))
    outcome = dry_run(templates["visual-plan"], rows, columns=columns)
    assert [(found.where.row, found.where.column) for found in outcome.troubles] == [(2, "no")]


def test_one_number_for_two_goals_fails_the_row(tmp_path, templates):
    rows, columns = numbered(tmp_path, (1, "a"), (1, "b"))
    outcome = dry_run(templates["visual-plan"], rows, columns=columns)
    assert [str(found.what) for found in outcome.troubles] == [
        "is the number of something else in row 1"
    ]


def test_a_heading_says_that_a_column_numbers_the_goals():
    for header in ("Mål nr.", "Goal no.", "Ziel Nr.", "Målnummer", "Nr. indsatsmål", "Mål #"):
        assert paths(["id", "Navn", header], group_by="id")[header] == "goals.number"
    agreement = paths(["id", "Navn", "Indsats nr."], "plan-agreement", group_by="id")
    assert agreement["Indsats nr."] == "efforts.number"


def test_numbers_without_a_person_to_count_for_are_a_question(templates):
    with pytest.raises(AnswersError, match="group_by"):
        dry_run(templates["visual-plan"], [{"Navn": "A", "Mål nr.": 2, "Mål": "b"}])


# Doubts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"Navn": "A", "Mål 1": "a", "X": 1, "Y": 2, "Z": 3}, "unknown-columns"),
        ({"Navn": "A", "Formål": "b", "Ønsket adfærd": "c"}, "no-list"),
        ({"Navn": "A", "Målbeskrivelsen": "c"}, "no-list"),
        ({"Mål 1": "a", "Fornavn": "A"}, "no-name"),
        ({"Navn": "A", "Mål 1": "a", "Score nu": 2}, "lost-columns"),
        ({"Navn": "A", "Mål 1": "a", "Score 1": 2}, "lost-columns"),
        ({"Navn": "A", "Mål 1": "a", "Mål 1 Score": 2}, "lost-columns"),
        ({"Navn": "A", "Mål 1": "a", "Skore nu 1": 2}, "lost-columns"),
        ({"Navn": "A", "Ziel 1": "a", "Score jetzt 1": 2}, "lost-columns"),
        ({"Navn": "A", "Mål 1": "a", "Score nu 2025": 3, "Score nu 2026": 2}, "lost-columns"),
        ({"Navn": "A", "Mål 1": "a", "Mål 0": "b"}, "lost-columns"),
        ({"Navn": "A", "Mål 1": "a", "Mål 1.1": "b"}, "lost-columns"),
        ({"Navn": "A", "Mål 1": "a", "Fokusmål 2": "b"}, "lost-columns"),
        ({"Navn": "A", "Mål": "a", "Mål.1": "b", "Mål.2": "c"}, "lost-columns"),
        ({"Navn": "A", "Første mål": "a", "Andet mål": "b", "Mål 3": "c"}, "lost-columns"),
    ],
)
def test_a_table_that_would_make_wrong_sheets_is_refused_until_that_is_accepted(
    templates, row, code
):
    with pytest.raises(AnswersError) as caught:
        dry_run(templates["visual-plan"], [row])
    assert codes(caught.value) == [f"doubt:{code}"] and f"“{code}”" in str(caught.value)
    assert dry_run(templates["visual-plan"], [row], accept=[code]).written == 1


@pytest.mark.parametrize(
    "header",
    [
        "Delmål 1",
        "Antal mål",
        "Number of goals",
        "Hold",
        "Formålet med kurset",
        "Temaaften",
        "Alder",
    ],
)
def test_a_column_of_other_things_beside_the_goals_is_no_lost_one(templates, header):
    rows = [{"Navn": "A", "Mål 1": "a", header: "x"}]
    assert dry_run(templates["visual-plan"], rows).written == 1


@pytest.mark.parametrize(
    "header",
    [
        "Besøg 1",
        "Antal samtaler 1",
        "Hjemmebesøg 1",
        "Timer 1",
        "Visits 1",
        "Gespräche 1",
        "1. møde",
    ],
)
def test_small_numbers_that_count_something_else_are_no_lost_scores(templates, header):
    rows = [{"Navn": "A", "Mål 1": "a", "Score nu 1": 2, header: 3}]
    assert dry_run(templates["visual-plan"], rows).written == 1


@pytest.mark.parametrize("header", ["Vurdering 1", "Vurdering efter besøg 1", "Xyz 1"])
def test_small_numbers_that_may_be_scores_still_are_lost_ones(templates, header):
    with pytest.raises(AnswersError) as caught:
        dry_run(templates["visual-plan"], [{"Navn": "A", "Mål 1": "a", header: 3}])
    assert codes(caught.value) == ["doubt:lost-columns"]


@pytest.mark.parametrize("header", ["Outcome 1", "Emne 1", "X"])
def test_scores_without_a_column_of_goals_are_a_doubt_if_another_column_may_be_it(
    templates, header
):
    row = {"Navn": "A", header: "gå en tur", "Score nu 1": 2, "Score forventet 1": 1}
    with pytest.raises(AnswersError) as caught:
        dry_run(templates["visual-plan"], [row])
    assert codes(caught.value) == ["doubt:no-list"]
    assert dry_run(templates["visual-plan"], [row], accept=["no-list"]).written == 1
    known = {"Navn": "A", "Hold": "Mandag", "Score nu 1": 2, "Score forventet 1": 1}
    assert dry_run(templates["visual-plan"], [known]).written == 1


def test_a_percentage_is_no_score(templates):
    with pytest.raises(AnswersError) as caught:
        dry_run(templates["visual-plan"], [{"Navn": "A", "Mål 1": "a", "Score nu 1 (%)": 2}])
    assert codes(caught.value) == ["doubt:lost-columns"]


def test_an_empty_column_and_one_that_a_map_leaves_out_are_no_lost_ones(templates, tmp_path):
    rows = [{"Navn": "A", "Mål 1": "a", "Score 1": ""}]
    assert dry_run(templates["visual-plan"], rows).written == 1
    columns = tmp_path / "map.toml"
    columns.write_text('[columns]\n"Score 1" = ""\n', "utf-8")
    rows = [{"Navn": "A", "Mål 1": "a", "Score 1": 2}]
    assert dry_run(templates["visual-plan"], rows, columns=columns).written == 1


def test_scores_without_number_beside_a_numbered_goal_are_named_with_what_they_are_like(
    templates, tmp_path
):
    table = tmp_path / "t.csv"
    table.write_text("Navn;Mål 1;Tidligere score;Nuværende score\nA;a;3;2\n", "utf-8")
    with pytest.raises(AnswersError, match="“Tidligere score”, “Nuværende score”"):
        dry_run(templates["status-sheet"], table)
    table.write_text("name;goals.0.text;goals.1.text\nA;a;b\n", "utf-8")
    with pytest.raises(AnswersError, match=r"“goals\.0\.text”"):
        dry_run(templates["visual-plan"], table)
    with pytest.raises(AnswersError, match=r"“Score nu” \(nearest: “Score nu 1”\)"):
        dry_run(templates["visual-plan"], [{"Navn": "A", "Mål 1": "a", "Score nu": 2}])


def test_a_number_in_a_heading_of_rows_that_are_one_person_is_answered_with_what_to_write(
    templates, tmp_path
):
    columns = tmp_path / "map.toml"
    columns.write_text('group_by = "Sagsnr"\n', "utf-8")
    rows = [{"Sagsnr": 1, "Navn": "A", "Mål 1": "a"}, {"Sagsnr": 1, "Navn": "A", "Mål 1": "b"}]
    with pytest.raises(AnswersError, match=r'"Mål 1" = "goals\.text"'):
        dry_run(templates["visual-plan"], rows, columns=columns)


@pytest.mark.parametrize(
    "row",
    [
        {"Navn": "A"},
        {"Navn": "A", "Hold": "Mandag"},
        {"Navn": "A", "Dato": "1/5-26", "Hold": "x", "Telefon": 1, "E-mail": "y", "Bosted": "z"},
        {"Navn": "A", "Formål": "b"},
        {"Navn": "A", "Mål 1": "a", "X": 1},
    ],
)
def test_a_list_of_names_and_a_table_that_is_mostly_known_are_no_doubt(templates, row):
    assert dry_run(templates["visual-plan"], [row]).written == 1


def test_a_column_that_a_map_throws_away_is_no_doubt(tmp_path, templates):
    columns = tmp_path / "m.toml"
    columns.write_text('[columns]\n"X" = ""\n"Y" = ""\n"Z" = ""', "utf-8")
    row = {"Navn": "A", "Mål 1": "a", "X": 1, "Y": 2, "Z": 3}
    assert dry_run(templates["visual-plan"], [row], columns=columns).notes == []


def test_sheets_without_names_are_said_first_where_all_columns_are_known(templates):
    rows = [{"id": 1, "Mål 1": "a", "X": ""}]
    outcome = dry_run(templates["visual-plan"], rows)
    assert str(outcome.notes[0].what) == "no column is the name: the sheets have none"


def test_the_command_line_names_the_option_that_accepts(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("Navn;Delmål 1;Delmål 2\nA;b;c\n", "utf-8")
    batch = ["batch", "visual-plan", str(table), "--dry-run"]
    refused = CliRunner().invoke(main, batch)
    assert refused.exit_code == 4 and "Give --accept unknown-columns for that." in refused.stderr
    accepted = [argument for code in CODES for argument in ("--accept", code)]
    assert CliRunner().invoke(main, [*batch, *accepted]).exit_code == 0


# Tables of another form ---------------------------------------------------------------------------

PLAN = {
    "form": "visual-plan",
    "name": "Ida",
    "date": "2025-05-01",
    "purpose": "bo selv",
    "goals.1.text": "tage bussen",
    "goals.1.theme": "mobility",
    "goals.1.score_now": 3,
    "goals.1.score_expected": 2,
    "goals.3.text": "lave mad",
}


def without_form(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "form"}


@pytest.mark.parametrize("target", ["status-sheet", "goal-staircase", "plan-agreement"])
def test_a_table_of_plans_starts_other_sheets_as_fill_does_from_one(target):
    (made,) = filled(target, [{"file": "a.pdf", "version": 1, **PLAN}])
    plan = mlmp.read(mlmp.fill("visual-plan", mlmp.read(mlmp.fill("visual-plan", {
        "name": "Ida", "date": "2025-05-01", "purpose": "bo selv",
        "goals": [
            {"text": "tage bussen", "theme": "mobility", "score_now": 3, "score_expected": 2},
            {},
            {"text": "lave mad"},
        ],
    }).pdf).answers).pdf)  # fmt: skip
    assert made == mlmp.read(mlmp.fill(target, mlmp.carry(target, plan).answers).pdf).answers


def test_it_is_said_once_that_sheets_start_from_the_older_ones(templates):
    outcome = dry_run(templates["status-sheet"], [PLAN, PLAN])
    assert [str(note.what) for note in outcome.notes] == [
        "2 sheets of “Den visuelle plan”: the new ones start from them, as each form says"
    ]


def test_scores_of_an_older_form_are_never_taken_for_those_of_today(templates, tmp_path):
    status = templates["status-sheet"]
    for row in (without_form(PLAN), {"Navn": "A", "Mål 1": "b", "Score nu 1": 2}):
        with pytest.raises(AnswersError) as caught:
            dry_run(status, [row])
        assert "doubt:other-form" in codes(caught.value)
    columns = tmp_path / "m.toml"
    columns.write_text('[columns]\n"Score nu 1" = "Score sidst 1"', "utf-8")
    row = {"Navn": "A", "Mål 1": "b", "Score nu 1": 2}
    assert filled(status, [row], columns=columns)[0]["goals"][0] == {"text": "b", "score_then": 2}
    both = {**row, "Score sidst 1": 3}
    assert dry_run(status, [both]).written == 1


def test_a_form_that_takes_nothing_over_is_refused():
    with pytest.raises(AnswersError, match="takes no answer over"):
        dry_run("score-card", [PLAN])


def test_rows_of_several_forms_are_not_mixed_and_the_column_is_not_talked_away(templates):
    rows = [PLAN, {"form": "status-sheet", "name": "Bo"}, {"form": "goal-staircase", "name": "Eva"}]
    outcome = dry_run(templates["status-sheet"], rows)
    assert (outcome.written, [found.where.row for found in outcome.troubles]) == (1, [1, 3])
    assert all('"form" = ""' not in found.sentence for found in outcome.troubles)


def test_a_row_that_names_no_form_beside_others_that_do_is_left_out(templates):
    outcome = dry_run(templates["status-sheet"], [PLAN, {**PLAN, "form": ""}])
    assert (outcome.written, outcome.failed) == (1, 1)


# What the cells tell ------------------------------------------------------------------------------


def table(folder: Path, *lines: str) -> Path:
    path = folder / "t.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def grouped(folder: Path, more: str = "") -> Path:
    path = folder / "m.toml"
    path.write_text(f'group_by = "Sagsnr"\n{more}', "utf-8")
    return path


def refused(form: Any, rows: Rows | Path, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(AnswersError) as caught:
        dry_run(form, rows, **options)
    return [(message.code, message.where.column) for message in caught.value.messages]


@pytest.mark.parametrize(
    "lines",
    [
        ("Navn;Ida", "Mål 1;gå", "Score nu 1;2"),
        ("Name;Ida;Bo", "Date;1/5-26;1/5-26", "Goal 1;walk;sing"),
        ("Navn;Ida", "Adresse;Vej 2", "Telefon;12345678", "Formål;bo selv"),
    ],
)
def test_questions_below_each_other_are_no_people(templates, tmp_path, lines):
    path = table(tmp_path, *lines)
    assert ("doubt:no-person", path.read_text("utf-8")[:4]) in refused(
        templates["visual-plan"], path
    )


def test_a_name_that_happens_to_be_a_word_of_a_heading_is_no_question(templates, tmp_path):
    path = table(tmp_path, "Navn;Mål 1", "Ida;gå", "Bo;løb", "Dato;kor")
    assert dry_run(templates["visual-plan"], path).written == 3


@pytest.mark.parametrize(
    ("form", "heads"),
    [
        ("goal-staircase", "Navn;Mål 1;Delmål 1;Mål 2;Delmål 2"),
        ("visual-plan", "Navn;Mål 1;Navn 2;Mål 2"),
        ("visual-plan", "Navn;Mål 1;Mål 2;Formål 2"),
    ],
)
def test_a_question_that_is_asked_once_has_no_number(form, heads, tmp_path):
    path = table(tmp_path, heads, ";".join("abcde"[: heads.count(";") + 1]))
    assert ("doubt:lost-columns", "") in refused(form, path)


@pytest.mark.parametrize(
    ("heads", "line"),
    [
        ("Navn;Mål 1;Livstema 1;Vurdering 1", "Ida;gå;Sundhed;2"),
        ("Navn;Mål 1;Score nu 1;Område 1", "Ida;gå;2;Sundhed"),
        ("Name;Goal 1;Theme 1;Level 1", "Ida;walk;Health;1½"),
        ("Navn;Mål;Livstema;Støttebehov", "Ida;gå;Sundhed;2"),
    ],
)
def test_scores_and_themes_under_other_headings_are_not_lost(templates, tmp_path, heads, line):
    path = table(tmp_path, heads, line)
    assert ("doubt:lost-columns", "") in refused(templates["visual-plan"], path)


@pytest.mark.parametrize(
    ("heads", "line"),
    [
        ("Navn;Mål 1;Livstema 1;Barn 1", "Ida;gå;Sundhed;Per"),
        ("Navn;Mål 1;Score nu 1;Deadline 1", "Ida;gå;2;01-05-2026"),
        ("Navn;Mål 1;Score nu 1;Telefon 1", "Ida;gå;2;3"),
        ("Navn;Mål;Score nu;Antal børn", "Ida;gå;2;3"),
        ("Navn;Mål 1;Livstema 1;Afdeling", "Ida;gå;Mobilitet;Sundhed"),
        ("Navn;Mål 1;Livstema 1;Ydelse 1", "Ida;gå;Mobilitet;3"),
    ],
)
def test_other_columns_of_small_numbers_and_words_are_not_asked_about(
    templates, tmp_path, heads, line
):
    assert dry_run(templates["visual-plan"], table(tmp_path, heads, line)).written == 1


@pytest.mark.parametrize("heading", ["Nr", "Løbenr.", "Prioritet", "Rækkefølge", "Priority"])
def test_a_column_that_counts_each_persons_goals_is_not_thrown_away(templates, tmp_path, heading):
    lines = (f"Sagsnr;Navn;{heading};Mål", "1;Ida;2;gå", "1;Ida;1;bage", "2;Bo;1;løb")
    path, plan = table(tmp_path, *lines), templates["visual-plan"]
    assert refused(plan, path, columns=grouped(tmp_path)) == [("doubt:lost-columns", heading)]
    accepted = dry_run(plan, path, columns=grouped(tmp_path), accept=["lost-columns"])
    assert accepted.written == 2
    counted = grouped(tmp_path, f'[columns]\n"{heading}" = "goals.number"\n')
    assert [goal.get("text") for goal in filled(plan, path, columns=counted)[0]["goals"]] == [
        "bage",
        "gå",
    ]


def test_small_numbers_that_count_everybodys_goals_are_seen_under_any_heading(templates, tmp_path):
    people = [f"{at};P{at}x;{number};mål {number}" for at in range(3) for number in (2, 1, 3)]
    path = table(tmp_path, "Sagsnr;Navn;Ordinal;Mål", *people)
    said = refused(templates["visual-plan"], path, columns=grouped(tmp_path))
    assert said == [("doubt:lost-columns", "Ordinal")]


@pytest.mark.parametrize(
    "lines",
    [
        ("Sagsnr;Navn;Nr;Mål", "1;Ida;1;gå", "1;Ida;2;bage", "2;Bo;1;løb"),  # in order
        ("Nr;Sagsnr;Navn;Mål", "1;1;Ida;gå", "2;1;Ida;bage", "3;2;Bo;løb"),  # of the row
        ("Sagsnr;Navn;Antal timer;Mål", "1;Ida;2;gå", "1;Ida;1;bage", "2;Bo;1;løb"),
        ("Sagsnr;Navn;Besøg;Mål", "1;Ida;2;gå", "1;Ida;1;bage", "2;Bo;1;løb"),
        ("Sagsnr;Navn;Timer;Mål", "1;Ida;3;gå", "1;Ida;3;bage", "2;Bo;1;løb"),
        ("Sagsnr;Navn;Gruppe;Mål", "1;Ida;2;gå", "1;Ida;1;bage", "2;Bo;1;løb"),
        ("Sagsnr;Navn;Nr;Mål", "1;Ida;2;gå", "1;Ida;;bage", "2;Bo;1;løb"),
    ],
)
def test_other_numbers_beside_goals_are_not_asked_about(templates, tmp_path, lines):
    outcome = dry_run(templates["visual-plan"], table(tmp_path, *lines), columns=grouped(tmp_path))
    assert outcome.written == 2


def test_a_hint_at_how_a_date_is_written_is_no_part_of_the_heading():
    assert paths(["Navn", "Dato (dd-mm-åååå)", "Dato (start)"]) == {
        "Navn": "name",
        "Dato (dd-mm-åååå)": "date",
        "Dato (start)": None,
    }


@pytest.mark.parametrize("heading", ["Mål #", "Mål nr.", "Goal #"])
def test_a_number_of_goals_beside_the_goals_is_no_twin(templates, tmp_path, heading):
    path = table(tmp_path, f"Sagsnr;Navn;{heading};Mål", "1;Ida;2;gå", "1;Ida;1;bage")
    (made,) = filled(templates["visual-plan"], path, columns=grouped(tmp_path))
    assert [goal["text"] for goal in made["goals"]] == ["bage", "gå"]


def test_the_number_of_a_goal_is_an_answer_where_an_effort_names_its_goal(tmp_path):
    path = table(tmp_path, "Sagsnr;Navn;Indsats;Mål nr.", "1;Ida;støtte;2", "1;Ida;kor;1")
    (made,) = filled("plan-agreement", path, columns=grouped(tmp_path))
    assert [(effort["what"], effort["goal"]) for effort in made["efforts"]] == [
        ("støtte", "2"),
        ("kor", "1"),
    ]


def test_a_heading_that_two_questions_could_have_is_asked_about(templates, tmp_path):
    path = table(tmp_path, "Sagsnr;Navn;Mål;Noter", "1;Ida;gå;hver dag", "1;Ida;bage;om søndagen")
    plan = templates["visual-plan"]
    assert refused(plan, path, columns=grouped(tmp_path)) == [("doubt:lost-columns", "")]
    said = grouped(tmp_path, '[columns]\nNoter = "goals.notes"\n')
    assert filled(plan, path, columns=said)[0]["goals"][1]["notes"] == "om søndagen"


def test_half_a_name_is_asked_about(templates, tmp_path):
    plan = templates["visual-plan"]
    path = table(tmp_path, "Fornavn;Navn;Mål 1", "Ida;Prøve;gå", "Bo;Test;løb")
    assert refused(plan, path) == [("doubt:no-name", "Fornavn")]
    columns = tmp_path / "m.toml"
    columns.write_text('[columns]\nNavn = "name"\n', "utf-8")  # as it is drafted
    assert refused(plan, path, columns=columns) == [("doubt:no-name", "Fornavn")]
    columns.write_text('[columns]\nFornavn = ""\n', "utf-8")
    assert dry_run(plan, path, columns=columns).written == 2
    whole = table(tmp_path, "Fornavn;Navn;Mål 1", "Ida;Ida Prøve;gå", "Bo;Test, Bo;løb")
    assert dry_run(plan, whole).written == 2


# Notes --------------------------------------------------------------------------------------------

LONG = " ".join(["at tage bussen hjem"] * 16)


def test_small_letters_are_a_number_at_the_end(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text(f"Navn;Formål;X\nA;{LONG};1\nB;{LONG};2\n", "utf-8")
    batch = ["batch", "visual-plan", str(table), "-o", str(tmp_path / "out")]
    lines = CliRunner().invoke(main, [*batch, "--accept", "no-list"]).stderr.splitlines()
    assert lines == [
        "Note: left out, because no question matches: “X”",
        "Note: 2 texts are set smaller to fit",
        "2 filled.",
    ]


def test_strict_makes_every_note_an_error(templates, tmp_path):
    plan = templates["visual-plan"]
    with pytest.raises(AnswersError, match="left out"):
        mlmp.batch(plan, [{"Navn": "A", "Hold": 1}], tmp_path / "out", strict=True)
    assert not (tmp_path / "out").exists()
    rows = [{"id": 1, "Navn": "A", "Formål": LONG}, {"id": 2, "Navn": "B", "Formål": "kort"}]
    outcome = mlmp.batch(plan, rows, tmp_path / "out", strict=True)
    assert (outcome.written, outcome.failed) == (1, 1)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == ["2.pdf"]
