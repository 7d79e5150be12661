"""Put goals into groups, and small groups together, so that their counts can be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from .hiding import FEWEST, Hidden, hidden_counts, hidden_totals
from .tally import GOALS, MOVED, NOT_COUNTED, QUESTIONS, PersonGoal, Question, Tally

JOINED = "\0joined"  # the groups that stand together, as one group
HiddenTotals = Mapping[Question, Sequence[str]]


@dataclass(frozen=True)
class Grouping:
    """Goals in groups: group → what is counted of it, in the order in which groups are shown.

    Attributes:
        joined: The groups that stand together, since one of them is small.
    """

    tallies: Mapping[str, Tally]
    joined: frozenset[str] = frozenset()

    @classmethod
    def of(cls, goals: Mapping[str, Iterable[PersonGoal]]) -> Grouping:
        """Put the groups of fewer than FEWEST people together, empty ones among them.

        If no group has one to four people, all stand alone.
        """
        tallies = {group: Tally.of(found) for group, found in goals.items()}
        people = {  # who have goals that are counted, or else any
            group: tally.head_count(GOALS) or tally.head_count(NOT_COUNTED)
            for group, tally in tallies.items()
        }
        if not any(0 < count < FEWEST for count in people.values()):
            return cls(tallies)
        return cls(tallies, frozenset(group for group in tallies if people[group] < FEWEST))

    def choices(self) -> Iterator[Grouping]:
        """Yield groupings that can be published, in which more groups are among the joined.

        These are any one or two, or three and more of the smallest, until FEWEST people stand
        together. A group alone is of FEWEST people, so two groups at least are joined.
        """
        if not self.joined:
            yield self
            return
        alone = sorted(
            self.tallies.keys() - self.joined,
            key=lambda group: (self.tallies[group].count(GOALS), group),
        )
        more = [chosen for size in range(3) for chosen in combinations(alone, size)]
        more += [tuple(alone[:size]) for size in range(3, len(alone) + 1)]
        for chosen in more:
            grouping = replace(self, joined=self.joined.union(chosen))
            if grouping.together().head_count(GOALS) >= FEWEST:
                yield grouping

    def together(self) -> Tally:
        """Return what the groups that stand together count."""
        return Tally.together([self.tallies[group] for group in self.joined])

    def table(self) -> dict[str, Tally]:
        """Return a tally for each group that is shown; none if all stand together."""
        table = {group: tally for group, tally in self.tallies.items() if group not in self.joined}
        return {**table, JOINED: self.together()} if table and self.joined else table


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
    def shown(self) -> tuple[int, int, int]:
        """How many counts are shown: of moves, of anything; and goals of groups that are alone."""
        moves = [name for _, name in self.hidden if name in MOVED.classes]
        classes = sum(len(question.classes) for question in QUESTIONS)
        rows = len(self.tallies)
        alone = sum(tally.count(GOALS) for group, tally in self.tallies.items() if group != JOINED)
        return rows * len(MOVED.classes) - len(moves), rows * classes - len(self.hidden), alone


def publish(
    total: Tally, groupings: Sequence[Grouping]
) -> tuple[frozenset[str], tuple[Published, ...]]:
    """Choose what is published of a total, and of groupings that each add up to it.

    Others may have so few of a class that it is hidden, in their row and in rows beside it. Which
    groups join the small ones is chosen so that most is shown.

    Returns:
        The classes whose totals are hidden, and a table for each grouping.
    """
    protects = any(grouping.joined for grouping in groupings)
    totals = {
        question: hidden_totals(question, total) if protects else () for question in QUESTIONS
    }
    tables = []
    for grouping in groupings:
        choices = [Published.of(choice, totals) for choice in grouping.choices()]
        tables.append(max(choices, key=lambda table: table.shown))
    return frozenset().union(*totals.values()), tuple(tables)
