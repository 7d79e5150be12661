"""Read the people in a table, each with their answers to every form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..model.messages import Message
from ..text import typeset
from . import entry_texts, no_person, report_rows, row_checks
from .grouping import group_rows
from .person_answers import PersonAnswers, person_answers
from .row import Row
from .started_sheets import started_answers
from .table import Table
from .table_match import TableMatch


@dataclass
class Person:
    """One person in a table.

    Attributes:
        row: The number of the person's first row.
        id: What the table calls the person, or "".
        called: The name in the table, or "".
        rows: The person's rows.
        course: The course that the person is on, or "".
        password: The password of the person's files, or "".
        sheet_id: The id of the person's older sheet, or "".
        answers: The person's answers to each form.
        troubles: Everything that is wrong with the person's rows.
    """

    row: int
    id: str
    rows: Sequence[Row] = field(repr=False)
    called: str = field(default="", repr=False)
    course: str = ""
    password: str = field(default="", repr=False)
    sheet_id: str = ""
    answers: Sequence[PersonAnswers] = ()
    troubles: list[Message] = field(default_factory=list)

    def name_or(self, other: str, names: Sequence[str]) -> str:
        """Return the name on the sheets, or else another word, or else the number of the row.

        What has letters that our fonts cannot draw is passed over.

        Args:
            other: The other word.
            names: The name on each sheet; "" where there is none.
        """
        for name in (*names, other):
            if typeset.drawable(name) and not typeset.missing(name):
                return name
        return str(self.row)


def sheet_names(answers: Sequence[PersonAnswers]) -> tuple[str, ...]:
    """Return the name on each of a person's sheets; "" where there is none."""
    return tuple(str(form_answers.values.get("name", "")) for form_answers in answers)


def read_people(match: TableMatch, table: Table, *, unread: bool = False) -> Iterator[Person]:
    """Yield the people in a table, in the order in which their last rows stand.

    Args:
        match: The table's columns, matched with the forms.
        table: The table.
        unread: Whether to list the people only, without their answers and errors.
    """
    for rows in group_rows(match, table):
        person = _person(match, rows)
        if not unread:
            person.answers, person.troubles = read_answers(match, person)
        yield person


def read_answers(match: TableMatch, person: Person) -> tuple[list[PersonAnswers], list[Message]]:
    """Read the answers of somebody who was listed without them; the person stays as it is.

    Args:
        match: The table's columns, matched with the forms.
        person: The person.

    Returns:
        The answers to each form, and everything that is wrong with the person's rows.
    """
    answers = _answers(match, person.rows, person.id)
    return answers, _troubles(match, person, answers)


def _answers(match: TableMatch, rows: Sequence[Row], id_: str) -> list[PersonAnswers]:
    """Return a person's answers to each form; those of an older sheet start the new ones."""
    found = [person_answers(form_match, rows, match.headers, id_) for form_match in match.matches]
    if not match.started:
        return found
    (older,), (older_match,) = found, match.matches
    return [started_answers(older, older_match.columns.form, names) for names in match.started]


def _person(match: TableMatch, rows: Sequence[Row]) -> Person:
    column_map = match.column_map
    sound = _sound(rows)
    return Person(
        rows[0].number,
        _first_text(match, sound, match.id_header),
        rows,
        _called(match, sound[0]),
        _first_text(match, sound, column_map.course),
        next((word for row in sound if (word := match.secret(row, column_map.password))), ""),
        _first_text(match, sound, match.sheet_id_header),
    )


def _troubles(match: TableMatch, person: Person, answers: Sequence[PersonAnswers]) -> list[Message]:
    """Return what is wrong with a person's rows, each thing once.

    Rows that are not this person's, or not of this form, are reported alone: other errors depend
    on whose they are.
    """
    rows = person.rows
    foreign = [
        *row_checks.pictures_for_words(match, rows),
        *row_checks.rows_of_other_forms(match, rows),
        *row_checks.rows_without_person(match, rows),
    ]
    if foreign:
        return foreign
    strangers = list(no_person.totals(match, rows)) or list(report_rows.report_rows(match, rows))
    if strangers:
        return [*strangers, *no_person.scores_alone(match, rows)]
    troubles = [
        *(message for form_answers in answers for message in form_answers.troubles),
        *no_person.scores_alone(match, rows),
        *no_person.numbers_for_goals(match, rows),
        *entry_texts.several_in_one(match, rows),
        *row_checks.cpr_beside_names(match, rows),
        *row_checks.apostrophes(match, rows),
        *no_person.null_words(match, rows),
        *row_checks.contradictions(match, _sound(rows)),
        *row_checks.cells_in_refused_columns(match, rows),
        *row_checks.missing_password(match, person.row, person.password),
    ]
    return list(dict.fromkeys(troubles))


def _sound(rows: Sequence[Row]) -> Sequence[Row]:
    """Leave out rows with too few or too many cells: it is not known which cell is which.

    If all rows are so, the first one has to do.
    """
    return [row for row in rows if not row.faults] or rows[:1]


def _called(match: TableMatch, row: Row) -> str:
    """Return the name in a row, whatever parts it is put together from, or ""."""
    headers = next(iter(match.name_columns), ())
    return " ".join(filter(None, (match.text(row, header) for header in headers)))


def _first_text(match: TableMatch, rows: Sequence[Row], header: str) -> str:
    """Return what the first row has in a column that has something in it, or ""."""
    if not header:
        return ""
    texts = (match.text(row, header) for row in rows)
    return next((text for text in texts if text), "")
