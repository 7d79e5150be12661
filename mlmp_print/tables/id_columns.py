"""The columns that say who somebody is: the one of ids, and the one of older sheets' ids."""

from __future__ import annotations

from collections.abc import Sequence

from ..look.language import below_person_group, person_headings
from ..model.cells import fold
from .column_map import ColumnMap
from .form_match import FormMatch

SHEET_ID = "sheet_id"  # the heading of the column in which `read` names the id of each sheet


def find_id_header(
    column_map: ColumnMap, headers: Sequence[str], matches: Sequence[FormMatch]
) -> str:
    """Return the header of the column with each person's id, or "".

    It is the column that the map names. Without one it is the map's `group_by`, which tells people
    apart; and without that a column called “id”, “Sagsnr” or the like that is no question.
    """
    named = column_map.id or column_map.group_by
    if named:
        return named
    left = column_map.columns  # under [columns] stands what each of these is
    free = [
        header
        for header in headers
        if header not in left and not any(match.paths[header] for match in matches)
    ]
    for known in person_headings().ids:
        for heading in (fold, below_person_group):
            for header in free:
                if heading(header) in known:
                    return header
    return ""


def find_sheet_id_header(
    column_map: ColumnMap, headers: Sequence[str], matches: Sequence[FormMatch]
) -> str:
    """Return the header of the column with the ids of older sheets, or "".

    It is the column that the map names, or else the one that `read` writes.
    """
    if column_map.sheet_id:
        return column_map.sheet_id
    ours = SHEET_ID in headers and SHEET_ID not in column_map.columns
    return SHEET_ID if ours and not any(match.paths[SHEET_ID] for match in matches) else ""
