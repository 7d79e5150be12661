"""Choose the counts that are not published, so that nobody's own goals can be worked out.

A count is small if fewer than FEWEST people stand behind it. Small counts are hidden. Where the
total is known, a single hidden count is what is left of it: so others are hidden with it, until
what is published leaves every small count anything from 0 to WIDTH at least, and every other hidden
count WIDTH + 1 values at least.

In one table the hidden counts are a block: the same classes in each of some groups. What can be
worked out of such a block is known exactly (Fréchet's bounds): a count lies between
`max(0, group + column - all)` and `min(group, column)`, where these three are what the block's
hidden counts add up to in the group, in the class, and in all.

A count of 0 is small as well: else whoever sees a hidden count knows that it is none. Only where no
count is that of one to four people are the zeros shown, and then nothing is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from .tally import GOALS, MOVED, Question, Tally

FEWEST = 5  # people
WIDTH = 4  # a hidden count is anything from 0 to 4, as far as anybody can tell

Table = Mapping[str, Tally]  # group → its tally; groups add up to the total
Hidden = frozenset[tuple[str, str]]  # group and class
NOTHING_HIDDEN: Hidden = frozenset()


def has_small(question: Question, tallies: Iterable[Tally], others: Iterable[Tally]) -> bool:
    """Return whether any count would tell of one to four people.

    That is a small count itself; a 0 of the groups that stand together (`others`), since it is 0 in
    each of them; and a group in which everybody moved the same way, which tells it of each.
    """
    if any(_tells(question, tally) for tally in tallies):
        return True
    return any(tally.count(name) == 0 for tally in others for name in question.classes)


def _tells(question: Question, tally: Tally) -> bool:
    if any(0 < tally.head_count(name) < FEWEST for name in question.classes):
        return True
    all_alike = [name for name in question.classes if tally.count(name) == tally.count(GOALS)]
    return question == MOVED and tally.count(GOALS) > 0 and bool(all_alike)


def hidden_totals(question: Question, total: Tally, tables: Sequence[Table]) -> tuple[str, ...]:
    """Return the classes whose totals are hidden, and so all counts of these classes; often none.

    Then only the hidden classes of a group add up to something known, and each of them may be 0.
    """
    small = _small_classes(question, [total])
    if not small or not question.adds_up:
        return small
    groups = [total, *_counted(question, tables)]
    needed = _small_classes(question, groups)
    for classes in _supersets(question, needed):
        if all(_sum(tally, classes) >= WIDTH for tally in groups):
            return classes
    return question.classes


def hidden_everywhere(question: Question, table: Table, classes: Iterable[str]) -> Hidden:
    """Return what is hidden in a table whose totals of these classes are hidden."""
    return frozenset(
        (group, name)
        for name in classes
        for group, tally in table.items()
        if _is_row(question, tally)
    )


def hidden_block(question: Question, table: Table) -> Hidden | None:
    """Return what is hidden in a table whose totals are all published.

    Returns:
        None if hiding counts does not help: then groups have to stand together.
    """
    rows = {group: tally for group, tally in table.items() if _is_row(question, tally)}
    weak = [group for group, tally in rows.items() if _small_classes(question, [tally])]
    if not weak:
        return NOTHING_HIDDEN
    needed = _small_classes(question, rows.values())
    blocks = [_block(question, rows, weak, classes) for classes in _supersets(question, needed)]
    return min(filter(None, blocks), key=len, default=None)


def _block(
    question: Question, rows: Table, weak: Sequence[str], classes: Sequence[str]
) -> Hidden | None:
    """Return the least block of these classes that protects, the smallest groups being added."""
    others = sorted(rows.keys() - {*weak}, key=lambda group: (_sum(rows[group], classes), group))
    least = WIDTH if question.adds_up else 0  # what a group must have for its own bounds
    chosen = [*weak]
    spare = [group for group in others if _sum(rows[group], classes) >= least]
    while not _protects(question, [rows[group] for group in chosen], classes):
        if not spare:
            return None
        chosen.append(spare.pop(0))
    return frozenset((group, name) for group in chosen for name in classes)


def _protects(question: Question, rows: Sequence[Tally], classes: Sequence[str]) -> bool:
    if len(rows) < 2:
        return False
    whole = sum(_sum(row, classes) for row in rows)
    for name in classes:
        column = sum(row.count(name) for row in rows)
        for row in rows:
            group = _sum(row, classes) if question.adds_up else whole
            least, most = max(0, group + column - whole), min(group, column)
            if not question.adds_up:
                least = 0
            is_small = row.head_count(name) < FEWEST
            if most - least < WIDTH or (is_small and least > 0):
                return False
    return True


def _is_row(question: Question, tally: Tally) -> bool:
    """Return whether a group has anything to hide; a group without goals shows that it has none."""
    return not question.adds_up or tally.count(GOALS) > 0


def _counted(question: Question, tables: Iterable[Table]) -> Iterator[Tally]:
    for table in tables:
        yield from (tally for tally in table.values() if _is_row(question, tally))


def _small_classes(question: Question, tallies: Iterable[Tally]) -> tuple[str, ...]:
    tallies = list(tallies)
    return tuple(
        name
        for name in question.classes
        if any(tally.head_count(name) < FEWEST for tally in tallies)
    )


def _supersets(question: Question, needed: Sequence[str]) -> list[tuple[str, ...]]:
    """The sets of classes with all that are needed; a single one is no set to hide in."""
    least = 2 if question.adds_up else 1
    return [
        classes
        for size in range(max(least, len(needed)), len(question.classes) + 1)
        for classes in combinations(question.classes, size)
        if {*needed} <= {*classes}
    ]


def _sum(tally: Tally, classes: Iterable[str]) -> int:
    return sum(tally.count(name) for name in classes)
