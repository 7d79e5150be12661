"""The goals of a sheet with their scores at two times: then, what was expected, and now.

Words of a goal are kept only as long as two sheets are compared. Nothing here holds a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.kinds import Kind
from ..reader.sheet import Read

LESS, STAYED, MORE = "less", "stayed", "more"  # help than then; on this scale low is good
THEN, EXPECTED, NOW = "score_then", "score_expected", "score_now"
NOT_GIVEN = ""  # the theme, or the goal type, of a goal without one


@dataclass(frozen=True)
class GoalMove:
    """One goal. A score is None where nobody gave it."""

    theme: str = NOT_GIVEN
    goal_type: str = NOT_GIVEN
    then: float | None = None
    expected: float | None = None
    now: float | None = None
    disagrees: bool = False

    @property
    def move(self) -> str:
        """LESS, STAYED or MORE; "" if a score is missing.

        >>> GoalMove(then=2, now=1.5).move
        'less'
        """
        if self.then is None or self.now is None:
            return ""
        if self.now == self.then:
            return STAYED
        return LESS if self.now < self.then else MORE


def list_of_moves(kinds: Mapping[str, Kind]) -> str:
    """Return the key of the list whose entries have a score then and a score now; "" for none."""
    return _list_with(kinds, THEN, NOW)


def list_of_scores(kinds: Mapping[str, Kind]) -> str:
    """Return the key of the list whose entries have a score now; "" for none."""
    return _list_with(kinds, NOW)


def moves_on(sheet: Read) -> tuple[GoalMove, ...]:
    """Return the goals of a sheet that has both scores, as the status sheet has."""
    goals = _entries(sheet, list_of_moves(sheet.kinds))
    return tuple(_goal(goal, goal.get(THEN), goal.get(EXPECTED)) for goal in goals)


def moves_between(earlier: Read, later: Read) -> tuple[GoalMove, ...]:
    """Return the goals of two sheets of one person; then is the earlier sheet's score now.

    A goal is the same one if it has the same words, or without any the same theme. What was
    expected is what the earlier sheet expects. A goal of one sheet only has one score only.
    """
    before = _by_identity(_entries(earlier, list_of_scores(earlier.kinds)))
    after = _by_identity(_entries(later, list_of_scores(later.kinds)))
    moves: list[GoalMove] = []
    for identity, goals in after.items():
        olds = before.pop(identity, [])
        if len(olds) != len(goals):  # which is which cannot be told
            moves += [_goal(goal, None, None) for goal in goals]
            moves += [_gone(old) for old in olds]
            continue
        for old, goal in zip(olds, goals, strict=True):
            known = {key: old[key] for key in ("theme", "goal_type") if key in old}
            moves.append(_goal({**known, **goal}, old.get(NOW), old.get(EXPECTED)))
    moves += [_gone(old) for olds in before.values() for old in olds]
    return tuple(moves)


Entry = Mapping[str, Any]


def _list_with(kinds: Mapping[str, Kind], *keys: str) -> str:
    scores = {path for path, kind in kinds.items() if kind.of_goals}
    lists = [path.rpartition(".")[0] for path in scores if path.endswith(f".{NOW}")]
    return next((name for name in lists if {f"{name}.{key}" for key in keys} <= scores), "")


def _entries(sheet: Read, key: str) -> Sequence[Entry]:
    """The entries of a list in which anything is filled in."""
    return [entry for entry in sheet.answers.get(key, ()) if entry]


def _goal(entry: Entry, then: float | None, expected: float | None) -> GoalMove:
    return GoalMove(
        theme=entry.get("theme", NOT_GIVEN),
        goal_type=entry.get("goal_type", NOT_GIVEN),
        then=then,
        expected=expected,
        now=entry.get(NOW),
        disagrees=entry.get("disagrees", False),
    )


def _gone(entry: Entry) -> GoalMove:
    """The move of a goal that the later sheet does not have."""
    return _goal({**entry, NOW: None}, entry.get(NOW), entry.get(EXPECTED))


def _by_identity(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The entries by what tells one goal from another."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        words = " ".join(entry.get("text", "").split()).casefold()
        found.setdefault(words or f"\0{entry.get('theme', NOT_GIVEN)}", []).append(entry)
    return found
