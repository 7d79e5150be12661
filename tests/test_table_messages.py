"""What a batch says of a table: nothing is left out in silence, and no message shows what stands in a cell."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

import mlmp_print as mlmp
from mlmp_print import verbs
from mlmp_print.batching import Outcome
from mlmp_print.cli import main
from mlmp_print.errors import AnswersError, AskedWrong

GROUPED = 'group_by = "Sag"\n[columns]\n"Mål" = "goals.text"\n"Score" = "goals.score_now"\n'
CANARY = "Peter Hansen har epilepsi"
FULL = "at most 12 go on the form. Make a second plan for the rest."


@pytest.fixture(scope="module")
def template() -> verbs.Template:
    return verbs.template("visual-plan")


def file(folder: Path, content: Any, name: str = "t.csv") -> Path:
    """A table of lines, or of JSON values."""
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def tried(template: verbs.Template, table: Path, told: str = "") -> Outcome:
    """What a dry run says; `told`: a map."""
    columns = file(table.parent, told, "map.toml") if told else None
    return mlmp.batch(template, table, columns=columns, dry_run=True)


def places(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [(trouble.row, trouble.column, trouble.path) for trouble in outcome.troubles]


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, ["batch", "visual-plan", *map(str, args)], prog_name="mlmp-print")
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert CANARY not in result.output
    return result


def reported(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))[1:]


# The room of a list ---------------------------------------------------------------------------------------------------------


def test_more_rows_of_a_person_than_the_list_may_hold_are_one_fault(tmp_path, template):
    lines = [f"1;Åse;mål {number}" for number in range(1, 41)]
    table = file(tmp_path, "\n".join(["Sag;Navn;Mål;Score", *(f"{line};" for line in lines), "1;Åse;mål 1;2", "1;Åse;;3", "2;Bo;synge;"]))
    outcome = tried(template, table, GROUPED)
    assert (outcome.written, outcome.failed, places(outcome)) == (1, 1, [(14, "Mål", "goals.13")])
    assert outcome.troubles[0].message == f"is entry 13 of goals; {FULL}"


def test_as_many_rows_as_the_list_may_hold_read_back(tmp_path, template):
    lines = [f"1;Åse;mål {number};" for number in range(1, 13)]
    columns = file(tmp_path, GROUPED, "map.toml")
    mlmp.batch(template, file(tmp_path, "\n".join(["Sag;Navn;Mål;Score", *lines, "1;Åse;mål 12;2"])), tmp_path, columns=columns)
    goals = verbs.read(tmp_path / "1.pdf", trusted=True).answers["goals"]
    assert len(goals) == 12 and goals[-1] == {"text": "mål 12", "score_now": 2}


def test_a_template_never_draws_a_list_that_is_longer_than_its_form_allows(template):
    with pytest.raises(AnswersError, match="goals: has 13 entries; at most 12 go on the form"):
        template.taken({"goals.13.text": "x"})


# The guard before what looks like a formula ---------------------------------------------------------------------------------


def test_a_guard_is_taken_off_headings_and_off_a_spreadsheet_that_a_csv_was_saved_as(tmp_path, template):
    told = '[columns]\n"- Score i dag" = "goals.1.score_now"\n"=Mål" = "goals.1.text"\n'
    columns = file(tmp_path, told, "map.toml")
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
        answers = verbs.read(tmp_path / name / "2.pdf", trusted=True).answers
        assert (answers["notes"], answers["goals"]) == ("- ring til mor", [{"text": "bage", "score_now": 2}])


@pytest.mark.parametrize("notes", ["'-vaske", "-vaske", "''=x", "'hej"])
@pytest.mark.parametrize("layout", ["xlsx", "csv"])
def test_what_read_writes_is_the_same_when_batch_has_read_it(tmp_path, template, notes, layout):
    (tmp_path / "a.pdf").write_bytes(template.fill({"name": "Åse", "notes": notes}).pdf)
    assert CliRunner().invoke(main, ["read", str(tmp_path / "a.pdf"), "-o", str(tmp_path / f"t.{layout}")]).exit_code == 0
    mlmp.batch(template, tmp_path / f"t.{layout}", tmp_path / "out")
    assert verbs.read(next((tmp_path / "out").glob("*.pdf")), trusted=True).answers["notes"] == notes


# JSON ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("records", "said"), [
    ([], "is an empty list. Write an object"),
    ([{}, {}], "holds only empty objects"),
    ([CANARY, 3], "row 1: is not an object"),
    ([{CANARY: 1, CANARY.lower(): 1}], "row 1, column 2: the heading is that of column 1 too"),
])  # fmt: skip
def test_a_list_without_a_person_says_what_it_is(tmp_path, template, records, said):
    with pytest.raises(AnswersError) as caught:
        tried(template, file(tmp_path, records, "t.json"))
    assert said in str(caught.value) and CANARY.casefold() not in str(caught.value).casefold()
