"""Compare the scans of one panel that is there several times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .panels import Marked, MarkedCell, ReadPanel, ScanPlace

_NO_CELL = MarkedCell()  # of a question that another print of the page does not have


def paths_of(copies: Iterable[ReadPanel]) -> list[str]:
    """The questions to mark on a panel, in the order of the sheet."""
    return list(dict.fromkeys(path for panel in copies for path in panel.cells))


def differs(path: str, copies: Sequence[ReadPanel]) -> bool:
    """Whether copies of a panel say different things for certain."""
    cells = [panel.cells.get(path, _NO_CELL) for panel in copies]
    sure = [cell.value for cell in cells if not cell.doubt]
    return any(value != sure[0] for value in sure)


def merged(path: str, copies: Sequence[ReadPanel]) -> tuple[ScanPlace, MarkedCell]:
    """What the copies of a panel say of a question: a doubt, if one of them has any."""
    cells = [(panel.place, panel.cells[path]) for panel in copies if path in panel.cells]
    return next(((place, cell) for place, cell in cells if cell.doubt), cells[0])


def guesses(path: str, copies: Sequence[ReadPanel]) -> Marked:
    """What is perhaps marked: what the doubt says, or everything that copies say for certain."""
    if not differs(path, copies):
        _, cell = merged(path, copies)
        return cell.guess if cell.guess is not None else cell.value
    sure = [panel.cells[path] for panel in copies if path in panel.cells]
    every = [cell.value for cell in sure if not cell.doubt and cell.value]
    states = dict.fromkeys(
        state for value in every for state in (value if isinstance(value, tuple) else (value,))
    )
    return tuple(map(str, states)) if len(states) > 1 else next(iter(states), None)
