"""The words of the counts in one language: names of groups, headings, how they were counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..look.look import Look
from ..model.errors import UsageError
from ..model.kinds import Date, Score
from ..model.phrases import Phrase
from .counted import MOVES, Counted, GroupCounts
from .goal_moves import NOT_GIVEN
from .hiding import FEWEST
from .levels import LEVELS

PLAN = "visual-plan"  # the form that asks for the type of a goal


@dataclass(frozen=True)
class EffectsTable:
    """Rows of counts, each with its name.

    Attributes:
        key: `theme` or `goal_type`.
        column: The heading of the names.
        heading: Of the whole.
        joined: A sentence on the groups that are counted together; "" for none.
    """

    key: str
    column: str
    heading: str
    rows: tuple[tuple[str, GroupCounts], ...]
    joined: str


@dataclass(frozen=True)
class EffectsWords:
    """Counts, and the words for them.

    Attributes:
        day: The day that they are of; None for none.
    """

    counted: Counted
    look: Look
    day: date | None

    @classmethod
    def of(cls, counted: Counted, look: Look, day: date | None) -> EffectsWords:
        """Check that the look knows the life themes.

        Raises:
            UsageError: It lacks some.
        """
        known = {theme.key for theme in look.themes}
        used = {key for row in counted.themes for key in (row.group, *row.joined) if key}
        if not used <= known:
            raise UsageError(
                Phrase("The sheets have life themes that this look does not have"),
                code="other-look",
            )
        return cls(counted, look, day)

    def say(self, key: str) -> str:
        """Return words from [effects] of the language file."""
        return self.look.say(f"effects.{key}")

    def count(self, count: int | None) -> str:
        """Return a count in words for people who hear it; a hidden one is called so."""
        return self.say("hidden") if count is None else f"{count}"

    def moves(self, moves: tuple[str, ...]) -> str:
        """Return the words for a move, or for two that are counted together."""
        if len(moves) == 1:
            return self.say(moves[0])
        one, other = (self.say(name) for name in moves)
        return self.say("together").format(one=one, other=other[:1].lower() + other[1:])

    def counted_moves(self, row: GroupCounts) -> Iterator[tuple[str, ...]]:
        """Yield what a row counts: each move, but two together of which only the sum is known."""
        for name in MOVES:
            if name not in row.together:
                yield (name,)
            elif name == row.together[0]:
                yield row.together

    def tables(self) -> Iterator[EffectsTable]:
        """Yield what is shown by life theme and by goal type, of which there may be none."""
        if self.counted.themes:
            column = self.say("theme")
            yield self._table("theme", column, self.counted.themes, self._theme)
        if self.counted.goal_types:
            column = self._goal_type_question["label"]
            yield self._table("goal_type", column, self.counted.goal_types, self._goal_type)

    def _table(
        self, key: str, column: str, rows: tuple[GroupCounts, ...], name: Callable[[str], str]
    ) -> EffectsTable:
        named = [(self.say("joined") if row.joined else name(row.group), row) for row in rows]
        joined = [name(group) for row in rows for group in row.joined]
        sentence = self.say("joined_are").format(groups=", ".join(joined)) if joined else ""
        return EffectsTable(key, column, self.say(f"{key}s"), tuple(named), sentence)

    def _theme(self, key: str) -> str:
        return self.say("no_theme") if key == NOT_GIVEN else self.look.say(f"themes.{key}")

    def _goal_type(self, key: str) -> str:
        if key == NOT_GIVEN:
            return self.say("no_goal_type")
        return str(self._goal_type_question["choices"].get(key, key))  # own forms may have others

    @property
    def _goal_type_question(self) -> Mapping[str, Any]:
        """The words of the plan's question."""
        question: Mapping[str, Any] = self.look.words["forms"][PLAN]["ask"]["goals.goal_type"]
        return question

    def lead(self) -> str:
        """Return how many goals and people were counted, in a sentence."""
        counted = self.counted
        return self.say("lead").format(goals=counted.total.goals, people=counted.people)

    def alt(self) -> str:
        """Return the picture of all goals in words."""
        total = self.counted.total
        counts = {name: self.count(total.counts[name]) for name in MOVES}
        words = self.say("alt").format(goals=total.goals, **counts)
        if total.together:
            words += f" {self.moves(total.together)}: {total.count(*total.together)}."
        return words

    def too_few(self) -> str:
        """Return that there are too few people to show themes; "" if there are enough, or none."""
        hidden = self.counted.has_themes and not self.counted.themes
        return self.say("no_themes") if hidden else ""

    def how(self) -> Iterator[str]:
        """Yield sentences on how the goals were counted."""
        yield self.say("how")
        yield self.say("how_hidden").format(less=FEWEST - 1)
        rows = (self.counted.total, *self.counted.themes, *self.counted.goal_types)
        if any(row.together for row in rows):
            yield self.say("how_together")

    def dated(self) -> str:
        """Return whose counts these are and of which day; either may be missing."""
        parts = [self.look.name]
        if self.day:
            parts.append(self.say("day").format(day=Date().store(self.day.isoformat())))
        return " · ".join(filter(None, parts))

    def levels(self) -> list[str]:
        """Return the names of the levels: 0, ½–1, 1½–2 …"""
        score = Score()
        names = []
        for scores in LEVELS:
            ends = [score.state_words(score.store(end), self.look.say) for end in scores]
            names.append("–".join(dict.fromkeys((ends[0], ends[-1]))))
        return names
