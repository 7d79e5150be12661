"""Count the goals of a group, and beside each count the people whose goals they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .goal_moves import LESS, MORE, STAYED, GoalMove

GOALS = "goals"  # those with a score then and a score now
REACHED, NOT_REACHED, NOT_EXPECTED = "reached", "not_reached", "not_expected"
DISAGREES, AGREES = "disagrees", "agrees"
NOT_COUNTED = "not_counted"  # a score is missing


@dataclass(frozen=True)
class Question:
    """What is counted of each goal: one of a few classes.

    `classes`: those first that are hidden sooner where others need it. `adds_up`: whether the
    classes of a group add up to its GOALS.
    """

    classes: tuple[str, ...]
    adds_up: bool = True


MOVED = Question((STAYED, MORE, LESS))
REACHING = Question((NOT_REACHED, NOT_EXPECTED, REACHED))
AGREEING = Question((DISAGREES, AGREES))
COUNTING = Question((NOT_COUNTED,), adds_up=False)
QUESTIONS = (MOVED, REACHING, AGREEING, COUNTING)

PersonGoal = tuple[int, GoalMove]  # a person's number, and one of their goals


def classes_of(goal: GoalMove) -> Iterator[str]:
    """Yield everything that a goal counts as.

    >>> list(classes_of(GoalMove(then=2, expected=1, now=1)))
    ['goals', 'less', 'reached', 'agrees']
    """
    if not goal.move or goal.now is None:
        yield NOT_COUNTED
        return
    yield GOALS
    yield goal.move
    if goal.expected is None:
        yield NOT_EXPECTED
    else:
        yield REACHED if goal.now <= goal.expected else NOT_REACHED
    yield DISAGREES if goal.disagrees else AGREES


@dataclass(frozen=True)
class Tally:
    """The goals of one group: class → how many, and class → the people who have any."""

    goals: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, frozenset[int]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, found: Iterable[PersonGoal]) -> Tally:
        """Count goals.

        >>> tally = Tally.of([(1, GoalMove(then=2, now=1)), (1, GoalMove(then=3, now=2))])
        >>> tally.count("less"), tally.head_count("less")
        (2, 1)
        """
        goals: Counter[str] = Counter()
        people: dict[str, set[int]] = {}
        for person, goal in found:
            for name in classes_of(goal):
                goals[name] += 1
                people.setdefault(name, set()).add(person)
        return cls(goals, {name: frozenset(numbers) for name, numbers in people.items()})

    @classmethod
    def together(cls, tallies: Sequence[Tally]) -> Tally:
        """Count the goals of several groups as those of one."""
        names = {name for tally in tallies for name in tally.goals}
        goals = {name: sum(tally.count(name) for tally in tallies) for name in names}
        people = {
            name: frozenset().union(*(tally.people.get(name, ()) for tally in tallies))
            for name in names
        }
        return cls(goals, people)

    def count(self, name: str) -> int:
        """Return how many goals are of a class."""
        return self.goals.get(name, 0)

    def head_count(self, name: str) -> int:
        """Return how many people have a goal of a class."""
        return len(self.people.get(name, ()))
