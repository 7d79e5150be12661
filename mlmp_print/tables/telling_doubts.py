"""What is refused because of what the cells of a table tell of its columns."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase
from .doubts import LOST_COLUMNS, NO_NAME, NO_PERSON, doubt
from .form_columns import NUMBER
from .table_match import TableMatch
from .telling_cells import TellingCells


def doubts_of_cells(
    match: TableMatch, cells: TellingCells, unknown: Collection[str]
) -> Iterator[Message]:
    """Yield a refusal for each thing that may be wrong.

    Args:
        match: The table, matched with the forms.
        cells: What its cells tell.
        unknown: The headings of the columns of which nobody has said anything.
    """
    for header, list_key in cells.places:
        # What messages call otherwise is a key of JSON, which may be somebody's name.
        if header in unknown and match.unmatched.labels[header] == header:
            yield _place(header, list_key)
    for name, header in cells.half_names:
        yield _half_name(name, header)
    yield from cells.texts.doubts()
    yield from cells.shown.doubts()
    if cells.is_turned and not match.has_form_column:
        yield _turned(cells.first_question, match.name_columns[0][0])


def _place(header: str, list_key: str) -> Message:
    """Doubt that entries stand where their numbers do not say."""
    setting = f'{_quoted(header)} = "{list_key}.{NUMBER}"'
    what = Phrase("seems to say where each entry stands, and is left out")
    remedy = Phrase(
        "Write {setting} under [columns] of a map, or leave it out with {left_out}. "
        "If the table is right as it is, accept it by this code",
        setting=setting,
        left_out='""',
    )
    return doubt(LOST_COLUMNS, Where(column=header), what, remedy)


def _half_name(name: str, header: str) -> Message:
    """Doubt that a name is whole: “Navn” may be the last name beside “Fornavn”."""
    setting = f"name = [{_quoted(header)}, {_quoted(name)}]"
    what = Phrase("is left out, and is no part of the name in {name}", name=quoted(name))
    remedy = Phrase(
        "If the name stands in both, write {setting} at the top of a map, in the right order; "
        "else leave the column out with {left_out}. "
        "If the table is right as it is, accept it by this code",
        setting=setting,
        left_out='""',
    )
    return doubt(NO_NAME, Where(column=header), what, remedy)


def _turned(row: int, header: str) -> Message:
    """Doubt a table that has a column for each person, and its questions below each other."""
    what = Phrase(
        "is the heading of a question, where a name should stand: do the questions stand below "
        "each other?"
    )
    remedy = Phrase(
        "Turn the table, so that each question has a column. "
        "If these are names, accept it by this code"
    )
    return doubt(NO_PERSON, Where(row=row, column=header), what, remedy)


def _quoted(heading: str) -> str:
    return json.dumps(heading, ensure_ascii=False)
