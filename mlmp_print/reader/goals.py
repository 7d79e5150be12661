"""The goals on a sheet, one by one, of whatever form it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model.arguments import mistyped
from ..model.kinds import Kind
from ..model.paths import flatten, pattern
from ..model.phrases import Phrase
from .sheet import Read

_LIST, _SINGLE = "goals", "goal"  # the keys of a list of goals, and of a form's only one
_TEXT = "text"  # what the words of a goal are called


@dataclass(frozen=True)
class Goal:
    """One goal on a sheet.

    Attributes:
        path: Where it stands: `goals.2`, or `goal` on a sheet with one goal.
        number: Its place in the list, from 1.
        answers: Everything that the sheet says of it, by the keys of its questions: `text`,
            `theme`, `score_now` …
        paths: The path of each of these answers.
    """

    path: str
    number: int
    answers: Mapping[str, Any] = field(repr=False)
    paths: Mapping[str, str] = field(repr=False)


def goals(sheet: Read) -> tuple[Goal, ...]:
    """Return the goals on a sheet that has been read, in their order.

    Goals are the entries of a list that has scores or life themes, or is called `goals`; and the
    answer to a question `goal` that stands in no list.

    Args:
        sheet: What was read. An entry of which nothing is filled in is no goal.

    Raises:
        UsageError: The argument is no `Read`.

    >>> answers = {"goals": [{}, {"text": "bake bread", "score_now": 2}]}
    >>> sheet = mlmp.read(mlmp.fill("visual-plan", answers).pdf, trusted=True)
    >>> [(goal.number, goal.answers) for goal in mlmp.goals(sheet)]
    [(2, {'text': 'bake bread', 'score_now': 2})]
    """
    if not isinstance(sheet, Read):
        raise mistyped("sheet", sheet, Phrase("what read returns"))
    lists = _goal_lists(sheet.kinds)
    entries: dict[tuple[str, int], dict[str, str]] = {}
    values = flatten(sheet.answers)
    for path in values:
        bare, position = pattern(path)
        key, _, question = bare.partition(".")
        if position is not None and key in lists:
            entries.setdefault((key, position), {})[question] = path
    found = [
        _goal(f"{key}.{number}", number, paths, values) for (key, number), paths in entries.items()
    ]
    if has_single_goal(sheet.kinds) and _SINGLE in values:
        found.append(_goal(_SINGLE, 1, {_TEXT: _SINGLE}, values))
    return tuple(found)


def has_goals(kinds: Mapping[str, Kind]) -> bool:
    """Whether a form with these questions asks for goals."""
    return bool(_goal_lists(kinds)) or has_single_goal(kinds)


def has_single_goal(kinds: Mapping[str, Kind]) -> bool:
    """Whether a form with these questions asks for one goal in words."""
    kind = kinds.get(_SINGLE)
    return kind is not None and not kind.states and not kind.is_picture


def about_sheet(kinds: Mapping[str, Kind]) -> Iterator[str]:
    """Yield the paths of the answers that tell one sheet from another: its name, its date.

    These are the answers on one line that stand in no list and in no group.
    """
    for path, kind in kinds.items():
        if "." not in path and path != _SINGLE and kind.one_line:
            yield path


def _goal_lists(kinds: Mapping[str, Kind]) -> frozenset[str]:
    """The keys under which goals stand; only lists among them have entries."""
    keys = set()
    for path, kind in kinds.items():
        key, dot, _ = path.partition(".")
        if dot and (kind.of_goals or key == _LIST):
            keys.add(key)
    return frozenset(keys)


def _goal(path: str, number: int, paths: Mapping[str, str], values: Mapping[str, Any]) -> Goal:
    answers = {key: values[answer_path] for key, answer_path in paths.items()}
    return Goal(path, number, answers, paths)
