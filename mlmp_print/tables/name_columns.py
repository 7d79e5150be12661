"""The columns that a person's name is put together from, where it stands in several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..look.language import below_person_group, person_headings
from ..model.messages import NOWHERE, Message, Severity, quoted
from ..model.phrases import Phrase
from .column_map import ColumnMap
from .known_headings import KnownHeadings

NAME = "name"  # the path of the question


def name_headers(
    headers: Sequence[str], headings: KnownHeadings, column_map: ColumnMap
) -> tuple[str, ...]:
    """Return the headings of the columns with the parts of a name, in the order of the name.

    They are those of the map. Without one, first and last names are joined if the table has a
    column for each, and none for the whole name.

    Args:
        headers: The table's headings.
        headings: The headings by which the questions of a form are known.
        column_map: What the user says of the columns.
    """
    if column_map.name:
        return column_map.name
    has_name = NAME in column_map.columns.values() or any(
        headings.path(header) == NAME for header in headers
    )
    claimed = {*column_map.columns, column_map.password, column_map.course}
    free = [header for header in headers if header not in claimed]
    first, middle, last = person_headings().name_parts
    if has_name or not (_found(free, first) and _found(free, last)):
        return ()
    return (*_found(free, first), *_found(free, middle), *_found(free, last))


def _found(headers: Sequence[str], known: frozenset[str]) -> Sequence[str]:
    """Return the headings that are known, unless two of them could be meant."""
    found = [header for header in headers if below_person_group(header) in known]
    return found if len(found) == 1 else ()


def joined_names(headers: Sequence[str], column_map: ColumnMap) -> Iterator[Message]:
    """Note that names are put together, if no map says so."""
    if headers and not column_map.name:
        what = Phrase(
            "the name is put together from {columns}",
            columns=[quoted(header) for header in headers],
        )
        yield Message(NOWHERE, what, severity=Severity.NOTE)
