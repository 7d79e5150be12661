"""Who has answered, rows of people and of goals, headings in words, and sheets without people."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import python_calamine as calamine
from click.testing import CliRunner, Result
from sheets import PETER

import mlmp_print as mlmp
from mlmp_print.batches.sheet_ids import check_character
from mlmp_print.cli.commands import main
from mlmp_print.look.assets import languages

ANNA, BO, SPARE, STRANGER = (
    letters + check_character(letters) for letters in ("7F3K9Q2", "8F3K9Q2", "9F3K9Q2", "6F3K9Q2")
)
CANARY = "Kanarie-Hemmelig-77"
HEADINGS = "sheet_id;id;row;forms;batch\n"
REGISTER = HEADINGS + (
    f"{ANNA};7001;2;visual-plan,wishing-well;a\n"
    f"{BO};7002;3;visual-plan,wishing-well;a\n"
    f"{SPARE};;spare 1;visual-plan,wishing-well;a\n"
)


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, list(map(str, args)), prog_name="mlmp-print")
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@cache
def sheet(form: str, sheet_id: str = "0", lang: str = "da", **answers: Any) -> bytes:
    said = {**PETER, **answers} if form in ("visual-plan", "status-sheet") else answers
    if form == "status-sheet":
        said = mlmp.example(form, lang=lang)
    return mlmp.template(form, lang=lang).fill(said, sheet_id=sheet_id).pdf


@pytest.fixture
def back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what comes back, in the current one, which has a register."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "register.csv").write_text(REGISTER, "utf-8")
    folder = tmp_path / "back"
    folder.mkdir()
    return folder


def put(folder: Path, **files: bytes) -> None:
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)


def both(sheet_id: str, name: str, other: str = "") -> dict[str, bytes]:
    return {
        f"{name}-plan": sheet("visual-plan", sheet_id, name=name),
        f"{name}-wish": sheet("wishing-well", sheet_id, name=other or name),
    }


# Who has answered -------------------------------------------------------------------------------


def test_forty_people_of_whom_thirty_seven_answer_and_one_twice(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    people = [{"id": str(7000 + number), "name": f"Person {number}"} for number in range(40)]
    forms = ["wishing-well", "parking-lot"]
    mlmp.batch(forms, people, "back", sheet_ids="register.csv")
    for number in (3, 17, 29):
        for form in forms:
            Path("back", f"{7000 + number}-{form}.pdf").unlink()
    once = Path("back", "7005-wishing-well.pdf")
    Path("back", "mail-2.pdf").write_bytes(once.read_bytes())
    args = ("read", "back", "--register", "register.csv", "--rows", "person")
    result = run(*args, "-o", "people.csv", "--report", "report.csv", "--jobs", "2")
    assert result.exit_code == 0, "an equal copy costs nothing, and who is missing is no fault"
    assert "37 of 40 returned, 3 missing, 1 twice." in result.stderr.splitlines()
    rows = table(tmp_path / "people.csv")
    assert [row["id"] for row in rows] == [
        person["id"] for number, person in enumerate(people) if number not in (3, 17, 29)
    ]
    assert rows[4]["wishing-well.name"] == rows[4]["parking-lot.name"] == "Person 5"
    assert rows[4]["file"].split("; ") == [
        "back/7005-parking-lot.pdf",
        "back/7005-wishing-well.pdf",
        "back/mail-2.pdf",
    ]
    said = Counter(line["what"] for line in table(tmp_path / "report.csv"))
    assert (said["missing"], said["twice"]) == (3, 1)
    why = "\n".join(line["why"] for line in table(tmp_path / "report.csv"))
    assert re.findall(r"^id (\d+), row (\d+), sheet \w{8}: .*not returned", why, re.M) == [
        ("7003", "4"),
        ("7017", "18"),
        ("7029", "30"),
    ]
    assert "7005" in why and "with the same answers: back/7005-wishing-well.pdf, back/mail-2" in why
    assert "Person" not in why + result.stderr


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_the_id_stands_in_every_format(back, ending):
    put(back, **both(ANNA, "Anna"))
    output = back.parent / f"all.{ending}"
    assert run("read", "back", "--register", "register.csv", "-o", output).exit_code == 0
    if ending == "csv":
        ids = [row["id"] for row in table(output)]
    elif ending == "jsonl":
        ids = [json.loads(line)["id"] for line in output.read_text("utf-8").splitlines()]
    else:
        book = calamine.CalamineWorkbook.from_path(output).get_sheet_by_index(0).to_python()
        ids = [row[book[0].index("id")] for row in book[1:]]
    assert ids == ["7001", "7001"]


def test_one_sheet_as_json_says_whose_it_is_only_if_asked(back):
    put(back, **both(ANNA, "Anna"))
    asked = json.loads(run("read", "back/Anna-wish.pdf", "--register", "register.csv").stdout)
    assert (asked["id"], asked["sheet_id"], asked["answers"]) == ("7001", ANNA, {"name": "Anna"})
    assert json.loads(run("read", "back/Anna-wish.pdf").stdout) == {"name": "Anna"}


def test_a_set_that_is_back_in_part_is_named_with_the_form_that_is_missing(back):
    put(back, **both(ANNA, "Anna"), bo=sheet("wishing-well", BO, name="Bo"))
    result = run("read", "back", "--register", "register.csv", "-o", "all.csv")
    assert f"id 7002, row 3, sheet {BO}: visual-plan not returned" in result.stderr
    assert "2 of 2 returned (1 of them in part), 0 missing, 0 twice." in result.stderr
    assert result.exit_code == 0


@pytest.mark.parametrize("rows", ["file", "person", "goal"])
def test_copies_with_other_answers_are_all_kept_and_somebody_must_decide(back, rows):
    put(back, a=sheet("visual-plan", ANNA, name="A"), b=sheet("visual-plan", ANNA, name="B"))
    args = ("read", "back", "--register", "register.csv", "--rows", rows)
    result = run(*args, "-o", "all.csv", "--report", "report.csv")
    assert result.exit_code == 3
    assert "with other answers: back/a.pdf, back/b.pdf. Keep the file that counts" in result.stderr
    assert {row["name"] for row in table(back.parent / "all.csv")} == {"A", "B"}
    assert len(table(back.parent / "all.csv")) == (6 if rows == "goal" else 2)
    assert "twice" in [line["what"] for line in table(back.parent / "report.csv")]


def test_an_equal_copy_has_its_goals_once(back):
    put(back, a=sheet("visual-plan", ANNA, name="A"), b=sheet("visual-plan", ANNA, name="A"))
    result = run("read", "back", "--rows", "goal", "-o", "goals.csv")
    assert (result.exit_code, len(table(back.parent / "goals.csv"))) == (0, 3)
    assert "with the same answers: back/a.pdf, back/b.pdf" in result.stderr


def test_sheets_of_nobody_and_of_spare_sets_are_named(back):
    put(
        back,
        none=sheet("wishing-well", name="A"),
        stranger=sheet("wishing-well", STRANGER, name="B"),
        spare=sheet("wishing-well", SPARE, name="C"),
        other=sheet("parking-lot", ANNA, name="D"),
    )
    result = run("read", "back", "--register", "register.csv", "-o", "all.csv")
    assert result.exit_code == 3
    for words in (
        "back/none.pdf: file: has no sheet id",
        f"back/stranger.pdf: sheet {STRANGER}: is not in the register",
        f"back/spare.pdf: sheet {SPARE}: is of a spare set (spare 1)",
        f"back/other.pdf: sheet {ANNA}: is of the form parking-lot, and was given out for others",
        "nobody can tell whose they are: 2 (exit code 3)",
        "Sheets of spare sets: 1.",
        "0 of 2 returned, 2 missing",
    ):
        assert words in result.stderr
    rows = {row["file"]: (row["id"], row["row"]) for row in table(back.parent / "all.csv")}
    assert rows["back/spare.pdf"] == ("", "spare 1") and rows["back/other.pdf"] == ("7001", "")
    (back / "none.pdf").unlink()
    (back / "stranger.pdf").unlink()
    assert run("read", "back", "--register", "register.csv", "-o", "b.csv").exit_code == 0


def test_a_file_that_could_not_be_read_may_be_of_who_is_missing(back):
    put(back, **both(ANNA, "Anna"), broken=b"%PDF-1.7 broken")
    result = run("read", "back", "--register", "register.csv", "-o", "all.csv")
    assert result.exit_code == 3
    assert "Files that could not be read: 1. They may be of somebody who is missing." in (
        result.stderr
    )


# The register ----------------------------------------------------------------------------------


def fifo(path: Path) -> None:
    os.mkfifo(path)


REGISTERS = {
    "gone": (None, "there is no such file"),
    "pipe": (fifo, "is no file. A register must be a file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "is no file. A register must be a file"),
    "folder": (Path.mkdir, "is no file. A register must be a file"),
    "empty": ("", "is empty"),
    "nobody": (HEADINGS, "has no sheet ids"),
    "headings": ("id;name\n1;A\n", "is not a register of sheet ids"),
    "no id": (f"{HEADINGS}7F3K9Q2A;7001;2;wishing-well;a\n", "is not a line of a register"),
    "no forms": (
        f"{HEADINGS}{ANNA};7001;2;;a\n",
        f"has no forms in the line of the sheet id {ANNA}",
    ),
    "twice": (REGISTER + f"{ANNA};7003;9;wishing-well;b\n", f"has the sheet id {ANNA} twice"),
    "long": (f"{HEADINGS}{ANNA};{'7' * 2001};2;wishing-well;a\n", "more than 2,000 letters"),
    "large": (HEADINGS + " " * 2**24, "is more than 16,777,216 bytes"),
    "pdf": ("%PDF-1.7\n", "is a PDF, not a table"),
}


@pytest.mark.parametrize("name", REGISTERS)
def test_what_is_no_register_is_one_sentence_and_nothing_is_read(back, name):
    made, words = REGISTERS[name]
    register = back.parent / "r.csv"
    if isinstance(made, str):
        register.write_text(made, "utf-8")
    elif made:
        made(register)
    put(back, **both(ANNA, "Anna"))
    result = run("read", "back", "--register", "r.csv", "-o", "all.csv")
    assert result.exit_code == 4 and words in result.stderr
    assert "Traceback" not in result.stderr and not (back.parent / "all.csv").exists()
    with pytest.raises(mlmp.AnswersError):
        mlmp.read_register(register)


def test_a_register_is_never_written_over(back):
    put(back, **both(ANNA, "Anna"))
    args = ("read", "back", "--register", "register.csv", "-o", "register.csv", "--format", "csv")
    assert run(*args, "--force").exit_code == 5
    assert (back.parent / "register.csv").read_text("utf-8") == REGISTER


# Rows of people --------------------------------------------------------------------------------


def test_what_two_forms_of_a_person_say_differently_is_kept_and_named(back):
    put(back, **both(ANNA, "Anna", "Annie"))
    result = run("read", "back", "--rows", "person", "-o", "people.csv")
    (row,) = table(back.parent / "people.csv")
    assert (row["visual-plan.name"], row["wishing-well.name"]) == ("Anna", "Annie")
    assert "“Navn”: is not the same as in back/Anna-plan.pdf, of the same person" in result.stderr
    assert result.exit_code == 0 and "Annie" not in result.stderr


def test_a_person_with_two_sheet_ids_is_one_with_the_register(back):
    (back.parent / "register.csv").write_text(
        HEADINGS + f"{ANNA};7001;2;visual-plan;a\n{BO};7001;5;wishing-well;b\n", "utf-8"
    )
    put(back, a=sheet("visual-plan", ANNA, name="A"), b=sheet("wishing-well", BO, name="A"))
    args = ("read", "back", "--rows", "person")
    assert run(*args, "-o", "without.csv").exit_code == 0
    assert run(*args, "--register", "register.csv", "-o", "with.csv").exit_code == 0
    assert len(table(back.parent / "without.csv")) == 2
    (row,) = table(back.parent / "with.csv")
    assert row["sheet_id"] == f"{ANNA}; {BO}"


def test_an_id_that_was_given_out_again_is_not_missing_once_one_sheet_is_back(back):
    (back.parent / "register.csv").write_text(
        HEADINGS + f"{ANNA};7001;2;wishing-well;a\n{BO};7001;2;wishing-well;b\n", "utf-8"
    )
    put(back, a=sheet("wishing-well", ANNA, name="A"))
    result = run("read", "back", "--register", "register.csv", "-o", "all.csv")
    assert "1 of 1 returned, 0 missing, 0 twice." in result.stderr
    assert f"sheet {BO}: wishing-well not returned, but a sheet that was given out" in result.stderr


def test_nobody_is_known_by_a_name(back):
    put(back, a=sheet("wishing-well", name="A"), b=sheet("visual-plan", name="A"))
    result = run("read", "back", "--rows", "person", "-o", "people.csv")
    assert (result.exit_code, len(table(back.parent / "people.csv"))) == (3, 2)
    assert result.stderr.count("has no sheet id: nobody can tell whose it is") == 2


def test_a_person_is_one_line_of_json_with_all_sheets(back):
    put(back, **both(ANNA, "Anna"), copy=sheet("wishing-well", ANNA, name="Anna"))
    args = ("read", "back", "--rows", "person", "--register", "register.csv")
    (line,) = run(*args, "--format", "jsonl").stdout.splitlines()
    person = json.loads(line)
    assert person["id"] == "7001"
    assert [one["form"] for one in person["sheets"]] == ["visual-plan", *["wishing-well"] * 2]
    assert person["sheets"][1]["answers"] == {"name": "Anna"}
    assert person["sheets"][2]["repeats"] == "back/Anna-wish.pdf"
    assert "answers" not in person["sheets"][2]


@pytest.mark.parametrize("rows", ["person", "goal"])
def test_such_rows_are_no_single_json(back, rows):
    put(back, **both(ANNA, "Anna"))
    result = run("read", "back/Anna-plan.pdf", "--rows", rows)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"--rows {rows} needs --format jsonl, csv or xlsx" in result.stderr


# Rows of goals ---------------------------------------------------------------------------------


def test_every_goal_of_every_form_has_a_row(back):
    staircase = mlmp.fill(
        "goal-staircase", {"name": "A", "goal": "cykle", "steps": [{"text": "x"}]}
    )
    put(
        back,
        plan=sheet("visual-plan", ANNA, name="A"),
        status=sheet("status-sheet", ANNA),
        stairs=staircase.pdf,
        wish=sheet("wishing-well", ANNA, name="A"),
        empty=mlmp.blank("visual-plan"),
    )
    args = ("read", "back", "--rows", "goal", "--register", "register.csv")
    result = run(*args, "-o", "goals.csv")
    rows = table(back.parent / "goals.csv")
    assert Counter(row["form"] for row in rows) == {
        "visual-plan": 3,
        "status-sheet": 3,
        "goal-staircase": 1,
    }
    third = next(row for row in rows if row["form"] == "visual-plan" and row["number"] == "3")
    assert {name: cell for name, cell in third.items() if cell} == {
        "id": "7001",
        "file": "back/plan.pdf",
        "form": "visual-plan",
        "version": "1",
        "language": "da",
        "sheet_id": ANNA,
        "number": "3",
        "name": "A",
        "date": "2019-05-01",
        "goals.text": "lave en opsparing",
        "goals.theme": "society",
        "goals.score_now": "2,5",
        "goals.score_expected": "1,5",
        "goals.disagrees": "ja",
    }
    status = next(row for row in rows if row["form"] == "status-sheet")
    assert status["goals.score_then"] and status["goals.text"]
    assert next(row["goal"] for row in rows if row["form"] == "goal-staircase") == "cykle"
    assert "Sheets of forms without goals, without a row: 1." in result.stderr
    assert "back/empty.pdf: answers: hold no goal, so that the sheet has no row" in result.stderr


def test_goals_go_back_into_a_batch_with_the_words_of_the_sheet(back):
    put(back, plan=sheet("visual-plan", ANNA, name="Anna"))
    args = ("read", "back", "--rows", "goal", "--headings", "words")
    assert run(*args, "-o", "goals.csv").exit_code == 0
    (back.parent / "map.toml").write_text('id = "sheet_id"\ngroup_by = "sheet_id"\n', "utf-8")
    result = run("batch", "visual-plan", "goals.csv", "--columns", "map.toml", "-o", "again")
    assert result.exit_code == 0, result.stderr
    (again,) = (back.parent / "again").glob("*.pdf")
    first = mlmp.read(back / "plan.pdf").answers
    assert mlmp.read(again).answers["goals"] == first["goals"]


# Headings in words -----------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("lang", languages())
def test_a_table_with_words_for_headings_goes_back_into_a_batch(back, lang, ending):
    answers = mlmp.example("plan-agreement", lang=lang)
    (back / "one.pdf").write_bytes(mlmp.fill("plan-agreement", answers, lang=lang).pdf)
    output = f"all.{ending}"
    result = run("read", "back", "--headings", "words", "-o", output)
    assert result.exit_code == 0
    if ending == "csv":
        headings = list(table(back.parent / output)[0])
        assert len({*headings}) == len(headings) and not any("." in name for name in headings)
        assert mlmp.columns("plan-agreement", lang=lang)["efforts.1.what"] in headings
    assert run("batch", "plan-agreement", output, "--lang", lang, "-o", "again").exit_code == 0
    (again,) = (back.parent / "again").glob("*.pdf")
    assert mlmp.read(again).answers == mlmp.read(back / "one.pdf").answers


def test_a_heading_that_would_mean_two_questions_stays_a_key(back):
    plan = sheet("visual-plan", ANNA, name="A", notes="hele arket")
    (back / "a.pdf").write_bytes(plan)
    run("read", "back", "--rows", "goal", "--headings", "words", "-o", "goals.csv")
    headings = list(table(back.parent / "goals.csv")[0])
    assert "Mål" in headings and "Score nu" in headings
    put(back, b=sheet("goal-staircase", ANNA, name="A", goal="cykle"))
    run("read", "back", "--headings", "words", "-o", "all.csv")
    headings = list(table(back.parent / "all.csv")[0])
    assert len({*headings}) == len(headings)


def test_headings_are_those_of_a_table(back):
    put(back, **both(ANNA, "Anna"))
    result = run("read", "back", "--headings", "words", "--format", "jsonl")
    assert (result.exit_code, result.stdout) == (2, "")


# Nothing of a person ---------------------------------------------------------------------------


def secrets_everywhere(folder: Path) -> None:
    """Sheets that say a canary wherever somebody may write."""
    goals = [{"text": CANARY, "theme": "mobility", "score_now": 1, "notes": CANARY}]
    plan = mlmp.template("visual-plan").fill(
        {"name": CANARY, "date": "2026-05-01", "purpose": CANARY, "goals": goals}, sheet_id=ANNA
    )
    with pikepdf.open(io.BytesIO(plan.pdf)) as document:
        document.pages[0].Annots.append(
            document.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.FreeText,
                    Rect=[100, 100, 200, 120],
                    Contents=CANARY,
                    DA="/Helv 10 Tf",
                )
            )
        )
        document.save(folder / f"{CANARY}.pdf")
    example = {**mlmp.example("plan-agreement"), "name": CANARY}
    (folder / "7001.pdf").write_bytes(mlmp.fill("plan-agreement", example).pdf)
    (folder / f"{CANARY}-2.pdf").write_bytes(b"%PDF broken")


@pytest.mark.parametrize("rows", ["file", "goal"])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_nothing_of_a_person_is_told_in_any_format(back, ending, rows):
    secrets_everywhere(back)
    output = back.parent / f"all.{ending}"
    result = run("read", "back", "--no-persons", "--rows", rows, "-o", output)
    assert result.exit_code == 3
    if ending == "xlsx":
        book = calamine.CalamineWorkbook.from_path(output).get_sheet_by_index(0).to_python()
        text = json.dumps(book, default=str)
    else:
        text = output.read_text("utf-8-sig")
    for told in (CANARY, ANNA, "7001", "2026-05-01", "01-05-2026", "Karen", ".pdf"):
        assert told not in text + result.output
    theme = "Mobilitet" if ending == "xlsx" else "mobility"
    assert "2026" in text and theme in text
    assert "sheets with something beside their fields 1" in result.stderr
    assert "Files that were not read: 1; sheets with notes: 1." in result.stderr
    assert "anonym" not in (text + result.output).casefold()


def test_what_is_no_name_and_no_word_is_told(back):
    secrets_everywhere(back)
    lines = [
        json.loads(line)
        for line in run("read", "back", "--no-persons", "--format", "jsonl").stdout.splitlines()
    ]
    plan = next(line for line in lines if line["form"] == "visual-plan")
    assert plan == {
        "form": "visual-plan",
        "version": 1,
        "answers": {"date": 2026, "goals": [{"theme": "mobility", "score_now": 1}]},
    }
    agreement = next(line["answers"] for line in lines if line["form"] == "plan-agreement")
    assert agreement["participants"][0] == {
        "role": "citizen",
        **dict.fromkeys(("goal_1", "goal_2", "goal_3"), True),
    }


def test_the_order_is_another_one(back):
    for number in range(9):
        score = {"goals": [{"score_now": number / 2}]}
        (back / f"{number}.pdf").write_bytes(mlmp.fill("visual-plan", score).pdf)
    orders = set()
    for _ in range(4):  # that all four are alike has a chance of one in 10¹⁶
        result = run("read", "back", "--no-persons", "--format", "csv")
        orders.add(tuple(result.stdout.splitlines()[1:]))
    assert len(orders) > 1 and len({frozenset(order) for order in orders}) == 1


@pytest.mark.parametrize(
    "args",
    [
        ["--register", "register.csv"],
        ["--report", "report.csv"],
        ["--pictures", "."],
        ["--rows", "person"],
    ],
)
def test_what_would_tell_of_persons_is_refused_beside_it(back, args):
    put(back, **both(ANNA, "Anna"))
    result = run("read", "back", "--no-persons", "-o", "all.csv", *args)
    assert (result.exit_code, (back.parent / "all.csv").exists()) == (2, False)
    assert f"{' '.join(args[:1])}" in result.stderr
