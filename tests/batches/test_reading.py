"""Whoever reads people's answers, the files are the same, and so is all that is said of them."""

from __future__ import annotations

import csv
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import mlmp_print as mlmp
from mlmp_print.batches.report import Outcome

LONG = "At få en hverdag, hvor jeg selv bestemmer, hvad jeg skal lave, og hvornår. " * 40
WIDE = [
    ["Sagsnr", "Navn", "Dato", "Formål", "Mål 1", "Score nu 1", "Mål 2", "Score nu 2", "Udgået"],
    ["1", "Åse Holm", "19-04-2026", LONG, "bage brød", "2", "", "", ""],
    ["2", "Bo Lund", "31-02-2026", "ro", "bage brød", "9", "", "", "x"],
    ["3", "", "", "ro", "bage brød", "2", "", "", ""],
    ["4", "Cai Krogh", "1/5-26", "NULL", "bage brød", "2", "", "2", ""],
    ["5", "I alt", "", "", "", "12", "", "", ""],
    ["6", "Dina Krogh", "", "ro", "", "2", "", "", ""],
    ["7", "Emil Skov", "2026-05-01", "ro", "bage brød", "1½", "tage bussen", "3", ""],
    ["8", "Fie Skov", "", "ro", "bage brød"],
]
LISTED = [
    ["Sagsnr", "Navn", "Mål", "Score nu", "Noter", "Hold", "Kode"],
    ["1", "Åse Holm", "bage brød", "2", "Ida siger ja", "A", "Sommer-2026"],
    ["2", "Bo Lund", "bage brød", "3", LONG, "B", "Vinter-2026"],
    ["1", "Åse Holm", "bage brød", "2", "Ole siger nej", "A", "Sommer-2026"],
    ["1", "Åse Holm", "tage bussen", "1", "", "A", "Sommer-2026"],
    ["2", "Bo Lunde", "tage bussen", "1", "", "B", "Vinter-2026"],
    ["3", "Cai Krogh", "tage bussen", "2", "", "A", ""],
    ["", "Dina Krogh", "tage bussen", "2", "", "A", "Sommer-2026"],
    ["4", "Eva Skov", "gå til fodbold", "2", "", "B", "Efterår-2026"],
]
WIDE_MAP = 'id = "Sagsnr"\n[columns]\n"Udgået" = ""\n'
GROUPED = 'id = "Sagsnr"\ngroup_by = "Sagsnr"\ncourse = "Hold"\n'
NOTES = '[columns]\nNoter = "goals.notes"\n'
GROUPED_MAP = f'{GROUPED}{NOTES}Kode = ""\n'


def written(folder: Path, rows: list[list[str]], column_map: str) -> dict[str, Any]:
    """Write a table and its map; return the arguments of a batch over them."""
    table, columns = folder / "people.csv", folder / "map.toml"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    columns.write_text(column_map, "utf-8")
    return {"table": table, "columns": columns}


def made(
    folder: Path, forms: list[str], arguments: dict[str, Any], **options: Any
) -> tuple[Outcome, dict[str, bytes]]:
    """Run a batch into a new folder; return its outcome, and all that it wrote, by name."""
    out = folder / "out"
    outcome = mlmp.batch(forms, output=out, report=folder / "report.csv", **arguments, **options)
    files = {path.name: path.read_bytes() for path in (*out.iterdir(), folder / "report.csv")}
    return replace(outcome, failed_rows=None), files


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("forms", "rows", "column_map"),
    [
        (["visual-plan"], WIDE, WIDE_MAP),
        (["visual-plan", "wishing-well"], WIDE, WIDE_MAP),
        (["visual-plan"], LISTED, GROUPED_MAP),
    ],
    ids=["wide", "two forms", "a row for each goal"],
)
def test_the_workers_read_as_the_first_process_does(tmp_path, forms, rows, column_map, strict):
    arguments = written(tmp_path, rows, column_map)
    # A batch that goes on has to know the answers before the work is given out.
    first = made(make(tmp_path / "first"), forms, arguments, strict=strict, resume=True)
    assert first[0].failed >= 2 and (strict or first[0].written >= 2)
    assert made(make(tmp_path / "inline"), forms, arguments, strict=strict) == first
    with ThreadPoolExecutor(2) as threads:
        found = made(make(tmp_path / "threads"), forms, arguments, strict=strict, executor=threads)
    assert found == first


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_other_processes_read_as_this_one_does(tmp_path):
    arguments = written(tmp_path, WIDE, WIDE_MAP)
    here = made(make(tmp_path / "here"), ["visual-plan"], arguments)
    assert here[0].fit_count or here[0].note_count
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        there = made(make(tmp_path / "there"), ["visual-plan"], arguments, executor=executor)
    assert there == here


def test_a_print_job_lists_the_names_that_workers_read(tmp_path):
    arguments = written(tmp_path, LISTED, GROUPED_MAP)
    jobs = []
    for folder, resume in ((tmp_path / "one", False), (tmp_path / "two", True)):
        job = make(folder) / "job.pdf"
        made(folder, ["visual-plan"], arguments, print_job=job, resume=resume)
        jobs.append(job.read_bytes())
    assert jobs[0] == jobs[1]


def test_an_encrypted_file_opens_with_the_password_of_its_row(tmp_path):
    arguments = written(tmp_path, LISTED, f'{GROUPED}password = "Kode"\n{NOTES}')
    outcome, files = made(tmp_path, ["visual-plan"], arguments)
    assert (outcome.written, outcome.failed) == (2, 2)
    answers = mlmp.read(files["1.pdf"], password="Sommer-2026").answers
    assert answers["goals"][1]["text"] == "tage bussen"


def test_numbers_of_a_programs_own_class_reach_the_sheets_through_other_processes(tmp_path):
    class Score(float):
        """Known to this function only."""

    rows = [{"name": "Åse", "goals.1.text": "bage brød", "goals.1.score_now": Score(1.5)}]
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        outcome = mlmp.batch("visual-plan", rows, tmp_path / "out", executor=executor)
    assert (outcome.written, outcome.failed) == (1, 0)
    answers = mlmp.read(tmp_path / "out" / "1.pdf").answers
    assert answers["goals"][0]["score_now"] == 1.5
