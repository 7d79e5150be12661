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


def then_and_now(
    found: Iterable[PersonGoal], total: Tally
) -> tuple[tuple[int | None, ...], ...] | None:
    """Count goals by their levels then (rows) and now (columns); None where a count is hidden.

    The goals that were on one level then are a group: if they are of fewer than FEWEST people, each
    of their counts may be anything from 0 to WIDTH. The total of each move is known (`total`), and
    all counts add up to all goals. So no hidden count is the rest of one of these: among those of
    goals that moved to another level, there is room for WIDTH more; and of those that stayed on
    their level at least two are hidden, which leaves each of all hidden counts free to be 0.

    Returns:
        None if hiding counts does not help, since few goals moved in one way.
    """
    counts = dict.fromkeys(CELLS, 0)
    people: dict[int, set[int]] = {then: set() for then, _ in CELLS}
    for person, goal in found:
        if goal.then is not None and goal.now is not None:
            then, now = ceil(goal.then), ceil(goal.now)
            counts[then, now] += 1
            people[then].add(person)
    hidden = _hidden(counts, {then: len(found) for then, found in people.items()}, total)
    if hidden is None:
        return None
    levels = range(len(LEVELS))
    return tuple(
        tuple(None if (then, now) in hidden else counts[then, now] for now in levels)
        for then in levels
    )


def _hidden(counts: dict[Cell, int], people: dict[int, int], total: Tally) -> set[Cell] | None:
    if not any(0 < count < FEWEST for count in people.values()):
        return set()
    hidden = {cell for cell in CELLS if people[cell[0]] < FEWEST}
    smallest_first = sorted(CELLS, key=lambda cell: (counts[cell], cell))
    for move, sign in ((LESS, -1), (MORE, 1)):
        block = [cell for cell in smallest_first if (cell[1] - cell[0]) * sign > 0]
        if hidden.isdisjoint(block):
            continue
        if total.count(move) < WIDTH:
            return None
        for cell in block:
            visible = sum(counts[other] for other in block if other not in hidden)
            if total.count(move) - visible >= WIDTH:
                break
            hidden.add(cell)
    diagonal = [cell for cell in smallest_first if cell[0] == cell[1]]
    for cell in diagonal:
        enough = sum(counts[other] for other in hidden) >= WIDTH
        if len(hidden.intersection(diagonal)) >= 2 and enough:
            break
        hidden.add(cell)
    return hidden
