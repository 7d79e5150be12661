"""What may be wrong with a person's rows beside the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..definitions.load import names as form_names
from ..model.errors import InvalidValue
from ..model.kinds import Text, is_given_picture
from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase, PhraseTemplate
from .cpr_numbers import holds_cpr
from .doubts import CPR_SHOWN, DAMAGED_TEXT, doubt
from .person_answers import differs_from_row
from .read_columns import FORM
from .row import Row
from .table_match import TableMatch

# “'0012” and “'Ida Holm”, but not “'t Hooft” and “'68”. A quotation has a second one.
_APOSTROPHE = re.compile(
    r"\s*'(?!(?:t|s|n|k|em|til|tis|twas|cause|round|bout|[0-9]{2})\b)[\w=+@-][^'’]*\Z",
    re.IGNORECASE,
)


def rows_of_other_forms(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse rows that `read` wrote of a sheet of another form.

    Their answers are to other questions, even where a path is the same.
    """
    if not match.has_form_column:
        return
    forms = [form_match.form_name for form_match in match.matches]
    for row in rows:
        name = match.text(row, FORM)
        if [name] == forms or not (name or match.started):
            continue
        if not name:
            what = Phrase("names no form, as other rows do, so this row is left out")
            yield Message(Where(row=row.number, column=FORM), what, Phrase("Write it"))
            continue
        remedy = Phrase(
            "Fill that form in a batch of its own. If the column is about something else, write "
            '"{column}" = "" under [columns] of a map',
            column=FORM,
        )
        what = Phrase("names another form, so this row is left out")
        # Whatever else stands in a column that happens to be called so may be an answer.
        if name in {*form_names(), *forms}:
            template = PhraseTemplate("names the form {form}, so this row is left out")
            what = template.phrase(form=quoted(name))
            # Without the column, its answers would be taken for those to this form's questions.
            remedy = Phrase("Fill that form in a batch of its own")
        yield Message(Where(row=row.number, column=FORM), what, remedy)


def rows_without_person(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse rows of a grouped table that do not say whose they are.

    What else is wrong with them depends on that, so a person with such a row has no other errors.
    """
    column = match.column_map.group_by
    if not column:
        return
    first = rows[0]
    for row in rows:
        if match.text(row, column):
            continue
        remedy = Phrase("Write it")
        if row is not first:
            template = PhraseTemplate(
                "If it belongs to the same person as row {row}, write the same in both"
            )
            remedy = template.phrase(row=first.number)
        what = Phrase("is empty, so it is not known whose row it is")
        yield Message(Where(row=row.number, column=column), what, remedy)


def contradictions(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse rows of one person with different ids, courses or passwords.

    A course with letters that no list of a course can show is refused too.
    """
    column_map = match.column_map
    for header in filter(None, (match.id_header, column_map.course, column_map.password)):
        read = match.secret if header == column_map.password else match.text
        texts = [(row.number, read(row, header)) for row in rows]
        first_row, first = next((entry for entry in texts if entry[1]), (0, ""))
        if header == column_map.course:
            yield from _unprintable(first_row, header, first)
        for number, text in texts:
            if text and text != first:
                yield differs_from_row(first_row).at(Where(row=number, column=header))


def pictures_for_words(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse an id, course or password that a program gives as bytes or as an image."""
    column_map = match.column_map
    headers = (match.id_header, column_map.group_by, column_map.course, column_map.password)
    for header in dict.fromkeys(filter(None, headers)):
        for row in rows:
            if is_given_picture(match.cell(row, header)):
                where = Where(row=row.number, column=header)
                yield Message(where, Phrase("is no text"), Phrase("Give words"))


def _unprintable(row: int, header: str, text: str) -> Iterator[Message]:
    try:
        Text().check(text)
    except InvalidValue as reject:
        yield reject.at(Where(row=row, column=header))


def cells_in_refused_columns(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse what stands in a column in which nothing may; of a long list once for each row."""
    refused = match.unmatched.refused
    for row in rows if refused else ():
        paths: set[str] = set()
        for header, message in refused.items():
            if row.faults or message.path in paths or not match.text(row, header):
                continue
            paths.add(message.path)
            label = match.unmatched.labels[header]
            # A label that is not the header stands for a JSON key that no message may show, and
            # its path would show it.
            path = message.path if label == header else ""
            yield message.at(Where(row=row.number, column=label, path=path))


def cpr_beside_names(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse a CPR number in a name or a course, which would be printed with it."""
    if CPR_SHOWN in match.accepted or match.has_form_column:
        return
    headers = {header for headers in match.name_columns for header in headers}
    headers |= {match.column_map.course} - {""}
    remedy = Phrase("Delete the number. If it is to be printed, accept it by this code")
    for row in rows:
        for header in sorted(headers) if not row.faults else ():
            if holds_cpr(match.text(row, header)):
                what = Phrase("holds a CPR number beside the name, and would be printed with it")
                yield doubt(CPR_SHOWN, Where(row=row.number, column=header), what, remedy)


def apostrophes(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse the apostrophe by which a spreadsheet marks a text, and other programs print it."""
    if DAMAGED_TEXT in match.accepted or match.has_form_column:
        return
    remedy = Phrase("Take it away. If it is right, accept it by this code")
    headers = dict.fromkeys([match.id_header, match.column_map.course, *match.text_headers])
    for row in rows:
        for header in headers if not row.faults else ():
            cell = match.cell(row, header)
            if isinstance(cell, str) and "'" in cell[:2] and _APOSTROPHE.match(cell):
                what = Phrase("begins with the apostrophe by which a spreadsheet marks a text")
                yield doubt(DAMAGED_TEXT, Where(row=row.number, column=header), what, remedy)


def missing_password(match: TableMatch, row: int, password: str) -> Iterator[Message]:
    """Refuse a person without a password, if the column map names a column of passwords."""
    column = match.column_map.password
    if column and not password:
        what = Phrase("is empty, so the file cannot be encrypted")
        yield Message(Where(row=row, column=column), what, Phrase("Write a password"))
