"""What stands beside the fields of a sheet, as rows and records have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..reader.sheet import Read

_CELL_LETTERS = 30_000  # fewer than a spreadsheet's cell holds


def beside_pictures(sheet: Read) -> dict[str, bytes]:
    """The pictures of what stands beside the fields, by the names of their files."""
    return {_name(number): item.picture for number, item in _numbered(sheet) if item.picture}


def beside_records(sheet: Read, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """What stands beside the fields, for JSON.

    Args:
        sheet: What was read.
        names: Of the files of its pictures.
    """
    records = []
    for number, item in _numbered(sheet):
        record: dict[str, Any] = {"page": item.page, "box": item.box, "kind": item.kind}
        if item.text:
            record["text"] = item.text
        if _name(number) in names:
            record["picture"] = names[_name(number)]
        records.append(record)
    return records


def beside_cell(sheet: Read) -> str:
    """What stands beside the fields, for one cell of a table, a line each."""
    lines = (f"page {item.page}: {item.text or item.kind}" for item in sheet.beside)
    cell = "\n".join(lines)
    return cell if len(cell) <= _CELL_LETTERS else f"{cell[:_CELL_LETTERS]}…"


def _numbered(sheet: Read) -> Iterable[tuple[int, Any]]:
    return enumerate(sheet.beside, 1)


def _name(number: int) -> str:
    """A name that no picture of an answer has: these are named by a path."""
    return f"beside-{number}.png"
