"""Put goals into groups, and small groups together, so that their counts can be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .hiding import FEWEST, Hidden, hidden_counts, hidden_totals
from .tally import GOALS, MOVED, NOT_COUNTED, QUESTIONS, PersonGoal, Question, Tally

JOINED = "\0joined"  # the groups that stand together, as one group
HiddenTotals = Mapping[Question, Sequence[str]]


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
        """Put the groups of fewer than FEWEST people together, empty ones among them.

        If no group has one to four people, all stand alone. If those that are put together are few
        people still, the smallest other groups join them: so there are two at least.
        """
        grouping = cls(goals)
        people = grouping.people
        if not any(0 < count < FEWEST for count in people.values()):
            return grouping
        small = frozenset(group for group, count in people.items() if count < FEWEST)
        grouping = replace(grouping, joined=small)
        while grouping.alone and grouping.joined_tally.head_count(GOALS) < FEWEST:
            grouping = grouping.with_smallest()
        return grouping

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """A tally of each group."""
        return {group: Tally.of(found) for group, found in self.goals.items()}

    @property
    def people(self) -> dict[str, int]:
        """How many people have goals in a group: such as are counted, or else any."""
        return {
            group: tally.head_count(GOALS) or tally.head_count(NOT_COUNTED)
            for group, tally in self.tallies.items()
        }

    @property
    def alone(self) -> list[str]:
        """The groups that are shown by themselves."""
        return [group for group in self.goals if group not in self.joined]

    @property
    def joined_tally(self) -> Tally:
        """What the groups that stand together count."""
        return Tally.of(goal for group in self.joined for goal in self.goals[group])

    def with_smallest(self) -> Grouping:
        """Return the grouping with the smallest group that is alone among the joined."""
        smallest = min(self.alone, key=self.people.__getitem__)
        return replace(self, joined=self.joined | {smallest})

    def table(self) -> dict[str, Tally]:
        """Return a tally for each group that is shown; none if all stand together."""
        if not self.alone:
            return {}
        table = {group: self.tallies[group] for group in self.alone}
        return {**table, JOINED: self.joined_tally} if self.joined else table


@dataclass(frozen=True)
class Published:
    """A table that can be published: a grouping, its tallies, and which counts are hidden in it."""

    grouping: Grouping
    tallies: Mapping[str, Tally]
    hidden: Hidden

    @classmethod
    def of(cls, grouping: Grouping, totals: HiddenTotals) -> Published:
        """Hide what has to be hidden of a grouping."""
        table = grouping.table()
        hidden = [
            hidden_counts(question, table, JOINED, totals[question]) for question in QUESTIONS
        ]
        return cls(grouping, table, frozenset().union(*hidden))

    @property
    def shown(self) -> tuple[int, int]:
        """How many counts are shown: of moves, and of anything."""
        moves = [name for _, name in self.hidden if name in MOVED.classes]
        classes = sum(len(question.classes) for question in QUESTIONS)
        rows = len(self.tallies)
        return rows * len(MOVED.classes) - len(moves), rows * classes - len(self.hidden)


def publish(
    total: Tally, groupings: Sequence[Grouping]
) -> tuple[frozenset[str], tuple[Published, ...]]:
    """Choose what is published of a total, and of groupings that each add up to it.

    Returns:
        The classes whose totals are hidden, and a table for each grouping.
    """
    protects = any(grouping.joined for grouping in groupings)
    totals = {
        question: hidden_totals(question, total) if protects else () for question in QUESTIONS
    }
    tables = tuple(_showing_most(grouping, totals) for grouping in groupings)
    return frozenset().union(*totals.values()), tables


def _showing_most(grouping: Grouping, totals: HiddenTotals) -> Published:
    """Publish a grouping, with more of its smallest groups joined if that shows more.

    Others may have so few of a class that it is hidden, in their row and in rows beside it.
    """
    tables = [Published.of(grouping, totals)]
    while grouping.joined and len(grouping.alone) > 1:
        grouping = grouping.with_smallest()
        tables.append(Published.of(grouping, totals))
    return max(tables, key=lambda table: table.shown)
