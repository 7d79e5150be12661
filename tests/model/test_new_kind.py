"""A new kind costs one class and its line in the registry: a time of day."""

from __future__ import annotations

import ast
import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import page
import pytest
import xlsxwriter
from sheets import pdfium_words

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.model.cells import CellWords
from mlmp_print.model.errors import AnswersError, InvalidValue
from mlmp_print.model.kinds import KINDS, Kind
from mlmp_print.model.names import StateNames

TYPED = re.compile(r"(?:kl\.? ?)?([0-9]{1,2})[.:]([0-9]{2})\Z")


@dataclass(frozen=True)
class TimeOfDay(Kind):
    """A time: `14:30` in JSON, 14.30 on the sheet."""

    name: ClassVar[str] = "time"

    @property
    def one_line(self) -> bool:
        return True

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "time", "x-kind": self.name}

    def check(self, value: Any) -> str | None:
        if value == "":
            return None
        if not isinstance(value, str) or not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", value):
            raise InvalidValue("is not a time", "Write hours:minutes, as 14:30")
        return value

    def store(self, value: str) -> str:
        return value.replace(":", ".")

    def load(self, stored: str) -> str | None:
        text = stored.strip()
        typed = TYPED.match(text)
        if text and not typed:
            raise InvalidValue("is not a time we can read", "Kept as it was typed")
        return self.check(f"{int(typed[1]):02}:{typed[2]}") if typed else None

    def from_cell(self, cell: Any, _names: StateNames, _words: CellWords) -> str | None:
        if isinstance(cell, datetime.time):
            return f"{cell:%H:%M}"
        return self.load(str(cell))


DEFINITION = """
code = "DAY"
version = 1
released = 2026-11-22
group = "citizen"

[answers]
name = { kind = "text", line = true }
up = { kind = "time", example = "07:00" }

[answers.visits]
list = { count = 3, most = 3 }
at = { kind = "time", example = ["09:30", "14:30"] }
what = { kind = "text" }

[words.da]
title = "Min dag"
sheet = "Dagen"

[words.da.words]
heading = "Min dag"

[words.da.ask]
name = { label = "Navn" }
up = { label = "Jeg står op" }
visits = { item = "besøg {n}" }
"visits.at" = { label = "Tid" }
"visits.what" = { label = "Hvad" }

[[page]]
block = [
    { block = "title", box = [14, 20, 100, 12], words = "heading", tag = "H1" },
    { block = "ask", box = [14, 40, 122, 9], path = "name" },
    { block = "ask", box = [14, 55, 122, 9], path = "up" },
    { block = "table", box = [14, 80, 182, 100], path = "visits", columns = { at = 1, what = 3 } },
]
"""
ANSWERS = {
    "name": "Åse",
    "up": "07:05",
    "visits": [{"at": "09:30", "what": "Bostøtte"}, {"at": "14:30"}, {"at": "20:00"}],
}


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The path of the definition, with the kind in the registry."""
    monkeypatch.setitem(KINDS, TimeOfDay.name, TimeOfDay)
    path = tmp_path / "dag.toml"
    path.write_text(DEFINITION, "utf-8")
    return str(path)


def read(source: bytes | Path) -> mlmp.Read:
    """In this process: the kind of the test is not in the files that another process imports."""
    return mlmp.read(source, trusted=True)


def test_a_form_is_filled_and_read_with_the_new_kind(form):
    filled = mlmp.fill(form, ANSWERS).pdf
    found = read(filled)
    assert found.answers == ANSWERS
    assert found.kinds["visits.at"] == TimeOfDay()
    words = " ".join(pdfium_words(filled))
    assert all(time in words for time in ("07.05", "09.30", "14.30", "20.00"))
    assert page.validate_pdf_bytes(filled, profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_schema_and_example_have_the_new_kind(form):
    schema = mlmp.schema(form)["properties"]
    assert schema["up"] == {"type": "string", "format": "time", "x-kind": "time"}
    look = looks.load()
    loaded = forms.load(form, look)
    example = forms.example(loaded, forms.Wording(loaded, look))
    assert example == {"up": "07:00", "visits": [{"at": "09:30"}, {"at": "14:30"}]}


def test_a_wrong_value_of_the_new_kind_is_named(form):
    with pytest.raises(AnswersError, match=r"“Tid 1” \(visits\.1\.at\): is not a time\. Write"):
        mlmp.fill(form, {"visits": [{"at": "25:00"}]})


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_a_table_is_read_with_the_new_kind(form, tmp_path, format_):
    header = ["Navn", "Jeg står op", "Tid 1", "Hvad 1", "Tid 2", "Tid 3"]
    cells: list[Any] = ["Åse", "7.05", "09.30", "Bostøtte", "kl. 14:30", "20:00"]
    table = tmp_path / f"people.{format_}"
    if format_ == "csv":
        table.write_text(f"{';'.join(header)}\n{';'.join(cells)}\n", "utf-8")
    else:
        cells[2], cells[5] = datetime.time(9, 30), datetime.time(20)
        with xlsxwriter.Workbook(table) as book:
            sheet = book.add_worksheet()
            clock = book.add_format({"num_format": "hh:mm"})
            sheet.write_row(0, 0, header)
            for column, cell in enumerate(cells):
                if isinstance(cell, datetime.time):
                    sheet.write_datetime(1, column, cell, clock)
                else:
                    sheet.write(1, column, cell)
    mlmp.batch(form, table, tmp_path / "out")
    [pdf] = (tmp_path / "out").glob("*.pdf")
    assert read(pdf).answers == ANSWERS


def test_answers_of_the_new_kind_are_carried_over_and_changed(form):
    old = read(mlmp.fill(form, ANSWERS).pdf)
    assert mlmp.carry(form, old).answers == ANSWERS
    changed = mlmp.change(form, old, {"up": "08:00"}).pdf
    assert read(changed).answers == {**ANSWERS, "up": "08:00"}


def single_kinds(path: Path) -> set[str]:
    """The kinds that a module asks for by their class, or by their name."""
    classes = {kind.__name__ for kind in KINDS.values()}
    asked = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance":
            asked |= {name.id for name in ast.walk(node.args[1]) if isinstance(name, ast.Name)}
        elif isinstance(node, ast.Compare) and ast.unparse(node.left).endswith("kind.name"):
            asked.add(ast.unparse(node))
    return {name for name in asked if name in classes or "kind.name" in name}


def test_nobody_outside_of_the_kinds_asks_for_a_single_kind():
    package = Path(mlmp.__file__).parent
    others = [path for path in package.rglob("*.py") if path.parent.name != "kinds"]
    found = {path.name: single_kinds(path) for path in others}
    assert {name: kinds for name, kinds in found.items() if kinds} == {}
