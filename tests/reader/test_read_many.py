"""Many sheets come back: good, foreign, broken, encrypted and repeated files in folders.

They become one table, and a list of what was left out and why.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import hostile
import pikepdf
import pypdf
import pytest
import python_calamine as calamine
from click.testing import CliRunner, Result
from hostile import field
from processes import PATIENCE
from sheets import PETER

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as definitions
from mlmp_print.look import look as looks
from mlmp_print.model.paths import flatten

ID = "7K3M9QFS"
STEPS: dict[str, Any] = {
    "name": "=1+1",
    "date": "2026-11-22",
    "goal": "bo; alene\n“hjemme”",
    "steps": [{"text": "-2", "done": True}, {}, {"text": "'hej'"}],
}
SCRIPT = [sys.executable, "-P", "-c", "from mlmp_print.cli.commands import run; run()"]
CANARY = "Kanarie-Hemmelig-77"


def run(*args: object, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(
        main, [str(arg) for arg in args], input=stdin, prog_name="mlmp-print"
    )
    assert isinstance(result.exception, type(None) | SystemExit), result.exception
    return result


@cache
def plan(name: str, sheet_id: str = "0", purpose: str = "") -> bytes:
    return (
        mlmp.template("visual-plan")
        .fill({**PETER, "name": name, "purpose": purpose}, sheet_id=sheet_id)
        .pdf
    )


@cache
def stairs(lang: str = "da") -> bytes:
    return mlmp.fill("goal-staircase", STEPS, lang=lang).pdf


@cache
def shut() -> bytes:
    return mlmp.encrypt(plan("Peter"), "hemmelig")


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        return hostile.saved(document)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a folder of what came back."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "back" / "more").mkdir(parents=True)
    for name, data in {
        "anna.pdf": plan("Anna"),
        "more/BO.PDF": plan("Bo"),
        "more/trappe.pdf": stairs(),
        "notes.txt": b"not a PDF's name",
    }.items():
        (tmp_path / "back" / name).write_bytes(data)
    return tmp_path


in_folder = pytest.mark.usefixtures("folder")


# Finding ----------------------------------------------------------------------------------------


@in_folder
def test_a_folder_is_all_its_pdfs_and_those_below():
    lines = [
        json.loads(line) for line in run("read", "back", "--format", "jsonl").stdout.splitlines()
    ]
    assert [line["file"] for line in lines] == [
        "back/anna.pdf",
        "back/more/BO.PDF",
        "back/more/trappe.pdf",
    ]
    assert lines[2]["answers"] == STEPS


@in_folder
@pytest.mark.parametrize(
    ("pattern", "found"), [("back/*.pdf", 1), ("back/**/*.[pP][dD][fF]", 3), ("back/mor?", 2)]
)
def test_a_pattern_that_no_shell_has_read_is_read_by_us(pattern, found):
    assert len(run("read", pattern, "--format", "jsonl").stdout.splitlines()) == found


@in_folder
@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("*.PDF", "matches no file"),
        ("empty", "holds no PDF, FDF or XFDF"),
        ("gone.pdf", "cannot be read"),
    ],
)
def test_a_name_that_leads_to_nothing_is_said_and_stops_nothing(path, why):
    Path("empty").mkdir()
    result = run("read", path, "back/anna.pdf", "--format", "jsonl")
    assert (result.exit_code, len(result.stdout.splitlines())) == (3, 1)
    reason = ": there is no such file or folder" if why.startswith("cannot") else ""
    assert result.stderr == f"{path}: {why}{reason}.\n"


def test_a_name_may_hold_what_a_pattern_would(folder):
    (folder / "[x].pdf").write_bytes(plan("Anna"))
    assert run("read", "[x].pdf").exit_code == 0


def test_links_and_devices_in_a_folder_are_left_out_and_named(folder):
    (folder / "back" / "link.pdf").symlink_to(folder / "back" / "anna.pdf")
    (folder / "back" / "others").symlink_to(folder / "back" / "more")
    os.mkfifo(folder / "back" / "pipe.pdf")
    result = run("read", "back", "--format", "jsonl")
    assert (result.exit_code, len(result.stdout.splitlines())) == (3, 3)
    assert [line.partition(":")[0] for line in result.stderr.splitlines()[:3]] == [
        "back/link.pdf",
        "back/others",
        "back/pipe.pdf",
    ]
    assert run("read", "back/link.pdf").exit_code == 0


@pytest.mark.parametrize("pattern", ["back/*.pdf", "back/**/*.pdf", "**/*"])
def test_what_a_pattern_finds_is_left_out_as_it_is_in_a_folder(folder, pattern):
    """Reading a pipe would wait; folders linked in a ring have ever more names for a file."""
    os.mkfifo(folder / "back" / "pipe.pdf")
    (folder / "back" / "link.pdf").symlink_to(folder / "back" / "anna.pdf")
    for name in "ab":
        (folder / "back" / "more" / name).symlink_to(folder / "back")
    done = subprocess.run(
        [*SCRIPT, "read", pattern, "--format", "jsonl"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    files = [json.loads(line)["file"] for line in done.stdout.splitlines()]
    deep = ["back/more/BO.PDF", "back/more/trappe.pdf"] if pattern != "back/*.pdf" else []
    assert files == ["back/anna.pdf", *(deep if pattern != "back/**/*.pdf" else deep[1:])]
    assert done.returncode == 3
    assert {line.partition(":")[0] for line in done.stderr.splitlines()} >= {
        "back/pipe.pdf",
        "back/link.pdf",
    }


def test_a_pipe_is_read_if_it_is_piped_in_or_the_shell_made_it(folder):
    os.mkfifo(folder / "pipe.pdf")
    for command in ("read", "blank visual-plan --look"):
        done = subprocess.run(
            [*SCRIPT, *command.split(), "pipe.pdf"],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert "pipe.pdf: cannot be read: it is a pipe, not a file" in done.stderr
        assert done.returncode in (2, 4)
    for spelling in ("read <(cat back/anna.pdf)", "read - <back/anna.pdf"):
        done = subprocess.run(
            ["bash", "-c", shlex.join(SCRIPT) + " " + spelling],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert json.loads(done.stdout)["name"] == "Anna"


def test_a_device_without_end_is_not_read_to_its_end():
    assert run("read", "/dev/zero").exit_code == 4


# What is left out, and exit codes ---------------------------------------------------------------


def test_one_table_and_one_list_from_a_folder_of_everything(folder):
    """A smaller copy of what a municipality gets back; nothing is lost without a word."""
    back = folder / "back"
    shutil.rmtree(back / "more")
    people = range(12)
    for number in people:
        (back / f"plan-{number:02}.pdf").write_bytes(
            plan(f"Person {number}", ID if number == 7 else "0")
        )
        (back / f"trappe-{number:02}.pdf").write_bytes(
            mlmp.fill("goal-staircase", {"name": f"Person {number}"}).pdf
        )
    bad = {
        "shut": shut(),
        "html": b"<html>",
        "cut": plan("Anna")[:40_000],
        "flat": hostile.written({1: b"<</Type /Catalog>>"}),
        "empty": b"",
    }
    bad |= {
        "bomb": hostile.bomb_of_objects(),
        "foreign": hostile.form_of(
            b"[10 0 R]", {10: b"<</T (x) /FT /Tx /V (%s)>>" % CANARY.encode()}
        ),
    }
    for name, data in bad.items():
        (back / f"{name}.pdf").write_bytes(data)
    (back / "copy.pdf").write_bytes(plan("Anna"))
    result = run("read", "back", "-o", "all.csv", "--report", "report.csv")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == "26 read, 7 left out."
    rows = table(folder / "all.csv")
    assert Counter(row["form"] for row in rows) == {"visual-plan": 14, "goal-staircase": 12}
    assert {row["name"] for row in rows} == {"Anna", *(f"Person {number}" for number in people)}
    assert [row["sheet_id"] for row in rows if row["file"] == "back/plan-07.pdf"] == [ID]
    report = table(folder / "report.csv")
    left_out = {
        Path(line["file"]).stem: line["why"] for line in report if line["what"] == "left out"
    }
    assert left_out.keys() == bad.keys()
    assert all(why and why in result.stderr for why in left_out.values())
    assert [(line["file"], line["why"]) for line in report if line["what"] == "note"] == [
        ("back/copy.pdf", "answers: are the same as in back/anna.pdf")
    ]
    assert CANARY not in result.output + (folder / "report.csv").read_text("utf-8") + (
        folder / "all.csv"
    ).read_text("utf-8")
    assert sorted(path.name for path in folder.iterdir()) == ["all.csv", "back", "report.csv"]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["shut"], 6),
        (["shut", "shut2"], 6),
        (["shut", "html"], 4),
        (["html"], 4),
        (["shut", "anna"], 3),
        (["anna"], 0),
    ],
)
def test_the_exit_code_says_whether_anything_could_be_used(folder, names, code):
    contents = {"shut": shut(), "shut2": shut(), "html": b"<html>", "anna": plan("Anna")}
    for name in names:
        (folder / f"{name}.pdf").write_bytes(contents[name])
    result = run("read", *(f"{name}.pdf" for name in names), "-o", "all.csv")
    assert result.exit_code == code
    assert (folder / "all.csv").exists() == ("anna" in names)


def test_one_password_opens_all_that_are_encrypted(folder):
    (folder / "back" / "shut.pdf").write_bytes(shut())
    (folder / "back" / "shut2.pdf").write_bytes(mlmp.encrypt(plan("Bo"), "en anden"))
    (folder / "password").write_text("hemmelig\n")
    result = run("read", "back", "--format", "jsonl", "--password-file", "password")
    assert (result.exit_code, len(result.stdout.splitlines())) == (3, 4)
    assert "back/shut2.pdf: is encrypted: the password is wrong." in result.stderr


@in_folder
def test_several_files_are_no_single_json():
    for args in (
        ["back"],
        ["back/anna.pdf", "back/more/BO.PDF"],
        ["back", "-o", "all.json"],
        ["back", "--format", "json"],
    ):
        result = run("read", *args)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "--format jsonl, csv or xlsx" in result.stderr


def test_nothing_is_written_over_and_inputs_never(folder):
    (folder / "all.csv").write_text("old")
    assert run("read", "back", "-o", "all.csv").exit_code == 5
    assert run("read", "back", "-o", "all.jsonl", "--report", "all.csv").exit_code == 5
    assert run("read", "back", "-o", "back/anna.pdf", "--format", "csv", "--force").exit_code == 5
    assert sorted(path.name for path in folder.iterdir()) == ["all.csv", "back"]
    assert run("read", "back", "-o", "all.csv", "--force").exit_code == 0
    assert len(table(folder / "all.csv")) == 3


@pytest.mark.parametrize("args", [["--report", "-"], ["-o", "all.csv", "--report", "-"]])
def test_a_report_does_not_stand_among_the_answers(folder, args):
    result = run("read", "back", "--format", "csv", *args)
    assert (result.exit_code, result.stdout, sorted(path.name for path in folder.iterdir())) == (
        2,
        "",
        ["back"],
    )


def test_a_report_is_another_file_than_the_answers_and_no_input(folder):
    (folder / "link").symlink_to(folder)
    for output, report in (
        ("all.csv", "all.csv"),
        ("all.csv", "back/../all.csv"),
        ("all.csv", "link/all.csv"),
        ("all.csv", "back/anna.pdf"),
    ):
        result = run("read", "back", "-o", output, "--report", report, "--force")
        assert (result.exit_code, result.stdout) == (5, "")
    assert sorted(path.name for path in folder.iterdir()) == ["back", "link"]
    assert (folder / "back" / "anna.pdf").read_bytes() == plan("Anna")


# Tables -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["csv", "xlsx", "jsonl"])
def test_what_is_written_goes_into_batch_and_comes_back_the_same(folder, layout):
    """With formulas, quotation marks, line breaks, an empty entry, half scores and ticks."""
    goals = [{}, *PETER["goals"]]
    for name, form, answers in (
        ("a", "visual-plan", {**PETER, "goals": goals}),
        ("b", "goal-staircase", STEPS),
    ):
        (folder / f"{name}.pdf").write_bytes(mlmp.fill(form, answers).pdf)
        assert (
            run("read", f"{name}.pdf", "-o", f"{name}.{layout}", "--format", layout).exit_code == 0
        )
        assert run("batch", form, f"{name}.{layout}", "-o", f"out-{name}").exit_code == 0
        (made,) = (folder / f"out-{name}").glob("*.pdf")
        assert mlmp.read(made).answers == answers


@pytest.mark.parametrize("layout", ["csv", "xlsx", "jsonl"])
def test_of_a_mixed_readout_batch_fills_each_form_with_its_own_rows_only(folder, layout):
    """Names and notes are questions of many forms: a plan's must not stand on a staircase."""
    assert run("read", "back", "-o", f"all.{layout}").exit_code == 0
    for form, names, others in (
        ("visual-plan", {"Anna", "Bo"}, 1),
        ("goal-staircase", {"=1+1"}, 2),
    ):
        result = run("batch", form, f"all.{layout}", "-o", f"out-{form}")
        assert result.exit_code == 3
        assert result.stderr.count("column “form”: names the form") == others
        assert {
            mlmp.read(path).answers["name"] for path in (folder / f"out-{form}").glob("*.pdf")
        } == names
    both = run("batch", "visual-plan,goal-staircase", f"all.{layout}", "-o", "both")
    assert (both.exit_code, list((folder / "both").glob("*.pdf"))) == (4, [])
    assert "Fill that form in a batch of its own" in both.stderr


def test_a_column_called_form_may_be_empty_or_be_said_to_be_something_else(folder):
    (folder / "all.csv").write_text("Navn;form\nAnna;\nBo;samtale\n", "utf-8")
    (folder / "map.toml").write_text('[columns]\n"form" = ""\n', "utf-8")
    assert run("batch", "visual-plan", "all.csv", "-o", "one").exit_code == 3
    assert (
        run("batch", "visual-plan", "all.csv", "--columns", "map.toml", "-o", "two").exit_code == 0
    )
    assert [len(list((folder / out).glob("*.pdf"))) for out in ("one", "two")] == [1, 2]


@in_folder
def test_a_csv_has_the_columns_in_the_order_of_each_form_and_no_formula():
    result = run("read", "back", "--format", "csv")
    headings, *rows = csv.reader(io.StringIO(result.stdout), delimiter=";")
    goals = [
        f"goals.{number}.{key}"
        for number in (1, 2, 3)
        for key in ("text", "theme", "score_now", "score_expected")
    ] + ["goals.3.disagrees"]
    steps = ["steps.1.text", "steps.1.done", "steps.3.text"]
    assert headings == [
        "file",
        "form",
        "version",
        "language",
        "sheet_id",
        "name",
        "date",
        "parking_lot",
        "wishing_well",
        *goals,
        "goal",
        *steps,
    ]
    assert (rows[0][:5], rows[2][5]) == (["back/anna.pdf", "visual-plan", "1", "da", ""], "'=1+1")
    assert rows[0][headings.index("goals.3.score_now")] == "2,5"


@in_folder
def test_no_form_has_a_question_called_like_the_columns_about_a_file():
    look = looks.load()
    for name in definitions.names():
        assert not {place.path for place in definitions.load(name, look).places()} & {
            "file",
            "form",
            "version",
            "language",
            "sheet_id",
        }


def test_a_spreadsheet_has_texts_as_texts_and_scores_as_numbers_and_the_same_bytes_again(folder):
    assert run("read", "back", "-o", "one.xlsx").exit_code == 0
    assert run("read", "back", "-o", "two.xlsx").exit_code == 0
    assert (folder / "one.xlsx").read_bytes() == (folder / "two.xlsx").read_bytes()
    headings, *rows = (
        calamine.CalamineWorkbook.from_path("one.xlsx").get_sheet_by_index(0).to_python()
    )
    by_path = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [row["name"] for row in by_path] == ["Anna", "Bo", "=1+1"]
    assert (by_path[0]["goals.3.score_now"], by_path[0]["date"], by_path[2]["steps.1.text"]) == (
        2.5,
        datetime.date(2019, 5, 1),
        "-2",
    )
    with zipfile.ZipFile("one.xlsx") as parts:
        everything = "".join(parts.read(name).decode() for name in parts.namelist())
    assert "<f>" not in everything
    assert "<dc:creator></dc:creator>" in everything
    assert "2000-01-01T00:00:00Z" in everything


def with_date(text: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        field(document, "date").V = pikepdf.String(text)

    return changed(plan("Anna"), change)


def test_a_file_that_does_not_go_into_a_spreadsheet_is_left_out_and_the_others_are_not(folder):
    (folder / "back" / "long.pdf").write_bytes(with_date("🙂" * 16_400))
    result = run("read", "back", "-o", "all.xlsx")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (3, "3 read, 1 left out.")
    longer = "“Dato” is longer than a spreadsheet's cell holds, 32,767 letters: write CSV."
    assert f"back/long.pdf: {longer}" in result.stderr
    assert run("read", "back", "-o", "all.csv").exit_code == 0
    assert len(table(folder / "all.csv")) == 4


def test_an_answer_longer_than_any_may_be_is_left_out_and_noted(folder):
    (folder / "back" / "long.pdf").write_bytes(with_date("x" * 140_000))
    assert run("read", "back", "-o", "all.csv", "--report", "report.csv").exit_code == 3
    told = [(line["file"], line["why"]) for line in table(folder / "report.csv")]
    assert (
        "back/long.pdf",
        "“Dato”: is 140,000 letters long; at most 20,000 are one answer: left out",
    ) in told
    assert [row["name"] for row in table(folder / "all.csv") if row["file"] == "back/long.pdf"] == [
        "Anna"
    ]
    assert run("batch", "goal-staircase", "all.csv", "--dry-run").exit_code != 4


def crowd(questions: list[str], *, entries: int = 1, answered: list[str]) -> bytes:
    """A PDF that has these fields, and says its form has them, each beside a long list."""

    def change(document: pikepdf.Pdf) -> None:
        for name in answered:
            document.Root.AcroForm.Fields.append(
                pikepdf.Dictionary(
                    T=pikepdf.String(name), FT=pikepdf.Name.Tx, V=pikepdf.String("x")
                )
            )

    text = {"type": "string", "x-kind": "text"}
    inner = {
        "type": "array",
        "maxItems": entries,
        "items": {"type": "object", "properties": {"text": text}},
    }
    outer = {
        "type": "array",
        "maxItems": entries,
        "items": {"type": "object", "properties": {"text": text, "list": inner}},
    }
    asked = {
        "type": "object",
        "properties": {"name": text, "list": outer, **dict.fromkeys(questions, text)},
    }
    return said(changed(stairs(), change), schema=asked, form="crowd", set={})


def test_a_file_with_more_questions_than_any_form_is_left_out(folder):
    (folder / "back" / "crowd.pdf").write_bytes(
        crowd([f"k{number}" for number in range(2_001)], answered=["k7"])
    )
    result = run("read", "back", "-o", "all.csv")
    assert (result.exit_code, len(table(folder / "all.csv"))) == (3, 3)
    assert (
        "back/crowd.pdf: says that its form has more than 2,000 questions; no more are read."
        in result.stderr
    )


def test_a_file_with_more_answers_than_a_row_may_have_leaves_the_table_to_the_others(folder):
    names = [f"k{number}" for number in range(501)]
    answered = [*names, *(f"list.{number}.text" for number in range(1, 1_010))]
    (folder / "back" / "crowd.pdf").write_bytes(crowd(names, entries=9_999, answered=answered))
    result = run("read", "back", "-o", "all.csv")
    assert (result.exit_code, len(table(folder / "all.csv"))) == (3, 3)
    assert (
        "back/crowd.pdf: holds 1,502 answers; at most 1,500 go into a row: read it alone, as JSON."
        in result.stderr
    )
    assert (
        len(json.loads(run("read", "back/crowd.pdf").stdout)["list"]) == 1_000
    )  # more, no form has


def test_several_such_files_do_not_make_a_table_that_is_too_wide(folder):
    for letter in "xyz":
        names = [f"{letter}{number}" for number in range(900)]
        (folder / "back" / f"{letter}.pdf").write_bytes(crowd(names, answered=names))
    result = run("read", "back", "-o", "all.csv")
    assert (result.exit_code, len(table(folder / "all.csv"))) == (3, 5)
    assert (
        "back/z.pdf: has answers that would make the table wider than 2,000 columns"
        in result.stderr
    )
    assert run("batch", "visual-plan", "all.csv", "--dry-run").exit_code != 4


def test_lists_within_lists_take_no_memory():
    """Ten thousand entries of ten thousand each would take gigabytes from so few fields."""
    found = mlmp.read(
        crowd([], entries=9_999, answered=["list.9999.list.9999.text", "list.1.text"])
    )
    assert found.answers["list"] == [{"text": "x"}]
    assert [
        note.path for note in found.notes if "no question" in note.what and "list" in note.path
    ] == ["list.9999.list.9999.text"]


def test_of_the_notes_on_one_file_the_first_are_told_and_the_rest_counted(folder):
    (folder / "back" / "crowd.pdf").write_bytes(
        crowd(["k"], answered=[f"stranger{number}" for number in range(400)])
    )
    run("read", "back", "-o", "all.csv", "--report", "report.csv")
    told = [
        line["why"] for line in table(folder / "report.csv") if line["file"] == "back/crowd.pdf"
    ]
    assert len(told) == 51
    assert told[-1].startswith("… and 3") and told[-1].endswith(" more of this file")


@in_folder
def test_an_empty_table_may_be_a_spreadsheet_too():
    assert run("schema", "visual-plan", "--columns", "-o", "empty.xlsx").exit_code == 0
    ((*headings,),) = (
        calamine.CalamineWorkbook.from_path("empty.xlsx").get_sheet_by_index(0).to_python()
    )
    (from_csv,) = csv.reader(
        io.StringIO(run("schema", "visual-plan", "--columns").stdout), delimiter=";"
    )
    assert headings == from_csv
    assert run("batch", "visual-plan", "empty.xlsx", "--dry-run").exit_code == 4


# The same sheet twice, other versions -----------------------------------------------------------


def notes(*files: object) -> list[str]:
    return [str(note) for received in mlmp.read_many(files) for note in received.notes]


def test_of_a_sheet_that_came_twice_it_is_said_whether_it_says_the_same(tmp_path):
    for name, data in {
        "a": plan("Anna", ID),
        "b": plan("Anna", ID),
        "c": plan("Anna", ID, "noget nyt"),
        "d": plan("Anna"),
    }.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
        os.utime(tmp_path / f"{name}.pdf", (1_000_000, 1_000_000 if name != "c" else 2_000_000))
    assert notes(tmp_path) == [
        f"sheet {ID}: is also that of {tmp_path}/a.pdf, which holds the same answers",
        f"sheet {ID}: is also that of {tmp_path}/a.pdf, with other answers; "
        "by the files' times this one is the newer",
        f"answers: are the same as in {tmp_path}/a.pdf",
    ]


def test_the_sheets_of_one_persons_set_share_an_id_and_are_no_duplicates(tmp_path):
    (tmp_path / "people.csv").write_text("id;Navn\nA1;Anna\n", "utf-8")
    assert (
        run(
            "batch",
            "visual-plan,goal-staircase",
            tmp_path / "people.csv",
            "-o",
            tmp_path / "out",
            "--sheet-ids",
            tmp_path / "ids.csv",
        ).exit_code
        == 0
    )
    assert len({received.read.sheet_id for received in mlmp.read_many([tmp_path / "out"])}) == 1
    assert notes(tmp_path / "out") == []


def test_empty_sheets_are_empty_and_not_the_same_one(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.pdf").write_bytes(mlmp.blank("goal-staircase"))
    assert notes(tmp_path) == ["answers: there are none: the sheet is empty"] * 2


@pytest.mark.parametrize(("version", "age"), [(0, "an older"), (7, "a newer")])
def test_another_version_of_a_form_is_read_by_its_own_questions_and_noted(version, age):
    def change(document: pikepdf.Pdf) -> None:
        told = json.loads(document.Root.PieceInfo.MLMP.Private.read_bytes())
        told["schema"]["properties"]["steps"]["items"]["properties"]["text"] = {
            "type": "string",
            "x-kind": "text",
        }
        document.Root.PieceInfo.MLMP.Private = pikepdf.Stream(
            document, json.dumps({**told, "version": version}).encode()
        )

    found = mlmp.read(changed(stairs(), change))
    assert (found.answers, found.version) == (STEPS, version)
    assert [note.path for note in found.notes] == ["goal-staircase"]
    assert f"is {age} version" in found.notes[0].what


def said(data: bytes, **what: Any) -> bytes:
    """The PDF, saying something else of itself."""

    def change(document: pikepdf.Pdf) -> None:
        told = json.loads(document.Root.PieceInfo.MLMP.Private.read_bytes())
        document.Root.PieceInfo.MLMP.Private = pikepdf.Stream(
            document, json.dumps({**told, **what}).encode()
        )

    return changed(data, change)


@pytest.mark.parametrize(
    "what",
    [{"version": version} for version in (10**400, -1, 1e308, 2.0, True, "1")]
    + [{"language": "x" * 9000}, {"language": ["da"]}],
)
@pytest.mark.parametrize("layout", ["csv", "xlsx"])
def test_an_absurd_version_or_language_is_none_and_ends_nothing(folder, what, layout):
    (folder / "odd.pdf").write_bytes(said(stairs(), **what))
    found = mlmp.read(folder / "odd.pdf")
    assert (found.answers, *(getattr(found, name) for name in what)) == (STEPS, None)
    assert run("read", "odd.pdf", "back/anna.pdf", "-o", f"all.{layout}").exit_code == 0


@pytest.mark.parametrize("name", ["x" * 256, "", "plan\x1b[2J", 7])
def test_a_form_that_calls_itself_something_absurd_is_known_by_its_fields(name):
    found = mlmp.read(said(stairs(), form=name))
    assert (found.form, found.answers) == ("goal-staircase", STEPS)


def test_the_library_reads_one_after_another_as_asked(folder):
    (folder / "back" / "bad.pdf").write_bytes(b"<html>")
    received = mlmp.read_many(["back", "gone.pdf"])
    first = next(received)
    assert (first.file, first.read.answers["name"], first.error) == (
        Path("back/anna.pdf"),
        "Anna",
        None,
    )
    rest = list(received)
    assert [type(one.error).__name__ for one in rest] == [
        "PdfError",
        "NoneType",
        "NoneType",
        "PdfError",
    ]


# What the page shows ----------------------------------------------------------------------------


def stale(document: pikepdf.Pdf) -> None:
    """As a program does that writes values and leaves the page as it was."""
    field(document, "name").V = pikepdf.String(CANARY)
    field(document, "goals.1.theme").V = pikepdf.Name.health
    field(document, "wishing_well").V = pikepdf.String("")


def test_check_names_what_the_page_shows_otherwise_and_not_what_stands_there(folder):
    (folder / "stale.pdf").write_bytes(changed(plan("Anna"), stale))
    result = run("read", "stale.pdf", "--check", "--report", "report.csv")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["name"] == CANARY
    told = {
        line["why"].partition(":")[0]: line["why"]
        for line in table(folder / "report.csv")
        if line["what"] == "differs"
    }
    assert told.keys() == {"“Navn”", "“Livstema 1”", "“Ønskebrønd”"}
    assert "another text" in told["“Navn”"] and "another choice" in told["“Livstema 1”"]
    assert not any(
        word in str(told) + result.stderr for word in (CANARY, "Anna", "health", "Japan")
    )
    assert run("read", "stale.pdf").exit_code == 0


@pytest.mark.parametrize("where", ["nothing", "hidden"])
def test_check_sees_a_text_that_nobody_sees(where):
    def change(document: pikepdf.Pdf) -> None:
        if where == "hidden":
            field(document, "name").F = 6
        else:
            field(document, "name").AP.N = pikepdf.Stream(
                document, b"", BBox=pikepdf.Array([0, 0, 9, 9]), Subtype=pikepdf.Name.Form
            )

    found = mlmp.read(changed(plan("Anna"), change), check=True)
    assert [note.path for note in found.differences] == ["name"]
    assert where in found.differences[0].what


@pytest.mark.parametrize("lock", [False, True])
def test_check_finds_nothing_in_what_we_fill(lock):
    long = {
        "name": "Peter Ludvig Nikolaj Højgaard-Søndergaard von Rosenørn-Lehn til Guldborgland",
        "notes": "Đặng Привет\n\nΕλλάδα " * 200,
    }
    for form, answers in (
        ("visual-plan", PETER),
        ("visual-plan", long),
        ("goal-staircase", STEPS),
        ("status-sheet", {"name": "Bo"}),
    ):
        found = mlmp.read(mlmp.fill(form, answers, lock=lock).pdf, check=True)
        assert (found.differences, found.notes) == ((), ())


def test_check_finds_nothing_in_what_another_program_has_filled_in_and_drawn():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plan("Anna")))
    for page in writer.pages:
        writer.update_page_form_field_values(
            page, {"name": "Åse Ørn", "goals.1.score_now": "/0.5"}, auto_regenerate=False
        )
    out = io.BytesIO()
    writer.write(out)
    found = mlmp.read(out.getvalue(), check=True)
    assert (found.answers["name"], found.answers["goals"][0]["score_now"], found.differences) == (
        "Åse Ørn",
        0.5,
        (),
    )


def test_check_compares_a_locked_copy_with_what_is_attached_to_it():
    def other_field(document: pikepdf.Pdf) -> None:
        field(document, "goals.2.score_now").V = pikepdf.Name("/4")

    def other_file(document: pikepdf.Pdf) -> None:
        told = json.loads(document.attachments["answers.json"].get_file().read_bytes())
        told["answers"]["name"] = CANARY
        document.attachments["answers.json"] = pikepdf.AttachedFileSpec(
            document, json.dumps(told).encode(), filename="answers.json"
        )

    locked = mlmp.fill("visual-plan", PETER, lock=True).pdf
    found = mlmp.read(changed(locked, other_field), check=True)
    assert {note.path for note in found.differences} == {"goals.2.score_now"}
    assert any("attached" in note.what for note in found.differences)
    found = mlmp.read(changed(locked, other_file), check=True)
    assert {note.path for note in found.differences} == {"answers.json", "name"}
    assert found.answers == PETER
    assert CANARY not in str(found.differences)


def test_flat_answers_stand_for_all_that_was_read(folder):
    """Every answer of a file is in its row, and no other."""
    assert run("read", "back", "-o", "all.csv").exit_code == 0
    for row in table(folder / "all.csv"):
        filled = {path for path, cell in row.items() if cell} - {
            "file",
            "form",
            "version",
            "language",
        }
        assert filled == set(flatten(mlmp.read(row["file"]).answers))


# What only looks like a formula that failed -----------------------------------------------------

ERRORS = ("#N/A", "#REF!", "'#N/A", "''#VÆRDI!", "#N/A.", "#name?")


@pytest.mark.parametrize("layout", ["csv", "xlsx", "jsonl"])
def test_an_answer_that_looks_like_a_formulas_error_is_an_answer(tmp_path, monkeypatch, layout):
    monkeypatch.chdir(tmp_path)
    made = mlmp.template("visual-plan")
    for number, text in enumerate(ERRORS, 1):
        Path(f"{number}.pdf").write_bytes(
            made.fill({"name": f"Bo {number}", "purpose": text, "notes": f"{text}\n"}).pdf
        )
    assert (
        run(
            "read",
            *(f"{number}.pdf" for number in range(1, len(ERRORS) + 1)),
            "-o",
            f"all.{layout}",
        ).exit_code
        == 0
    )
    assert run("batch", "visual-plan", f"all.{layout}", "-o", "again").exit_code == 0
    assert Counter(
        mlmp.read(path).answers["purpose"] for path in Path("again").glob("*.pdf")
    ) == Counter(ERRORS)


def test_a_formulas_error_fails_again_and_an_answer_beside_it_does_not(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("Navn;Noter;Formål\nBo;#N/A;'#REF!\n", "utf-8")
    assert run("batch", "visual-plan", "t.csv", "-o", "one").exit_code == 4
    shutil.copy("one/failed-rows.csv", "again.csv")
    told = run("batch", "visual-plan", "again.csv", "-o", "two", "--report", "report.csv")
    assert (told.exit_code, [line["column"] for line in table(Path("report.csv"))]) == (
        4,
        ["Noter"],
    )
    Path("again.csv").write_text(
        Path("again.csv").read_text("utf-8").replace(";#N/A;", ";mendet;"), "utf-8"
    )
    assert run("batch", "visual-plan", "again.csv", "-o", "three").exit_code == 0
    (sheet,) = Path("three").glob("*.pdf")
    assert mlmp.read(sheet).answers == {"name": "Bo", "notes": "mendet", "purpose": "#REF!"}
