"""The call `columns`: which column of a table is which question, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from ..api import templates
from ..batches.draft_table import DraftTable
from ..batches.map_draft import MapDraft
from ..model.cells import fold, shown
from ..model.phrases import translated
from ..tables.column_map import ColumnMap
from ..tables.form_match import FormMatch
from ..tables.map_text import MapText
from ..tables.row_numbers import column_letters
from ..tables.table_match import TableMatch
from ..tables.table_part import TablePart
from .answer import Answer, Request
from .blank_call import named_file
from .column_maps import MAP_FILE, given_map, map_toml, map_values
from .said import all_said, said


def table_part(request: Request) -> TablePart:
    """Return which part of a table's file is read, as the person says."""
    return TablePart(
        request.get("worksheet", ""), request.get("heading_row", 0), request.get("hidden", "")
    )


def columns(request: Request) -> Answer:
    """Answer `columns`; see `docs/page-calls.md`."""
    name, part = request.args["table"], table_part(request)
    drawing = request.drawing()
    compiled = templates(request.forms(), **drawing)
    look_file = drawing.get("look")
    source = named_file(name, request.file(name))
    path = given_map(request)
    column_map = ColumnMap.read(path) if path else None
    if column_map:
        part = part.or_else(column_map.part)
    draft = DraftTable.of(compiled, source, None, part, look_file)  # type: ignore[arg-type]
    drafted = MapDraft.of(draft, part, column_map)
    text = drafted.text
    first = next((row.cells for row in islice(draft.table.rows(), 20) if not row.faults), ())
    kept = map_values(replace(text.column_map, columns=_decided(text)))
    value = {
        "sheet": draft.table.chosen_sheet,
        "heading_row": draft.table.headings.last,
        "rows": sum(1 for _ in draft.table.rows()),
        "columns": list(_columns(text, first)),
        "questions": [asked for match in text.match.matches for asked in _questions(match)],
        "map": kept,
        "grouped": bool(text.column_map.group_by),
        "repeated_name": text.repeated_name,
        "doubts": all_said(drafted.doubts),
        "notes": all_said(drafted.notes),
    }
    return Answer(value, {MAP_FILE: map_toml(kept).encode()})


def _decided(text: MapText) -> dict[str, str]:
    """Return heading → question of every column of which it is known what it is."""
    decided = dict(text.column_map.columns)
    for match in text.match.matches:
        decided.update({header: path for header, path in match.questions if path})
    names = {header for match in text.match.matches for header in match.name_headers[1:]}
    return {header: path for header, path in decided.items() if header not in names}


def _columns(text: MapText, first: Any) -> Iterator[dict[str, Any]]:
    match = text.match
    nearest, refused = match.unmatched.nearest, match.unmatched.refused
    for number, header in enumerate(match.headers):
        path = next((found for one in match.matches if (found := one.paths.get(header))), "")
        names = match.matches[0].names
        near = nearest.get(header, "")
        yield {
            "header": header,
            "number": number + 1,
            "letters": column_letters(number),
            "path": path,
            "question": names.question(path) if path else "",
            "roles": _roles(match, header),
            "kind": translated(text.kinds[number]) if number < len(text.kinds) else "",
            "nearest": {"heading": near, "path": _path_of(near, match)} if near else None,
            "undecided": header in text.undecided,
            "same_as": text.rivals.get(header, ""),
            "refused": said(refused[header]) if header in refused else None,
            "first": shown(first[number]) if number < len(first) else "",
        }


def _path_of(heading: str, match: TableMatch) -> str:
    paths = (one.headings.paths.get(fold(heading)) for one in match.matches)
    return next(filter(None, paths), "")


def _roles(match: TableMatch, header: str) -> list[str]:
    """Return what a column says of the person beside the answers."""
    column_map = match.column_map
    roles: Mapping[str, str] = {
        "id": match.id_header,
        "group_by": column_map.group_by,
        "course": column_map.course,
        "sheet_id": match.sheet_id_header,
    }
    found = [role for role, column in roles.items() if column and column == header]
    is_name = any(header in one.name_headers for one in match.matches)
    return [*found, "name"] if is_name else found


def _questions(match: FormMatch) -> Iterator[dict[str, Any]]:
    """Yield what a column may be, for a menu, and which column it is now."""
    wording = match.names.wording
    taken = {path: header for header, path in match.questions}
    for path, place in match.places.items():
        yield {
            "form": match.form_name,
            "path": path,
            "heading": wording.column(place, None if place.path == path else ""),
            "kind": place.kind.name,
            "list": place.pattern.partition(".")[0] if place.position is not None else "",
            "position": place.position,
            "column": taken.get(path, ""),
            "drawn": match.columns.form.draws(place),
        }
