"""Choose the counts that are not published, so that nobody's own goals can be worked out.

A group of FEWEST people or more is shown as it is, also with its small counts. What is protected is
each group that stands under "others", since a group of fewer people may be among them: whatever is
published, each of its counts may be anything from 0 to WIDTH. A group of others may have none of a
class, since another of them may have all. So only how many of a class it may have at most matters.
That is what others have together: a class of which they have WIDTH or more can be shown.

Other classes are hidden where others stand, and in rows beside them, which together have WIDTH or
more of each: then others may have all of these, as far as anybody can tell. What can be worked out
of such a block is known exactly (Fréchet's bounds): a count is at most what the block has of its
class, and at most what the row has in all its hidden classes.

Where all goals together have fewer than WIDTH of a class, its total is hidden, and so is each count
of it. Where classes add up to the goals, a second class is hidden with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from .tally import GOALS, Question, Tally

FEWEST = 5  # people
WIDTH = 4  # a protected count is anything from 0 to 4, as far as anybody can tell

Table = Mapping[str, Tally]  # group → its tally; groups add up to the total
Hidden = frozenset[tuple[str, str]]  # group and class
Item = TypeVar("Item")
Sum = tuple[str, ...]  # classes of which only the sum is known, often a single one


def hidden_totals(question: Question, total: Tally) -> tuple[str, ...]:
    """Return the classes whose totals are hidden where some groups are protected; often none."""
    rare = [name for name in question.classes if total.count(name) < WIDTH]
    if not rare or not question.adds_up:
        return tuple(rare)
    supersets = _supersets(question.classes, rare)
    return next(classes for classes in supersets if _count(total, classes) >= WIDTH)


def hidden_counts(question: Question, table: Table, others: str, totals: Sequence[str]) -> Hidden:
    """Return what is hidden in a table.

    Args:
        others: The row whose groups are protected; a table may lack it.
        totals: The classes whose totals are hidden.
    """
    everywhere = frozenset(
        (group, name)
        for group, tally in table.items()
        for name in totals
        if tally.count(GOALS) or not question.adds_up  # a group without goals shows that
    )
    sums: list[Sum] = [(name,) for name in question.classes if name not in totals]
    if totals and question.adds_up:
        sums.append(tuple(totals))
    few = [one for one in sums if others in table and _count(table[others], one) < WIDTH]
    if not few:
        return everywhere
    blocks = [
        _block(table, others, block)
        for block in _supersets(sums, few)
        if not question.adds_up or sum(_count(table[others], one) for one in block) >= WIDTH
    ]
    return everywhere | min(blocks, key=len)


def _block(table: Table, others: str, sums: Sequence[Sum]) -> Hidden:
    """Return these classes of few rows that have WIDTH or more of each; all rows have that."""
    rows = [others]
    while few := [one for one in sums if sum(_count(table[row], one) for row in rows) < WIDTH]:
        gains = {
            group: sum(min(WIDTH, _count(tally, one)) for one in few)
            for group, tally in table.items()
            if group not in rows
        }
        rows.append(max(gains, key=lambda group: (gains[group], -table[group].count(GOALS))))
    return frozenset((row, name) for row in rows for one in sums for name in one)


def _supersets(items: Sequence[Item], needed: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The sets of items with all that are needed; smaller ones first."""
    return [
        chosen
        for size in range(len(needed), len(items) + 1)
        for chosen in combinations(items, size)
        if {*needed} <= {*chosen}
    ]


def _count(tally: Tally, classes: Iterable[str]) -> int:
    return sum(tally.count(name) for name in classes)
