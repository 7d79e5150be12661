"""Spreadsheets are parsed in the sandbox; its answer is the cells as the library gives them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from processes import PATIENCE, children, needs_proc
from spreadsheets import spreadsheet

import mlmp_print as mlmp
from mlmp_print.model.limits import TABLE_MEMORY, TABLE_SECONDS
from mlmp_print.sandbox import sandbox
from mlmp_print.sandbox.failures import Failure
from mlmp_print.sandbox.sandbox import Worker
from mlmp_print.tables.spreadsheet import OUTLINE, SpreadsheetReader, _lost
from mlmp_print.tables.table import Table
from mlmp_print.tables.table_file import TableFile
from mlmp_print.tables.table_part import TablePart

CELLS = [
    "æøå “€” 😀\nny linje", "'=1", "", 7, 0.5, -1e300, True, False,
    date(2026, 1, 5), datetime(2026, 1, 5, 13, 30, 15), time(8, 30), timedelta(hours=50),
]  # fmt: skip


def book(path: Path, rows: list[list[Any]], *, top: int = 0, left: int = 0) -> Path:
    """A workbook with these cells."""
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("Ark")
    formats = {
        kind: made.add_format({"num_format": form})
        for kind, form in {
            date: "yyyy-mm-dd",
            datetime: "yyyy-mm-dd hh:mm:ss",
            time: "hh:mm:ss",
            timedelta: "[h]:mm:ss",
        }.items()
    }
    for row, cells in enumerate(rows, top):
        for column, cell in enumerate(cells, left):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            else:
                sheet.write(row, column, cell, formats.get(type(cell)))
    made.close()
    return path


def test_cells_of_every_type_cross_as_they_are(tmp_path):
    import python_calamine as calamine

    path = book(tmp_path / "t.xlsx", [[f"k{n}" for n in range(len(CELLS))], CELLS])
    (row,) = Table(path).rows()
    with calamine.CalamineWorkbook.from_path(path) as opened:
        expected = opened.get_sheet_by_index(0).to_python()[1]
    expected[1] = "=1"  # the guard that CSV files of ours have
    assert list(map(type, row.cells)) == list(map(type, expected))
    assert row.cells == expected


def test_a_table_far_from_the_corner_keeps_its_row_numbers_and_column_letters(tmp_path):
    rows = [["Navn", ""], ["Bo", ""], ["", ""], ["Ida", "x"]]
    table = Table(book(tmp_path / "t.xlsx", rows, top=99, left=27))
    assert [(row.number, row.cells) for row in table.rows()] == [
        (101, ["Bo", ""]),
        (103, ["Ida", "x"]),
    ]
    assert table.unheaded == ["AC"]


def test_a_sheet_with_nothing_in_it_has_no_headings(tmp_path):
    with pytest.raises(mlmp.AnswersError, match="no headings"):
        Table(book(tmp_path / "t.xlsx", []))


def test_nothing_of_a_spreadsheet_is_parsed_in_this_process(tmp_path):
    spreadsheet(tmp_path / "t.xlsx")
    program = """
import sys
from pathlib import Path
from mlmp_print.tables.table import Table
print(len(list(Table(Path("t.xlsx")).rows())), {"python_calamine", "zipfile"} & sys.modules.keys())
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert done.stdout == "2 set()\n"


@needs_proc
def test_the_process_that_reads_a_spreadsheet_ends_with_it(tmp_path):
    before = {child.number for child in children(os.getpid())}
    assert list(Table(spreadsheet(tmp_path / "t.xlsx")).rows())
    assert {child.number for child in children(os.getpid())} <= before


NONSENSE = (
    b'{"a": 1}\n', b"[null]\n", b"[[]]\n", b'[["date"]]\n', b'[["date", 1]]\n',
    b'[["date", "2026-13-01"]]\n', b'[["timedelta", "x"]]\n', b'[["timedelta", 1e300]]\n',
    b'[["object", "x"]]\n', b'[{"a": 1}]\n', b"[" + b"9" * 5000 + b"]\n", b"[" * 5000, b"\xff\n",
)  # fmt: skip


@pytest.mark.parametrize("line", NONSENSE, ids=lambda line: str(line[:30]))
def test_what_the_sandbox_says_of_a_sheet_is_checked_like_any_input(line):
    reader = SpreadsheetReader()
    reader.cells = b'["Navn"]\n' + line
    with pytest.raises(mlmp.AnswersError, match="no spreadsheet that can be read"):
        list(reader.rows(TableFile.at(Path("t.xlsx")), ["Navn"]))


def test_a_process_that_somebody_ended_or_that_did_not_start_is_not_blamed_on_the_file():
    file = TableFile.at(Path("t.xlsx"))
    ended = _lost(file, Failure.ENDED, TABLE_SECONDS, TABLE_MEMORY)
    assert "ended from outside" in str(ended) and "broken" not in str(ended)
    for failure in (Failure.START, Failure.IMPOSSIBLE):
        error = _lost(file, failure, TABLE_SECONDS, TABLE_MEMORY)
        assert "t.xlsx" not in str(error) and error.exit_code == 1
    assert "broken" in str(_lost(file, Failure.CRASH, TABLE_SECONDS, TABLE_MEMORY))


@needs_proc
def test_a_reader_that_is_killed_over_a_spreadsheet_accuses_nobody(tmp_path, monkeypatch):
    """As the system does that has no memory left."""
    file = TableFile.at(spreadsheet(tmp_path / "t.xlsx"))
    run, send = Worker.run, sandbox.send

    def killed(worker, *arguments, **values):
        worker.start(OUTLINE)
        number = worker.process.pid
        os.kill(number, signal.SIGSTOP)  # it gets no further before it is killed
        worker.prepared.add(OUTLINE)

        def send_and_kill(*packet):
            send(*packet)
            os.kill(number, signal.SIGKILL)

        monkeypatch.setattr(sandbox, "send", send_and_kill)
        return run(worker, *arguments, **values)

    monkeypatch.setattr(Worker, "run", killed)
    with pytest.raises(mlmp.AnswersError, match="ended from outside"):
        SpreadsheetReader().headings(file, TablePart(), None)
