"""The command `scan`: paper that comes back becomes answers, and doubts that a person settles."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from filled_paper import FilledPaper, back_of, scan_bytes, scan_pdf, upside_down
from PIL import Image

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.model.sheet_ids import check_character
from mlmp_print.sandbox.elsewhere import run_by, run_here

ANNA, BO, STRANGER = (
    letters + check_character(letters) for letters in ("7F3K9Q2", "8F3K9Q2", "6F3K9Q2")
)


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, list(map(str, args)), prog_name="mlmp-print")
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def register(path: Path, forms: str, **ids: str) -> Path:
    lines = [f"{sheet_id};{person};{person};{forms};a" for person, sheet_id in ids.items()]
    path.write_text("\n".join(["sheet_id;id;row;forms;batch", *lines, ""]), "utf-8")
    return path


@pytest.fixture(scope="module")
def card() -> mlmp.Template:
    return mlmp.template("score-card")


@pytest.fixture(scope="module")
def pile(card: mlmp.Template, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two score cards in one PDF: Bo's, marked twice and upside down, and Anna's with a text."""
    text = card.compiled_form().layouts[0].areas[0].path
    (anna,) = FilledPaper(card, {"practice": ["2"]}, [text], sheet_id=ANNA).pages()
    (bo,) = FilledPaper(card, {"practice": ["1", "3"]}, sheet_id=BO).pages()
    folder = tmp_path_factory.mktemp("scans")
    return scan_pdf(folder / "back.pdf", [upside_down(bo), back_of(bo), anna, back_of(anna)])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Answers and doubts -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def written(pile: Path, tmp_path_factory) -> Iterator[tuple[Result, Path]]:
    """What the command writes of the pile, with everything asked for."""
    folder = tmp_path_factory.mktemp("answers")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        outputs = (
            "-o",
            "a.jsonl",
            "--pictures",
            "crops",
            "--review",
            "review",
            "--report",
            "r.csv",
        )
        listed = register(folder / "ids.csv", "score-card", anna=ANNA, bo=BO)
        yield run("scan", pile, *outputs, "--register", listed), folder


def test_sure_answers_are_given_and_doubts_are_named(written):
    result, folder = written
    assert result.exit_code == 3
    bo, anna = records(folder / "a.jsonl")
    assert (anna["id"], anna["answers"]) == ("anna", {"practice": 2})
    assert (bo["id"], bo["answers"]) == ("bo", {})
    assert "doubts" not in anna
    (doubt,) = bo["doubts"]
    assert (doubt["path"], doubt["why"]) == ("practice", "Two answers are marked")
    assert doubt["page"].endswith("back.pdf#1")
    assert "2 blank backs" in result.stderr


def test_crops_are_files_for_the_owner_only(written):
    _, folder = written
    (anna,) = [one for one in records(folder / "a.jsonl") if one.get("pictures")]
    (name,) = anna["pictures"].values()
    crop = folder / name
    assert crop.read_bytes().startswith(b"\x89PNG")
    assert stat.S_IMODE(crop.stat().st_mode) == 0o600
    assert stat.S_IMODE(crop.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "review").stat().st_mode) == 0o700


def test_the_report_has_a_row_for_each_doubt(written):
    _, folder = written
    assert [row["what"] for row in table(folder / "r.csv")].count("doubt") == 1


def test_corrections_settle_what_is_open(pile, here):
    with run_by(run_here):
        scanned = mlmp.scan([pile])
    doubts = [(sheet, doubt) for sheet in scanned for doubt in sheet.doubts]
    digest = scanned.scans[0].digest
    said = [
        {"scan": digest, "page": doubt.place.page, "path": doubt.path, "value": "3"}
        for _, doubt in doubts
    ]
    content = {"mlmp_corrections": 1, "corrections": said}
    (here / "corrections.json").write_text(json.dumps(content), "utf-8")
    result = run("scan", pile, "-o", "a.jsonl", "--corrections", "corrections.json")
    assert result.exit_code == 0, result.stderr
    bo, anna = records(here / "a.jsonl")
    assert (bo["answers"], bo["settled"]) == ({"practice": 3}, ["practice"])
    assert anna["answers"] == {"practice": 2}


@pytest.mark.slow
def test_corrections_of_another_scan_are_faults(pile, here):
    said = [{"scan": "0f" * 32, "page": 1, "path": "practice", "value": "3"}]
    content = {"mlmp_corrections": 1, "corrections": said}
    (here / "corrections.json").write_text(json.dumps(content), "utf-8")
    result = run("scan", pile, "-o", "a.jsonl", "--corrections", "corrections.json")
    assert result.exit_code == 4
    assert "a scan that is not here" in result.stderr
    assert not (here / "a.jsonl").exists()


def test_a_sheet_of_a3_stands_on_one_page(here):
    plan = mlmp.template("visual-plan", size="a3")
    scan_pdf(here / "a3.pdf", [*FilledPaper(plan).pages()] * 2)
    run("scan", "a3.pdf", "-o", "a.jsonl")
    assert ["pages" in record for record in records(here / "a.jsonl")] == [False, False]


# What else takes it -------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.xlsx"])
def test_every_format_is_written(pile, here, name):
    assert run("scan", pile, "-o", name).exit_code == 3
    assert (here / name).stat().st_size > 10
    if name == "a.json":
        assert [one["sheet_id"] for one in json.loads((here / name).read_text())] == [BO, ANNA]
    if name == "a.csv":
        bo, anna = table(here / name)
        assert (bo["doubts"], anna["doubts"], anna["practice"]) == ("practice", "", "2")


@pytest.mark.slow
def test_nothing_of_a_person_is_in_rows_without_persons(pile, here):
    result = run("scan", pile, "-o", "a.csv", "--no-persons")
    text = (here / "a.csv").read_text("utf-8-sig")
    assert sorted(row["practice"] for row in table(here / "a.csv")) == ["", "2"]
    assert not any(word in text + result.stderr for word in (ANNA, BO, "back.pdf"))
    assert run("scan", pile, "--no-persons", "--review", "review").exit_code == 2


@pytest.mark.slow
def test_a_record_is_taken_where_a_sheet_is(pile, here):
    run("scan", pile, "-o", "a.jsonl")
    listed = register(here / "ids.csv", "score-card", anna=ANNA, bo=BO)
    (here / "t.csv").write_text("id;about\nanna;bus\n", "utf-8")
    started = run(
        "batch", "score-card", "t.csv", "-o", "new", "--from", "a.jsonl", "--register", listed
    )
    assert started.exit_code == 0, started.stderr
    (new,) = (here / "new").glob("*.pdf")
    assert mlmp.read(new).answers == {"about": "bus", "practice": 2}
    (here / "anna.jsonl").write_text((here / "a.jsonl").read_text().splitlines()[1], "utf-8")
    changed = run("fill", "score-card", "--onto", "anna.jsonl", "-o", "anna.pdf")
    assert changed.exit_code == 0, changed.stderr
    assert mlmp.read(here / "anna.pdf").answers == {"practice": 2}
    read = run("read", "a.jsonl", "-o", "again.csv")
    assert [row["practice"] for row in table(here / "again.csv")] == ["", "2"], read.stderr


# Bad input ----------------------------------------------------------------------------------------


def test_a_bad_file_stops_no_other(pile, here):
    (here / "text.pdf").write_bytes(b"%PDF-1.7 no")
    (here / "empty.png").write_bytes(b"")
    (here / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 broken")
    Image.new("RGB", (1, 1)).save(here / "one.png")
    result = run("scan", ".", pile, "-o", "a.jsonl")
    assert result.exit_code == 3
    assert len(records(here / "a.jsonl")) == 2
    for name in ("text.pdf", "empty.png", "a.jpg", "one.png"):
        lines = [line for line in result.stderr.splitlines() if line.startswith(name)]
        assert len(lines) == 1, (name, result.stderr)


def test_what_may_not_be_read_or_written_is_named_before_anything_is_read(here, monkeypatch):
    (here / "shut.pdf").write_bytes(b"%PDF-1.7 no")
    (here / "other.pdf").write_bytes(b"%PDF-1.7 no")
    opened = os.open

    def refusing(path, *args, **how):  # nothing is forbidden to root, as whom these tests may run
        if os.fspath(path).endswith("shut.pdf"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return opened(path, *args, **how)

    monkeypatch.setattr(os, "open", refusing)
    result = run("scan", "shut.pdf", "other.pdf")
    lines = [line.partition(":")[0] for line in result.stderr.splitlines()]
    assert (result.exit_code, lines[:2]) == (4, ["shut.pdf", "other.pdf"])
    (here / "locked").write_bytes(b"no folder")
    refused = run("scan", "other.pdf", "-o", "a.jsonl", "--review", "locked/review")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (5, 1)


def test_the_same_file_twice_is_a_note(card, here):
    (page,) = FilledPaper(card, {"practice": ["2"]}).pages()
    for name in ("one.png", "two.png"):
        (here / name).write_bytes(scan_bytes(page, "PNG"))
    result = run("scan", "one.png", "two.png", "-o", "a.jsonl")
    assert (result.exit_code, len(records(here / "a.jsonl"))) == (0, 1)
    assert "two.png: is the same file as one.png" in result.stderr


def test_crops_that_lie_among_the_scans_are_no_scans(written, here):
    _, folder = written
    for crops in ("crops", "review"):
        shutil.copytree(folder / crops, here / crops)
    result = run("scan", ".", "*/*/*.png")
    assert result.exit_code == 4
    assert [line.partition(":")[0] for line in result.stderr.splitlines()][:2] == [".", "*/*/*.png"]
    named = run("scan", *(here / "review").rglob("0001.png"))
    assert "dots an inch" in named.stderr


def test_a_folder_without_scans_and_a_page_without_code_is_no_sheet(here):
    (here / "scans").mkdir()
    assert run("scan", "scans").exit_code == 4
    page = Image.effect_noise((1240, 1754), 120)
    (here / "scans" / "other.png").write_bytes(scan_bytes(page, "PNG"))
    result = run("scan", "scans")
    assert result.exit_code == 4
    assert "no code of ours" in result.stderr


def test_an_encrypted_pdf_exits_with_6(here):
    (here / "locked.pdf").write_bytes(mlmp.encrypt(mlmp.blank("score-card"), "mange æbler"))
    assert run("scan", "locked.pdf").exit_code == 6


def test_an_output_that_exists_is_not_written_over(pile, here):
    (here / "review").mkdir()
    (here / "review" / "mine.txt").write_text("mine", "utf-8")
    assert run("scan", pile, "-o", "b.jsonl", "--review", "review").exit_code == 5
    assert not (here / "b.jsonl").exists()
    (here / "a.jsonl").write_text("mine", "utf-8")
    assert run("scan", pile, "-o", "a.jsonl").exit_code == 5
    assert (here / "a.jsonl").read_text("utf-8") == "mine"


@pytest.mark.slow
def test_a_register_of_another_job_is_named(pile, here):
    listed = register(here / "ids.csv", "score-card", other=STRANGER)
    result = run("scan", pile, "-o", "a.jsonl", "--register", listed)
    assert result.exit_code == 3
    assert "of another job" in result.stderr


def test_without_the_extra_one_sentence_says_how_to_install_it(pile, monkeypatch):
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    result = run("scan", pile)
    assert result.exit_code == 2
    assert 'pip install "mlmp-print[scan]"' in result.stderr
    assert "zxing-cpp" in result.stderr
