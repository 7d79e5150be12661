"""A program from outside: it is typed, runs, and says in words what is wrong."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT

PROGRAM = """\
import sqlite3, zipfile
import mlmp_print as mlmp

people = sqlite3.connect("people.db")
people.row_factory = sqlite3.Row
rows = people.execute('SELECT id, name, score AS "goals.1.score_now" FROM people')
outcome = mlmp.batch("visual-plan", rows, "plans.zip", lang="da")
with zipfile.ZipFile("plans.zip") as plans:
    sheets = [plans.read(name) for name in plans.namelist() if name.endswith(".pdf")]
print([found.read.answers for found in mlmp.read_many(sheets) if found.read])
with mlmp.language("da"):
    print(*outcome.troubles, sep="\\n")
"""

# A wrong score, with its place.
DANISH = (
    "række 2, kolonne “goals.1.score_now”, “Score nu 1”: tallet er ikke på skalaen. "
    "Skriv et tal fra 0 til 4. Halve tal er i orden."
)

# Every other way in, so that none of their types is Any.
DOORS = """\
from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

import mlmp_print as mlmp


def rows() -> Iterator[dict[str, object]]:
    yield {"name": "Bo"}


def take(name: str, pdf: bytes) -> None:
    print(name, len(pdf))


form: str = mlmp.forms()[0].name
title: str = mlmp.forms()[0].languages["da"].title
headings: dict[str, str] = mlmp.columns(form, lang="en", settings={"goals": 3})
faults: tuple[str, ...] = tuple(fault.path for fault in mlmp.check(form, mlmp.example(form)).faults)
template: mlmp.Template = mlmp.template(form, size="a3", large=True)
filled: mlmp.Filled = template.fill({"picture": Image.new("RGB", (9, 9))}, Path(), lock=True)
png: bytes = mlmp.preview(io.BytesIO(filled.pdf), page=1, dpi=50)
with open("t.csv") as text, open("t.xlsx", "rb") as binary, ThreadPoolExecutor() as pool:
    mlmp.batch(form, text, take, table_format="csv", executor=pool)
    mlmp.batch([form], binary, io.BytesIO(), jobs=2, laying=mlmp.PrintLayout(copies=2))
    sheet: mlmp.Read = mlmp.read(binary, check=True)
outcome: mlmp.Outcome = mlmp.batch([template], rows(), Path("plans"), resume=True, report="r.csv")
notes: list[str] = [note.sentence for note in outcome.notes]
changed: bytes = mlmp.change(form, sheet, {"name": "Åse"}, ink="gray").pdf
received: list[mlmp.Received] = list(mlmp.read_many([Path("a.pdf"), b"%PDF", "back"]))
"""

WRONG = """\
import mlmp_print as mlmp

mlmp.blank("visual-plan", langg="da")
mlmp.read(5)
mlmp.batch("visual-plan", 5)
mlmp.batch("visual-plan", [{"name": "Bo"}], jobs="two")
mlmp.batch("visual-plan", "t.csv", lambda name: None)
mlmp.preview(b"", page="1")
"""


def lines_of_mypy(folder: Path, programs: dict[str, str]) -> list[str]:
    """Run mypy as somebody does who has installed the package: our own modules are not shown."""
    for name, program in programs.items():
        (folder / name).write_text(program, "utf-8")
    cache = ROOT / ".mypy_cache" / "outside"
    options = ["--strict", "--follow-imports=silent", f"--cache-dir={cache}", "--no-error-summary"]
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *programs],
        cwd=folder,
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not ran.stderr
    return ran.stdout.splitlines()


@pytest.mark.slow
def test_every_door_is_typed_from_outside(tmp_path):
    programs = {"program.py": PROGRAM, "doors.py": DOORS, "wrong.py": WRONG}
    lines = lines_of_mypy(tmp_path, programs)
    assert [line for line in lines if not line.startswith("wrong.py")] == []
    found = {line.split(":")[1] for line in lines if ": error:" in line}
    assert found == {"3", "4", "5", "6", "7", "8"}, "what is wrong is found before it runs"


def test_a_program_of_ten_lines_runs(tmp_path):
    with sqlite3.connect(tmp_path / "people.db") as people:
        people.execute("CREATE TABLE people (id INTEGER, name TEXT, score REAL)")
        people.execute("INSERT INTO people VALUES (1, 'Åse', 1.5), (2, 'Bo', 7), (3, 'Eva', NULL)")
    people.close()
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    ran = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.splitlines() == [
        "[{'name': 'Åse', 'goals': [{'score_now': 1.5}]}, {'name': 'Eva'}]",
        DANISH,
    ]
