"""Check the headings of a table before anything below them is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..model.answers import plain
from ..model.cells import fold
from ..model.errors import AnswersError
from ..model.limits import TABLE_COLUMNS
from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase, PhraseTemplate
from .damaged_text import damage

_CONTROL_CATEGORIES = ("Cc", "Cs")  # of Unicode: control characters, and halves of characters


def check_headers(
    label: str,
    headers: Sequence[str],
    uses: Callable[[str], bool],
    *,
    row: int = 1,
    json_keys: bool = False,
) -> None:
    """Check that a table has headings, not too many, and none twice of those that are used.

    Args:
        label: What messages call the table.
        headers: The headings of all columns.
        uses: Whether a heading is one that somebody needs. What is twice and never used does no
            harm.
        row: The number of the row with the headings.
        json_keys: Whether they are keys of JSON. Such a key may be somebody's name, so a message
            shows it only if it is written as our keys are.

    Raises:
        AnswersError: With everything that is wrong.
    """
    file = Where(file=label)
    if not any(header.strip() for header in headers):
        what = Phrase("has no headings")
        raise AnswersError([Message(file, what, code="no-headings")])
    check_width(label, headers)
    faults = list(_faults(Where(label, row=row), headers, uses, json_keys=json_keys))
    if faults:
        raise AnswersError(faults)


def check_width(label: str, headers: Sequence[str]) -> None:
    """Check that a table has not too many columns. Raises AnswersError if it has.

    Args:
        label: What messages call the table.
        headers: The cells of the row with its headings.
    """
    if len(headers) > TABLE_COLUMNS:
        template = PhraseTemplate("has {columns:,} columns; at most {limit:,} are read")
        what = template.phrase(columns=len(headers), limit=TABLE_COLUMNS)
        raise AnswersError([Message(Where(file=label), what)])


def _faults(
    row: Where, headers: Sequence[str], uses: Callable[[str], bool], *, json_keys: bool
) -> Iterator[Message]:
    columns: dict[str, int] = {}  # folded heading → its first column
    for number, header in enumerate(headers, 1):
        where = replace(row, column_number=number)
        # “Mål #” numbers the goals; of “%” nothing is left when it is folded.
        key = fold(header.replace("#", " nr")) or header
        damaged = damage(header)
        if _has_control_character(header):
            what = Phrase("the heading holds a control character")
            yield Message(where, what, Phrase("Save the table again as UTF-8"))
        elif damaged:
            what = Phrase("the heading {fault}", fault=damaged)
            yield Message(where, what, Phrase("Export the table again as XLSX or as CSV in UTF-8"))
        elif header.strip() and key in columns:
            if uses(header) or uses(headers[columns[key] - 1]):
                may_show = not json_keys or plain(header)
                what = _repeated_heading(header if may_show else "", columns[key])
                yield Message(where, what, Phrase("Give each column its own"))
        else:
            columns[key] = number


def _has_control_character(header: str) -> bool:
    """Whether a heading holds control characters other than the tabs and line ends of a cell."""
    return any(
        unicodedata.category(letter) in _CONTROL_CATEGORIES and letter not in "\t\r\n"
        for letter in header
    )


def _repeated_heading(header: str, column: int) -> Phrase:
    if not header:
        return Phrase("the heading is that of column {column} too", column=column)
    template = PhraseTemplate("the heading {heading} is that of column {column} too")
    return template.phrase(heading=quoted(header), column=column)
