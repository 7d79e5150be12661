"""Check what crosses from the sandbox of one question: what is marked, and what is written."""

from __future__ import annotations

from typing import Any

from ..model.paths import PATH, without_positions
from ..pdf.panel_layout import AREA_KINDS
from ..reader.sheet import Read
from .doubts import DOUBTS
from .panels import Marked, RowSpot

NO_CROP = -1  # the number of no crop

CellParts = tuple[Marked, str, Marked, str | None, RowSpot | None, int]


def packed_cell(path: str, value: Any, about: Read, pictures: list[bytes]) -> CellParts:
    """What is marked for a question. Raises TypeError or ValueError, as all of these do."""
    marked, doubt, guess, corrected, spot, number = packed_list(value)
    states = _states(path, about)
    if doubt != "" and doubt not in DOUBTS:
        raise ValueError("doubt")
    if corrected is not None and corrected not in states:
        raise ValueError("corrected")
    found = _marked(marked, states), doubt, _marked(guess, states), corrected
    return (*found, _spot(spot), packed_number(number, pictures))


def _spot(value: Any) -> RowSpot | None:
    """Where a question stands in the picture of its row."""
    if value is None:
        return None
    left, top, right, bottom = packed_list(value)
    if any(type(part) is not float for part in (left, top, right, bottom)):
        raise TypeError("spot")
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise ValueError("spot")
    return left, top, right, bottom


def packed_area(path: str, value: Any, about: Read, pictures: list[bytes]) -> tuple[str, int]:
    """The kind of a place with writing in it, and the number of its crop."""
    kind, number = packed_list(value)
    _states(path, about)
    if kind not in AREA_KINDS:
        raise ValueError("area")
    return kind, packed_number(number, pictures)


def _states(path: str, about: Read) -> tuple[str, ...]:
    """The states of the question at a path. Raises ValueError for a path that is none."""
    if not PATH.match(path) or without_positions(path) not in about.kinds:
        raise ValueError("path")
    return about.kinds[without_positions(path)].states


def _marked(value: Any, states: tuple[str, ...]) -> Marked:
    """What is marked: nothing, a tick, a state, or several."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and value in states:
        return value
    if isinstance(value, list) and all(one in states for one in value):
        return tuple(value)
    raise ValueError("marked")


def packed_number(value: Any, pictures: list[bytes]) -> int:
    """The number of a crop, or NO_CROP."""
    if type(value) is not int or not NO_CROP <= value < len(pictures):
        raise ValueError("crop's number")
    return value


def packed_object(value: Any) -> dict[str, Any]:
    """An object of JSON."""
    if not isinstance(value, dict):
        raise ValueError("object")
    return value


def packed_list(value: Any) -> list[Any]:
    """A list of JSON."""
    if not isinstance(value, list):
        raise ValueError("list")
    return value
