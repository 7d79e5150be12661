"""The table then × now: from which level of help to which, over all goals."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from ..model.kinds.score import SCORES
from .goal_moves import LESS, MORE
from .hiding import FEWEST, WIDTH
from .tally import PersonGoal, Tally

LEAST_GOALS = 100  # for the table then × now
# The scores of each level: 0, ½–1, 1½–2, 2½–3, 3½–4. Nothing is rounded.
LEVELS = tuple(
    tuple(score for score in SCORES if ceil(score) == level)
    for level in range(ceil(SCORES[-1]) + 1)
)
Cell = tuple[int, int]  # the level then, and now
CELLS = tuple((then, now) for then in range(len(LEVELS)) for now in range(len(LEVELS)))


def then_and_now(found: Iterable[PersonGoal], total: Tally) -> tuple[tuple[int | None, ...], ...]:
    """Count goals by their levels then (rows) and now (columns); None where a count is hidden.

    The total of each move is known (`total`), and all counts add up to all goals. So no hidden
    count is the rest of one of these: among those of goals that moved to another level, there is
    room for WIDTH more; and of those that stayed on their level at least two are hidden, which
    leaves each of all hidden counts free to be 0.
    """
    counts = dict.fromkeys(CELLS, 0)
    people: dict[Cell, set[int]] = {cell: set() for cell in CELLS}
    for person, goal in found:
        if goal.then is not None and goal.now is not None:
            cell = ceil(goal.then), ceil(goal.now)
            counts[cell] += 1
            people[cell].add(person)
    hidden = _hidden(counts, {cell: len(found) for cell, found in people.items()}, total)
    levels = range(len(LEVELS))
    return tuple(
        tuple(None if (then, now) in hidden else counts[then, now] for now in levels)
        for then in levels
    )


def _hidden(counts: dict[Cell, int], people: dict[Cell, int], total: Tally) -> set[Cell]:
    if not any(0 < count < FEWEST for count in people.values()):
        return set()
    hidden = {cell for cell, count in people.items() if count < FEWEST}
    smallest_first = sorted(CELLS, key=lambda cell: (counts[cell], cell))
    for move, sign in ((LESS, -1), (MORE, 1)):
        block = [cell for cell in smallest_first if (cell[1] - cell[0]) * sign > 0]
        for cell in block:
            visible = sum(counts[other] for other in block if other not in hidden)
            if hidden.isdisjoint(block) or total.count(move) - visible >= WIDTH:
                break
            hidden.add(cell)
    diagonal = [cell for cell in smallest_first if cell[0] == cell[1]]
    for cell in diagonal:
        enough = sum(counts[other] for other in hidden) >= WIDTH
        if len(hidden.intersection(diagonal)) >= 2 and enough:
            break
        hidden.add(cell)
    return hidden
