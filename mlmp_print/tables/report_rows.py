"""Rows that a report adds to a table: its headings once more, and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any

from ..look.language import cell_words
from ..model.cells import empty, fold, seen, shown
from ..model.errors import InvalidValue
from ..model.kinds import Date
from ..model.limits import TABLE_COLUMNS
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from .doubts import NO_PERSON, doubt
from .no_person import head_cells, is_null_word, sound
from .row import Row
from .table_match import TableMatch

_FOOTER_LETTERS = 300  # no line below a table is longer
_MASK_LETTERS = 3
_REMEDY = Phrase("Delete the row. If it is a person, accept it by this code")


def report_rows(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse rows that repeat the headings, stand below a table, or have a name without letters."""
    if NO_PERSON in match.accepted or match.has_form_column:
        return  # what `read` wrote is what somebody answered
    for row in sound(rows):
        found = _heading(match, row) or _footer(match, row) or _no_name(match, row)
        if found:
            header, what = found
            column = match.unmatched.labels.get(header, "")
            yield doubt(NO_PERSON, Where(row=row.number, column=column), what, _REMEDY)


_Found = tuple[str, Phrase] | None  # the heading of the column, and what is wrong there


def _heading(match: TableMatch, row: Row) -> _Found:
    """Find a row that repeats the table's headings, as each page of a report does.

    It does so in all its cells, or at least where a row says whose it is.
    """
    heads = (header for headers in match.head_headers for header in headers)
    told = any(_is_heading(header, match.cell(row, header)) for header in heads)
    if not told and not _is_headings_only(match, row):
        return None
    cells = zip(match.headers, row.cells, strict=False)
    first = next(header for header, cell in cells if _is_heading(header, cell))
    return first, Phrase("repeats the headings of the table")


def _is_headings_only(match: TableMatch, row: Row) -> bool:
    """Whether every cell with something in it is a heading, and there is one."""
    found = False
    for header, cell in zip(match.headers, row.cells, strict=False):
        if _is_heading(header, cell):
            found = True
        elif not empty(cell):
            return False
    return found


def _is_heading(header: str, cell: Any) -> bool:
    """Whether a cell is its column's heading, or the last word of one that two rows make up."""
    if not isinstance(cell, str) or not header.strip() or len(cell) > len(header) + 1:
        return False
    return fold(cell) in _folded(header)


@lru_cache(maxsize=TABLE_COLUMNS)
def _folded(header: str) -> frozenset[str]:
    """A heading and its last word, as they are compared."""
    return frozenset({fold(header), fold(header.rsplit(maxsplit=1)[-1])} - {""})


def _footer(match: TableMatch, row: Row) -> _Found:
    for header, cell in head_cells(match, row):
        if is_footer(cell):
            return header, Phrase("looks like a line from below a report, not like a person")
    return None


def is_footer(cell: Any) -> bool:
    """Return whether a cell is a line from below a report, in any of our languages.

    >>> is_footer("Kilde: Sensum"), is_footer("Side 1 af 2"), is_footer("Kilde Hansen")
    (True, True, False)
    """
    if not isinstance(cell, str) or len(cell) > _FOOTER_LETTERS:
        return False
    return bool(_footers().match(seen(cell).casefold()))


@cache
def _footers() -> re.Pattern[str]:
    patterns = []
    for words in sorted(cell_words().footers):
        bare = re.escape(words.rstrip("…")).replace(r"\#", "[0-9]{1,5}")
        # “udskrevet d…” goes on; a word that ends is followed by none of its letters.
        end = "" if words.endswith("…") else r"[\W_]*\Z"
        patterns.append(bare.replace(r":", r"\s?:") + end)
    return re.compile(rf"[\W_]*(?:{'|'.join(patterns)})")


def _no_name(match: TableMatch, row: Row) -> _Found:
    """Find a name that is a number, a date or a CPR number."""
    for headers in match.name_columns:
        name = seen(" ".join(shown(match.cell(row, header)) for header in headers))
        # Signs alone have a doubt of their own: they stand for nothing.
        if name and not is_null_word(name) and not _may_be_name(name):
            return headers[0], Phrase("is a number or a date, not the name of a person")
        if _is_masked(name):
            return headers[0], Phrase("has signs in place of letters, and is no name any more")
    return None


def _is_masked(name: str) -> bool:
    """Whether a name was made unreadable: “I*** H***”, “XXXX”."""
    if "**" in name:
        return True
    return len(name) >= _MASK_LETTERS and {*name} <= {*"xX "}


def _may_be_name(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return False
    if not any(letter.isdigit() for letter in text):
        return True
    if {*letters} <= {*"xX"}:  # a CPR number without its last digits
        return False
    with suppress(InvalidValue):
        Date().load_typed(text, cell_words)
        return False
    return True
