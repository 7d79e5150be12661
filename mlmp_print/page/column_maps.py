"""A map of columns as the page has it (JSON), and as a file of a municipality has it (TOML)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..model.errors import UsageError
from ..model.phrases import Phrase
from ..model.toml_text import toml_text
from ..tables.column_map import ColumnMap
from .answer import Request

MAP_FILE = "kolonner.toml"
_TEXTS = ("id", "group_by", "course", "sheet_id")


def given_map(request: Request) -> Path | None:
    """Return the file of the map that came with a call: `map`, JSON or the name of a file.

    Raises UsageError for what is neither.
    """
    given = request.get("map")
    if given is None:
        return None
    path = request.folder / MAP_FILE
    if isinstance(given, str):
        path.write_bytes(request.file(given))
    else:
        path.write_text(map_toml(given), "utf-8")
    return path


def map_toml(given: Any) -> str:
    """Write a map as TOML. Raises UsageError.

    >>> print(map_toml({"id": "Sagsnr", "columns": {"Sagsnr": "", "Mål": "goals.1.text"}}))
    id = "Sagsnr"
    <BLANKLINE>
    [columns]
    "Sagsnr" = ""
    "Mål" = "goals.1.text"
    <BLANKLINE>
    """
    if not isinstance(given, Mapping):
        raise UsageError(Phrase("The map of columns is none"))
    return "\n".join([*_lines(given), ""])


def _lines(given: Mapping[str, Any]) -> Iterator[str]:
    for key in _TEXTS:
        if given.get(key):
            yield f"{key} = {_text(given[key])}"
    name = given.get("name")
    if name:
        yield f"name = [{', '.join(map(_text, name))}]"
    if given.get("sheet"):
        yield f"sheet = {_text(given['sheet'])}"
    if given.get("heading_row"):
        yield f"heading_row = {int(given['heading_row'])}"
    if given.get("hidden"):
        yield f"hidden = {_text(given['hidden'])}"
    yield ""
    yield "[columns]"
    for header, question in given.get("columns", {}).items():
        yield f"{_text(header)} = {_text(question)}"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise UsageError(Phrase("The map of columns is none"))
    return toml_text(value)


def map_values(column_map: ColumnMap) -> dict[str, Any]:
    """Return a map as the page has it."""
    part = column_map.part
    return {
        **{key: getattr(column_map, key) for key in _TEXTS},
        "name": list(column_map.name),
        "sheet": part.sheet,
        "heading_row": part.heading_row,
        "hidden": part.hidden,
        "columns": dict(column_map.columns),
    }
