"""What a batch says of a table: it leaves nothing out in silence, and shows no answer."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

import mlmp_print as mlmp
from mlmp_print.batches.report import Outcome
from mlmp_print.cli.commands import main
from mlmp_print.model.errors import AnswersError, UsageError

GROUPED = 'group_by = "Sag"\n[columns]\n"Mål" = "goals.text"\n"Score" = "goals.score_now"\n'
CANARY = "Peter Hansen har epilepsi"
NO_QUESTION = "is no question of this form."
FULL = "at most 12 go on the form. Make a second plan for the rest."


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template("visual-plan")


def file(folder: Path, content: Any, name: str = "t.csv") -> Path:
    """A table of lines, or of JSON values."""
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def dry_run(template: mlmp.Template, table: Path, map_text: str = "") -> Outcome:
    """The outcome of a dry run, with a column map or without."""
    columns = file(table.parent, map_text, "map.toml") if map_text else None
    return mlmp.batch(template, table, columns=columns, dry_run=True)


def places(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [(trouble.where.row, trouble.where.column, trouble.path) for trouble in outcome.troubles]


def run(*args: object) -> Result:
    result = CliRunner().invoke(
        main, ["batch", "visual-plan", *map(str, args)], prog_name="mlmp-print"
    )
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert CANARY not in result.output
    return result


def reported(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))[1:]


# The room of a list -------------------------------------------------------------------------------


def test_more_rows_of_a_person_than_the_list_may_hold_are_one_fault(tmp_path, template):
    lines = [f"1;Åse;mål {number}" for number in range(1, 41)]
    table = file(
        tmp_path,
        "\n".join(
            [
                "Sag;Navn;Mål;Score",
                *(f"{line};" for line in lines),
                "1;Åse;mål 1;2",
                "2;Bo;synge;",
            ]
        ),
    )
    outcome = dry_run(template, table, GROUPED)
    assert (outcome.written, outcome.failed, places(outcome)) == (1, 1, [(14, "Mål", "goals.13")])
    assert outcome.troubles[0].sentence == f"is entry 13 of “Mål”; {FULL}"


def test_as_many_rows_as_the_list_may_hold_read_back(tmp_path, template):
    lines = [f"1;Åse;mål {number};" for number in range(1, 13)]
    columns = file(tmp_path, GROUPED, "map.toml")
    mlmp.batch(
        template,
        file(tmp_path, "\n".join(["Sag;Navn;Mål;Score", *lines, "1;Åse;mål 12;2"])),
        tmp_path,
        columns=columns,
    )
    goals = mlmp.read(tmp_path / "1.pdf", trusted=True).answers["goals"]
    assert len(goals) == 12 and goals[-1] == {"text": "mål 12", "score_now": 2}


def test_a_template_never_draws_a_list_that_is_longer_than_its_form_allows(template):
    with pytest.raises(AnswersError, match=r"“Mål” \(goals\): has 13 entries; at most 12 go on"):
        template.check_values({"goals.13.text": "x"})


# The guard before what looks like a formula -------------------------------------------------------


def test_a_guard_is_taken_off_headings_and_off_a_spreadsheet_that_a_csv_was_saved_as(
    tmp_path, template
):
    map_text = '[columns]\n"- Score i dag" = "goals.1.score_now"\n"=Mål" = "goals.1.text"\n'
    columns = file(tmp_path, map_text, "map.toml")
    table = file(tmp_path, "- Score i dag;=Mål;Navn;Noter\n9;bage;Åse;- ring til mor\n")
    mlmp.batch(template, table, tmp_path, columns=columns)
    failed = tmp_path / "failed-rows.csv"
    lines = [line.split(";") for line in failed.read_text("utf-8-sig").splitlines()]
    assert lines[0][1:3] == ["'- Score i dag", "'=Mål"], "the guard is there"
    book = xlsxwriter.Workbook(tmp_path / "failed.xlsx")
    sheet = book.add_worksheet()
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            sheet.write_string(number, column, cell.replace("9", "2") if number else cell)
    book.close()
    failed.write_text(failed.read_text("utf-8-sig").replace(";9;", ";2;"), "utf-8")
    for name, again in ("csv", failed), ("xlsx", tmp_path / "failed.xlsx"):
        assert mlmp.batch(template, again, tmp_path / name, columns=columns).written == 1
        answers = mlmp.read(tmp_path / name / "2.pdf", trusted=True).answers
        assert (answers["notes"], answers["goals"]) == (
            "- ring til mor",
            [{"text": "bage", "score_now": 2}],
        )


@pytest.mark.parametrize("notes", ["'-vaske", "-vaske", "''=x", "'hej"])
@pytest.mark.parametrize("layout", ["xlsx", "csv"])
def test_what_read_writes_is_the_same_when_batch_has_read_it(tmp_path, template, notes, layout):
    (tmp_path / "a.pdf").write_bytes(template.fill({"name": "Åse", "notes": notes}).pdf)
    assert (
        CliRunner()
        .invoke(main, ["read", str(tmp_path / "a.pdf"), "-o", str(tmp_path / f"t.{layout}")])
        .exit_code
        == 0
    )
    mlmp.batch(template, tmp_path / f"t.{layout}", tmp_path / "out")
    assert mlmp.read(next((tmp_path / "out").glob("*.pdf")), trusted=True).answers["notes"] == notes


# JSON ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("records", "message"), [
    ([], "is an empty list. Write an object"),
    ([{}, {}], "holds only empty objects"),
    ([CANARY, 3], "row 1: is not an object"),
    ([{"name": 1, "Name ": 1}], "row 1, column 2: the heading is that of column 1 too"),
])  # fmt: skip
def test_a_list_without_a_person_says_what_it_is(tmp_path, template, records, message):
    with pytest.raises(AnswersError) as caught:
        dry_run(template, file(tmp_path, records, "t.json"))
    text = str(caught.value)
    assert message in text and CANARY.casefold() not in text.casefold()


def test_a_key_that_is_written_twice_is_shown_only_if_it_is_written_as_keys_are(tmp_path, template):
    lines = [
        '{"name": "Åse"}',
        f'{{"name": "Bo", "{CANARY}": 1, "{CANARY}": 2}}',
        '{"name": "Eva", "notes": "a", "notes": "b"}',
    ]
    outcome = dry_run(template, file(tmp_path, "\n".join(lines), "t.jsonl"))
    assert [str(trouble) for trouble in outcome.troubles] == [
        "row 2, column “key 2”: is there twice. Keep one.",
        "row 3, column “notes”, “Noter”: is there twice. Keep one.",
    ]


def test_a_key_that_is_no_question_is_shown_only_if_it_is_written_as_keys_are(tmp_path):
    table = file(
        tmp_path,
        [
            {
                "name": "Åse",
                CANARY: 1,
                "gaols": [{"text": "bage"}],
                "Navne": 2,
                "can": {CANARY: 3},
                "0101011234": 4,
            }
        ],
        "t.json",
    )
    left_out = (
        "left out, because no question matches: “key 2”, “gaols.1.text”, “Navne”, “key 5”, “key 6”"
    )
    refused = run(table, "--dry-run")
    assert refused.exit_code == 4 and "key 2" in refused.stderr
    assert "0101011234" not in refused.output and CANARY not in refused.output
    accepted = ("--accept", "unknown-columns", "--accept", "no-list")
    result = run(table, "--dry-run", *accepted)
    assert (
        result.exit_code == 0
        and f"Note: {left_out}" in result.stderr
        and "0101011234" not in result.output
    )
    assert result.stdout.splitlines()[1].startswith("key 2        → –  ")
    report = tmp_path / "report.csv"
    result = run(table, "-o", tmp_path / "out", "--report", report, *accepted)
    assert result.exit_code == 0 and left_out in result.stderr
    assert reported(tmp_path / "report.csv") == [["", "", "", f"Note: {left_out}"]]
    columns = file(tmp_path, 'id = "Sagsnr"\n', "map.toml")
    assert "Known: name, gaols.1.text" in run(table, "--columns", columns, "--dry-run").stderr


@pytest.mark.parametrize(("answers", "path", "message"), [
    ({"goals": "cykle"}, "goals", "must be a list. Write [ … ]."),
    ({"goals": {"text": "cykle"}}, "goals.text", "must be a list. Write [ … ]."),
    ({"goals": ["cykle"]}, "goals.1", "must be an object. Write { … }."),
    ({"goals": [{}, {"txt": "bo"}]}, "goals.2.txt", f"{NO_QUESTION} Did you mean “goals.2.text”?"),
    ({"goals": [{CANARY: "cykle"}]}, "", NO_QUESTION),
    ({"goals": [{"text": "cykle"}] * 14}, "goals", f"is entry 13 of “Mål”; {FULL}"),
    ({"goals.1234567.text": "x"}, "", "must be a list. Write [ … ]."),
    ({"goals." + "9" * 5000: "x"}, "", "must be a list. Write [ … ]."),
    ({"name": {"first": "Åse"}}, "name.first", f"{NO_QUESTION} Known: name."),
    ({"Mål 13": "cykle"}, "goals", f"is entry 13 of “Mål”; {FULL}"),
])  # fmt: skip
def test_what_fill_refuses_is_a_fault_of_its_record(tmp_path, template, answers, path, message):
    with pytest.raises(AnswersError):
        template.fill(answers)
    outcome = dry_run(
        template,
        file(tmp_path, [{"notes": "a"}, {"notes": "b", **answers}, {"notes": "c"}], "t.json"),
    )
    assert (
        outcome.written,
        [(trouble.where.row, trouble.path, trouble.sentence) for trouble in outcome.troubles],
    ) == (2, [(2, path, message)])
    assert CANARY not in str(outcome.troubles)


def test_in_a_grouped_table_a_record_with_a_list_is_a_fault(tmp_path, template):
    outcome = dry_run(
        template,
        file(tmp_path, [{"id": 1, "notes": "a", "goals": [{"text": "bage"}]}], "t.json"),
        'group_by = "id"',
    )
    assert [trouble.sentence for trouble in outcome.troubles] == [
        "is no question of this form. Did you mean “goals.text”?"
    ]


# Headings -----------------------------------------------------------------------------------------


def test_a_column_beyond_the_end_of_a_list_is_a_fault_of_the_rows_that_have_something_in_it(
    tmp_path, template
):
    table = file(
        tmp_path,
        "Navn;Mål 12;Mål 13;Score nu 13;Mål 14;Mål 2026\nÅse;a;;;;x\nBo;a;b;2;c;\nEva;;;;c;\n",
    )
    outcome = mlmp.batch(template, table, dry_run=True, accept=["lost-columns"])
    assert (outcome.written, outcome.failed, places(outcome)) == (
        1,
        2,
        [(3, "Mål 13", "goals"), (4, "Mål 14", "goals")],
    )
    assert outcome.notes[0].reported == "Note: left out, because no question matches: “Mål 2026”"
    assert (
        "Mål 13      → – (is entry 13 of “Mål”; at most 12 go on the form)"
        in run(table, "--dry-run").stdout
    )
    assert (
        dry_run(
            template,
            table,
            '[columns]\n"Mål 13" = ""\n"Mål 14" = ""\n"Score nu 13" = ""\n"Mål 2026" = ""',
        ).failed
        == 0
    )


def test_a_column_without_a_heading_is_named_if_something_stands_in_it(tmp_path):
    table = file(tmp_path, "Navn;Mål 1;;Score nu 1;\nÅse;a;;2;\nBo;a;vigtigt;2;\n")
    result = run(table, "-o", tmp_path / "out", "--report", tmp_path / "report.csv")
    assert result.exit_code == 0 and "Note: column C has no heading; left out" in result.stderr
    assert reported(tmp_path / "report.csv") == [
        ["", "", "", "Note: column C has no heading; left out"]
    ]
    assert "column C has no heading" in run(table, "--dry-run").stderr
    table.write_text("Navn;Mål 1;;Score nu 1;\nÅse;a;;2;\n", "utf-8")
    assert "no heading" not in run(table, "--dry-run").stderr


def sheet(path: Path, rows: list[list[Any]], merged: str = "", *, left: int = 0) -> Path:
    """A workbook whose first sheet is empty."""
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Forside")
    ours = book.add_worksheet("Udtræk")
    if merged:
        ours.merge_range(merged, "Mål 1")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                ours.write(number, left + column, cell)
    book.close()
    return path


def test_a_heading_over_several_columns_is_one_of_the_first(tmp_path, template):
    table = sheet(
        tmp_path / "t.xlsx",
        [["Navn", None, None, None], ["Åse", "bage", "Sundhed", 2]],
        "AA1:AC1",
        left=25,
    )
    assert [note.reported for note in dry_run(template, table).notes] == [
        "Note: columns AB, AC have no heading; left out"
    ]


def test_a_table_without_a_question_is_named_with_its_sheet_and_where_headings_stand(
    tmp_path, template
):
    with pytest.raises(AnswersError) as caught:
        dry_run(
            template,
            sheet(
                tmp_path / "t.xlsx",
                [["Udtræk fra systemet"], [None], ["Borgers", "Ønske"], ["Åse", "bage"]],
            ),
        )
    where = "t.xlsx, sheet “Udtræk”: "
    what = "no column is a question of visual-plan."
    remedy = "The headings must stand in one of the first 20 rows."
    assert f"{where}{what} {remedy}" in str(caught.value)
    with pytest.raises(
        AnswersError, match=r"t\.json: no key is a question of visual-plan\."
    ) as caught:
        dry_run(template, file(tmp_path, [{"navnet": 1}], "t.json"))
    assert [message.code for message in caught.value.messages] == ["no-question"]
    with pytest.raises(AnswersError, match=r"t\.csv: has no headings") as caught:
        dry_run(template, file(tmp_path, ";;\n;;\n"))
    assert [message.code for message in caught.value.messages] == ["no-headings"]


def test_the_column_form_is_shown_only_if_it_names_a_form(tmp_path, template):
    outcome = dry_run(
        template, file(tmp_path, f"name;form\nÅse;{CANARY}\nBo;goal-staircase\nEva;visual-plan\n")
    )
    assert outcome.written == 1 and CANARY not in str(outcome.troubles)
    first, second = (trouble.sentence for trouble in outcome.troubles)
    assert first.startswith("names another form, so this row is left out.")
    assert second.startswith("names the form “goal-staircase”, so this row is left out.")
    assert first.endswith('write "form" = "" under [columns] of a map.')


def test_everything_wrong_with_a_map_is_said_at_once(tmp_path, template):
    map_text = 'id = "Sag"\n[columns]\n"Navm" = "name"\n"Navn" = "nam"\n"Mål" = "goals.text"'
    with pytest.raises(UsageError) as caught:
        dry_run(template, file(tmp_path, "Sagsnr;Navn;Mål\n1;Åse;bage\n"), map_text)
    assert str(caught.value).splitlines() == [
        "map.toml: the table has no column “Sag”. Did you mean “Sagsnr”?",
        "map.toml: the table has no column “Navm”. Did you mean “Navn”?",
        "map.toml: “Navn”: the form has no question “nam”. Did you mean “name”?",
        "map.toml: “Mål”: the form has no question “goals.text”. "
        "Write which one, as “goals.1.text”; or, if each row is one of several of a person, "
        "name the column with the person as group_by",
    ]
