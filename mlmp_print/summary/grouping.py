"""Put goals into groups, and small groups together, until their counts can be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .hiding import (
    FEWEST,
    NOTHING_HIDDEN,
    Hidden,
    has_small,
    hidden_block,
    hidden_everywhere,
    hidden_totals,
)
from .tally import GOALS, MOVED, QUESTIONS, PersonGoal, Question, Tally

JOINED = "\0joined"  # the groups that stand together, as one group


@dataclass(frozen=True)
class Grouping:
    """Goals in groups: group → its goals, in the order in which groups are shown.

    Attributes:
        joined: The groups that stand together, since one of them is small.
    """

    goals: Mapping[str, Sequence[PersonGoal]] = field(repr=False)
    joined: frozenset[str] = frozenset()

    @classmethod
    def of(cls, goals: Mapping[str, Sequence[PersonGoal]]) -> Grouping:
        """Put groups together if one of them has fewer than FEWEST people."""
        grouping = cls(goals)
        if any(0 < count < FEWEST for count in grouping._heads().values()):
            return grouping._with([])
        return grouping

    def _heads(self) -> dict[str, int]:
        """How many people have a goal in each group."""
        return {group: Tally.of(found).head_count(GOALS) for group, found in self.goals.items()}

    def _with(self, groups: Sequence[str]) -> Grouping:
        """Return the grouping with more groups among the joined.

        All groups of fewer than FEWEST people join too, empty ones among them. A single group, or
        few people, would still be the difference between the total and the other groups: then the
        smallest of these join as well.
        """
        heads = self._heads()
        small = [group for group, count in heads.items() if count < FEWEST]
        joined = replace(self, joined=self.joined.union(groups, small))
        few = joined.joined_tally.head_count(GOALS) < FEWEST
        if joined.alone and (few or len(joined.joined) < 2):
            return joined._with([min(joined.alone, key=heads.__getitem__)])
        return joined

    @property
    def alone(self) -> list[str]:
        """The groups that are shown by themselves."""
        return [group for group in self.goals if group not in self.joined]

    @property
    def joined_tally(self) -> Tally:
        """What the groups that stand together count."""
        return Tally.of(goal for group in self.joined for goal in self.goals[group])

    def with_smallest(self) -> Grouping:
        """Return the grouping with the smallest group, or the two smallest, among the joined."""
        heads = self._heads()
        smallest = sorted(filter(heads.get, self.alone), key=heads.__getitem__)
        return self._with(smallest[: 1 if self.joined else 2])

    def table(self) -> dict[str, Tally]:
        """Return a tally for each group that is shown; none if all stand together."""
        if not self.alone:
            return {}
        table = {group: Tally.of(self.goals[group]) for group in self.alone}
        return {**table, JOINED: self.joined_tally} if self.joined else table


@dataclass(frozen=True)
class Published:
    """Tables that can be published: a grouping, its tallies, and which counts are hidden in it."""

    grouping: Grouping
    tallies: Mapping[str, Tally]
    hidden: Hidden = NOTHING_HIDDEN


def publish(
    total: Tally, groupings: Sequence[Grouping]
) -> tuple[frozenset[str], tuple[Published, ...]]:
    """Choose what is published of a total, and of groupings that each add up to it.

    Returns:
        The classes whose totals are hidden, and a table for each grouping.
    """
    groupings = [_showing_most(total, grouping) for grouping in groupings]
    hidden: list[Hidden | None] = []
    while True:
        tables = [grouping.table() for grouping in groupings]
        totals: set[str] = set()
        hidden = [NOTHING_HIDDEN for _ in tables]
        for question in QUESTIONS:
            classes, blocks = _hide(question, total, groupings, tables)
            totals |= {*classes}
            for number, block in enumerate(blocks):
                known = hidden[number]
                hidden[number] = None if block is None or known is None else known | block
        stuck = [number for number, block in enumerate(hidden) if block is None]
        if not stuck:
            break
        for number in stuck:
            groupings[number] = groupings[number].with_smallest()
    published = zip(groupings, tables, hidden, strict=True)
    return frozenset(totals), tuple(
        Published(grouping, table, block or NOTHING_HIDDEN) for grouping, table, block in published
    )


def _showing_most(total: Tally, grouping: Grouping) -> Grouping:
    """Return the grouping, with more of its smallest groups joined if that shows more moves.

    Small groups need larger ones to hide behind, of which nothing could be shown then.
    """
    candidates = [grouping]
    while len(candidates[-1].alone) > 1:
        candidates.append(candidates[-1].with_smallest())
    return max(candidates, key=lambda candidate: _moves_shown(total, candidate))


def _moves_shown(total: Tally, grouping: Grouping) -> int:
    """How many counts of moves are shown of a grouping."""
    table = grouping.table()
    _, (hidden,) = _hide(MOVED, total, [grouping], [table])
    return -1 if hidden is None else len(table) * len(MOVED.classes) - len(hidden)


def _hide(
    question: Question,
    total: Tally,
    groupings: Sequence[Grouping],
    tables: Sequence[Mapping[str, Tally]],
) -> tuple[Sequence[str], list[Hidden | None]]:
    """Return the hidden totals of a question, and what is hidden in each table."""
    nothing: list[Hidden | None] = [NOTHING_HIDDEN for _ in tables]
    tallies = [total, *(tally for table in tables for tally in table.values())]
    others = [
        table.get(JOINED, total)
        for grouping, table in zip(groupings, tables, strict=True)
        if grouping.joined
    ]
    if not has_small(question, tallies, others):
        return (), nothing
    classes = hidden_totals(question, total, tables)
    if classes:
        return classes, [hidden_everywhere(question, table, classes) for table in tables]
    return (), [hidden_block(question, table) for table in tables]
