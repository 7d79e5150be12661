"""A batch from rows in memory and from open files; its files into a zip or to a function."""

from __future__ import annotations

import datetime
import io
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from spreadsheets import opendocument

import mlmp_print as mlmp
from mlmp_print.model import limits
from mlmp_print.tables.write import xlsx_table

FORM = "visual-plan"
CANARY = "Kanarie-Hemmelig-77"
GOOD = {"id": 7, "name": "Åse", "goals.1.text": "bage", "goals.1.score_now": 1.5}
BAD = {"id": 8, "name": CANARY, "goals.1.score_now": 9}


class Taken(dict[str, bytes]):
    """A function that keeps what it is given."""

    __call__ = dict.__setitem__

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        return {name: mlmp.read(pdf, trusted=True).answers for name, pdf in self.items()}


def batch(table: Any, form: Any = FORM, **options: Any) -> tuple[mlmp.Outcome, Taken]:
    taken = Taken()
    return mlmp.batch(form, table, taken, **options), taken


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template(FORM)


# Rows ---------------------------------------------------------------------------------------------


def test_rows_of_any_mapping_are_filled():
    nested = {"id": 9, "name": "Bo", "goals": [{"text": "cykle", "score_now": 2}], "notes": None}
    _, taken = batch([GOOD, MappingProxyType({**GOOD, "id": 8}), nested])
    plan = {"name": "Åse", "goals": [{"text": "bage", "score_now": 1.5}]}
    other = {"name": "Bo", "goals": [{"text": "cykle", "score_now": 2}]}
    assert taken.answers == {"7.pdf": plan, "8.pdf": plan, "9.pdf": other}


def test_a_cursor_of_sqlite3_gives_rows():
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute("create table people (id, name, date, score real)")
    connection.execute("insert into people values (1, 'Åse', '2027-05-01', 2.0), (2, 'Bo', ?, ?)",
                       (None, None))  # fmt: skip
    rows = connection.execute('select id, name, date, score as "goals.1.score_now" from people')
    _, taken = batch(rows)
    first = {"name": "Åse", "date": "2027-05-01", "goals": [{"score_now": 2}]}
    assert taken.answers == {"1.pdf": first, "2.pdf": {"name": "Bo"}}


def test_values_are_taken_as_a_database_gives_them():
    row = {
        "id": UUID(int=1),
        "name": "Åse",
        "date": datetime.datetime(2027, 5, 1, 12, 30),
        "goals.1.score_now": Decimal("1.5"),
        "goals.1.disagrees": True,
        "goals.1.text": "gå",
        "purpose": 12,
        "notes": Decimal("12345678901234567890"),
    }
    _, taken = batch([row, {**row, "id": 2, "date": datetime.date(2027, 5, 1)}])
    goal = {"text": "gå", "score_now": 1.5, "disagrees": True}
    answers = {
        "name": "Åse", "date": "2027-05-01", "purpose": "12", "notes": "12345678901234567890",
        "goals": [goal],
    }  # fmt: skip
    assert list(taken.answers.values()) == [answers, answers]


def test_a_row_that_fails_is_in_the_outcome_with_its_place_and_stops_no_other():
    outcome, taken = batch([GOOD, BAD])
    assert list(taken) == ["7.pdf"] and (outcome.written, outcome.failed) == (1, 1)
    (trouble,) = outcome.troubles
    assert (trouble.where.row, trouble.path) == (2, "goals.1.score_now")
    assert outcome.failed_rows is None and CANARY not in str(trouble)


def test_of_a_batch_for_a_function_very_many_troubles_are_kept():
    outcome, _ = batch([{**BAD, "id": number} for number in range(limits.FAULTS_SHOWN + 10)])
    assert len(outcome.troubles) == outcome.trouble_count == limits.FAULTS_SHOWN + 10


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("Åse", 2), "is no mapping"),
        ("Åse", "is no mapping"),
        (None, "is no mapping"),
        ({5: "Åse"}, "has a key that is no text"),
        ({"name": object()}, "is of the type object, which no cell has"),
        ({"name": 10**5000}, "is a number of hundreds of digits"),
        ({"name": b"\xc3\x85se"}, "is no text"),
        ({"id": b"7", "name": "Åse"}, "is no text"),
        ({"name": float("nan")}, "is no number"),
        ({"name": "Åse", "goals": [{"score_now": float("nan")}]}, "is not on the scale"),
        ({"name": "Åse", "goals": [[[[[[[[["x"]]]]]]]]]}, "nested more than 8 deep"),
        ({"goals": [{"text": "a"}], "goals.1.text": "b"}, "as a path and within an object"),
    ],
)  # fmt: skip
def test_a_row_that_is_none_fails_alone(row, says):
    outcome, taken = batch([row, {**GOOD, "id": 2}])
    assert list(taken) == ["2.pdf"]
    assert [trouble.where.row for trouble in outcome.troubles] == [1]
    assert says in str(outcome.troubles[0])


def test_two_columns_of_one_name_are_refused():
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    with pytest.raises(mlmp.AnswersError, match="row 1: has two columns of one name"):
        batch(connection.execute("select 'Åse' as name, 'Bo' as name"))


def test_a_list_that_holds_itself_is_refused(monkeypatch):
    monkeypatch.setattr("mlmp_print.tables.given_rows.TABLE_CELLS", 40_000)
    ring: list[Any] = []
    ring += [ring, ring]
    outcome, taken = batch([{"name": "Åse", "notes": ring}, {**GOOD, "id": 2}])
    assert list(taken) == ["2.pdf"] and outcome.failed == 1
    wide: list[Any] = []
    wide += [wide] * 1000
    with pytest.raises(mlmp.AnswersError, match="more than 40,000 values"):
        batch([{"name": "Åse", "notes": wide}])


@pytest.mark.parametrize(("rows", "says"), [([], "has no rows"), ([{}], "only empty objects")])
def test_no_rows_are_no_table(rows, says):
    with pytest.raises(mlmp.AnswersError, match=says):
        batch(rows)


def endless() -> Iterator[dict[str, Any]]:
    while True:
        yield {}


def test_rows_without_end_are_refused(monkeypatch):
    monkeypatch.setattr("mlmp_print.tables.given_rows.TABLE_CELLS", 5000)
    with pytest.raises(mlmp.AnswersError, match="more than 5,000 values"):
        batch(endless())


def breaking_off() -> Iterator[dict[str, Any]]:
    yield GOOD
    raise ConnectionError(CANARY)


def test_rows_that_break_off_are_an_error_in_words_and_nothing_is_made(tmp_path):
    for output in (tmp_path / "out", tmp_path / "out.zip"):
        with pytest.raises(mlmp.AnswersError) as caught:
            mlmp.batch(FORM, breaking_off(), output)
        assert str(caught.value).endswith(
            "row 2: the program that gives the rows failed here (ConnectionError)."
        )
        assert isinstance(caught.value.__cause__, ConnectionError)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_in_a_generator_is_no_error_of_the_rows():
    def interrupted() -> Iterator[dict[str, Any]]:
        yield GOOD
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch(interrupted())


def test_rows_go_on_after_a_stop_as_files_do(tmp_path, template):
    rows = [{**GOOD, "id": number} for number in range(20)]
    assert mlmp.batch(template, iter(rows), tmp_path / "out").written == 20
    (tmp_path / "out" / "7.pdf").unlink()
    again = mlmp.batch(template, iter(rows), tmp_path / "out", resume=True)
    assert (again.written, again.skipped) == (1, 19)
    nameless = [{"name": "Åse"}, {"name": "Bo"}]
    assert mlmp.batch(template, nameless, tmp_path / "rows").written == 2
    assert mlmp.batch(template, nameless, tmp_path / "rows", resume=True).skipped == 2
    with pytest.raises(mlmp.OutputError, match="made from another table"):
        mlmp.batch(template, nameless[::-1], tmp_path / "rows", resume=True)


# Open files ---------------------------------------------------------------------------------------

TEXT = "id;name;goals.1.score_now\n7;Åse;1,5\n"
JSON = '[{"id": 7, "name": "Åse", "goals": [{"score_now": 1.5}]}]'
LINE = JSON[1:-1] + "\n"
FOUND = {"7.pdf": {"name": "Åse", "goals": [{"score_now": 1.5}]}}


WORKBOOK = xlsx_table(["id", "name", "goals.1.score_now"], [[7, "Åse", 1.5]])


def named(file: Any, name: str) -> Any:
    file.name = name
    return file


@pytest.mark.parametrize(
    ("file", "table_format"),
    [
        (lambda: io.BytesIO(TEXT.encode()), None),
        (lambda: io.BytesIO(TEXT.encode("cp1252")), None),
        (lambda: io.StringIO(TEXT), None),
        (lambda: io.StringIO(JSON), "json"),
        (lambda: io.BytesIO(LINE.encode()), "jsonl"),
        (lambda: named(io.BytesIO(JSON.encode()), "people.json"), None),
        (lambda: named(io.StringIO(LINE), "people.jsonl"), None),
        (lambda: named(io.BytesIO(TEXT.encode()), "people.json"), "csv"),
        (lambda: io.BytesIO(WORKBOOK), None),
        (lambda: io.BytesIO(WORKBOOK), "csv"),
    ],
)  # fmt: skip
def test_an_open_file_is_read_as_one_under_a_path(file, table_format):
    _, taken = batch(file(), table_format=table_format)
    assert taken.answers == FOUND


def test_an_open_spreadsheet_of_another_format_is_read(tmp_path):
    with opendocument(tmp_path / "t.ods").open("rb") as file:
        _, taken = batch(file)
    assert list(taken.answers.values()) == [{"name": "Åse", "date": "2026-04-19"}]


def test_an_open_file_is_read_from_where_it_stands_and_stays_open():
    file = io.BytesIO(b"skipped" + TEXT.encode())
    file.seek(7)
    _, taken = batch(file)
    assert taken.answers == FOUND and not file.closed


def test_json_without_a_name_is_not_guessed():
    with pytest.raises(mlmp.AnswersError, match=r"the table: looks like JSON.*table_format"):
        batch(io.StringIO(JSON))


class Failing(io.RawIOBase):
    """A file that fails when it is read."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def readable(self) -> bool:
        return True

    def read(self, _: int = -1) -> bytes:
        raise self.error


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (lambda: Failing(OSError(5, "Input/output error")), "the table: cannot be read"),
        (lambda: Failing(RuntimeError(CANARY)), "cannot be read: RuntimeError"),
        (io.BytesIO, "is empty"),
        (lambda: io.BytesIO(b"%PDF-1.7"), "is a PDF, not a table"),
        (lambda: io.BytesIO(WORKBOOK[:2000]), "no spreadsheet that can be read"),
        (lambda: io.StringIO("name\n\udcff\n"), "holds halves of characters"),
    ],
)
def test_an_open_file_that_is_no_table_is_refused(file, says):
    with pytest.raises(mlmp.MlmpError, match=says) as caught:
        batch(file())
    assert CANARY not in str(caught.value)


def test_files_that_are_not_open_for_reading_are_refused(tmp_path):
    with (tmp_path / "t.csv").open("wb") as file, pytest.raises(mlmp.UsageError) as caught:
        batch(file)
    assert "not open for reading" in str(caught.value)
    (tmp_path / "t.xlsx").write_bytes(WORKBOOK)
    opened = (tmp_path / "t.xlsx").open(encoding="utf-8")
    with opened as text, pytest.raises(mlmp.UsageError, match="Open it as binary"):
        batch(text)


def test_a_file_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr("mlmp_print.tables.table_file.TABLE_BYTES", 100)
    with pytest.raises(mlmp.AnswersError, match=r"is more than 100 bytes. Give its path"):
        batch(io.BytesIO(TEXT.encode() * 10))


# Forms --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "options", "says"),
    [
        ([], {}, "Name a form"),
        (["wishing-well", None], {}, "must be the name of a form, a template"),
        ("template", {"lang": "en"}, "drawn as it was compiled: leave the argument lang out"),
        ("both", {}, "either names of forms or templates"),
    ],
)
def test_forms_that_do_not_go_together_are_refused(template, form, options, says):
    chosen = {"template": template, "both": [template, "wishing-well"]}.get(str(form), form)
    with pytest.raises(mlmp.UsageError, match=says):
        batch([GOOD], chosen, **options)
