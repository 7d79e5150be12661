"""What is published of many people's goals: counts, and None where a count is hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..model.errors import TooFewError
from ..model.phrases import PhraseTemplate
from .goal_moves import LESS, MORE, NOT_GIVEN, STAYED, GoalMove
from .grouping import JOINED, Grouping, Published, publish
from .hiding import FEWEST
from .levels import LEAST_GOALS, LEVELS, then_and_now
from .tally import (
    DISAGREES,
    GOALS,
    MOVED,
    NOT_COUNTED,
    NOT_EXPECTED,
    NOT_REACHED,
    REACHED,
    PersonGoal,
    Tally,
)

# What is shown of a group beside its goals. How many agree is the difference.
MOVES = (LESS, STAYED, MORE)
SHOWN = (*MOVES, REACHED, NOT_REACHED, NOT_EXPECTED, DISAGREES, NOT_COUNTED)
Levels = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True)
class GroupCounts:
    """The counts of one group.

    Attributes:
        group: The key of a theme or of a goal type; "" for goals without one, and for all.
        joined: The keys of groups that are counted together; then `group` is "".
        goals: How many goals have a score then and a score now.
        counts: Class → how many of them; None where that is hidden.
    """

    group: str
    joined: tuple[str, ...]
    goals: int
    counts: Mapping[str, int | None]

    @property
    def together(self) -> tuple[str, ...]:
        """Two moves next to each other of which only the sum is known; none if all are shown."""
        hidden = tuple(name for name in MOVES if self.counts[name] is None)
        return hidden if hidden in (MOVES[:2], MOVES[1:]) else ()

    def count(self, *moves: str) -> int | None:
        """Return how many goals moved in one of some ways; None if that is hidden."""
        if self.together and moves == self.together:
            return self.goals - sum(self.counts[name] or 0 for name in MOVES)
        counts = [self.counts[name] for name in moves]
        return None if None in counts else sum(filter(None, counts))

    def to_json(self) -> dict[str, Any]:
        """Return the counts as plain values."""
        return {GOALS: self.goals, **self.counts}


@dataclass(frozen=True)
class Counted:
    """The counts that are published.

    Attributes:
        people: How many people have a goal that is counted.
        has_themes: Whether any goal has a theme.
        total: Of all goals.
        themes, goal_types: Of each group; none if they would all stand together, or if no sheet
            asks for it.
        levels: Then × now, a row for each level then; None of fewer than LEAST_GOALS goals.
    """

    people: int
    has_themes: bool
    total: GroupCounts
    themes: tuple[GroupCounts, ...]
    goal_types: tuple[GroupCounts, ...]
    levels: Levels | None = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return the counts as plain values: the content of the JSON file."""
        return {
            "people": self.people,
            "all": self.total.to_json(),
            "themes": [_row("theme", row) for row in self.themes],
            "goal_types": [_row("goal_type", row) for row in self.goal_types],
            "then_now": self.levels
            and {"levels": [list(scores) for scores in LEVELS], GOALS: [*map(list, self.levels)]},
        }


def count_goals(
    people: Sequence[Iterable[GoalMove]], themes: Sequence[str], goal_types: Sequence[str]
) -> Counted:
    """Count the goals of many people, and choose what is published.

    Args:
        people: The goals of each person.
        themes, goal_types: The keys that there are, in the order in which they are shown.

    Raises:
        TooFewError: Fewer than FEWEST people have a goal that can be counted.
    """
    found = [(number, goal) for number, goals in enumerate(people) for goal in goals]
    total = Tally.of(found)
    if total.head_count(GOALS) < FEWEST:
        what = PhraseTemplate(
            "Fewer than {fewest} people have a goal with a score then and a score now: "
            "counts would tell how each of them is. Nothing is written"
        )
        raise TooFewError(what.phrase(fewest=FEWEST))
    by_theme = _grouped((goal.theme for _, goal in found), themes)
    by_type = _grouped((goal.goal_type for _, goal in found), goal_types)
    for person, goal in found:
        by_theme[goal.theme].append((person, goal))
        by_type[goal.goal_type].append((person, goal))
    groupings = [
        Grouping.of(groups if any({**groups, NOT_GIVEN: []}.values()) else {})
        for groups in (by_theme, by_type)
    ]
    hidden, tables = publish(total, groupings)
    moves_are_shown = hidden.isdisjoint(MOVED.classes)
    enough = total.count(GOALS) >= LEAST_GOALS and moves_are_shown
    return Counted(
        people=total.head_count(GOALS),
        has_themes=any(goal.theme for _, goal in found),
        total=_counts("", (), total, hidden),
        themes=_rows(tables[0]),
        goal_types=_rows(tables[1]),
        levels=then_and_now(found, total) if enough else None,
    )


def _grouped(used: Iterable[str], keys: Sequence[str]) -> dict[str, list[PersonGoal]]:
    """Return an empty list for every group: the known ones in their order, no group last."""
    others = sorted({*used} - {*keys, NOT_GIVEN})
    return {key: [] for key in (*keys, *others, NOT_GIVEN)}


def _rows(published: Published) -> tuple[GroupCounts, ...]:
    rows = []
    for group, tally in published.tallies.items():
        if group == NOT_GIVEN and not tally.goals:
            continue
        hidden = {name for where, name in published.hidden if where == group}
        joined: tuple[str, ...] = ()
        if group == JOINED:
            joined = tuple(
                key for key in published.grouping.tallies if key in published.grouping.joined
            )
        rows.append(_counts("" if joined else group, joined, tally, hidden))
    return tuple(rows)


def _counts(
    group: str, joined: tuple[str, ...], tally: Tally, hidden: Collection[str]
) -> GroupCounts:
    counts = {name: None if name in hidden else tally.count(name) for name in SHOWN}
    return GroupCounts(group, joined, tally.count(GOALS), counts)


def _row(key: str, row: GroupCounts) -> dict[str, Any]:
    keys = (
        {"joined": [key or None for key in row.joined]} if row.joined else {key: row.group or None}
    )
    return {**keys, **row.to_json()}
