"""JSON ⇄ dotted paths: `goals.1.score_now` is `answers["goals"][0]["score_now"]`, and the PDF field's full name.

Positions in a list are counted from 1 in a path, as people count them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

_NUMBER = re.compile(r"[1-9][0-9]{0,5}\Z")


def join(*parts: str | int) -> str:
    """A path from its parts; empty parts are left out."""
    return ".".join(str(part) for part in parts if part != "")


def pattern(path: str) -> tuple[str, int | None]:
    """A path without its list position, and that position: `goals.2.text` → (`goals.text`, 2)."""
    position = None
    kept = []
    for part in path.split("."):
        if _NUMBER.match(part):
            position = int(part)
        else:
            kept.append(part)
    return ".".join(kept), position


def entries(paths: Iterable[str]) -> int:
    """How many entries the lists have in which `paths` stand, those between and before them among them; no list stands in another."""
    highest: dict[str, int] = {}
    for path in paths:
        bare, position = pattern(path)
        key = bare.partition(".")[0]
        highest[key] = max(position or 0, highest.get(key, 0))
    return sum(highest.values())


def order(patterns: Iterable[str]) -> Callable[[str], tuple[int, int, int]]:
    """What to sort paths by so that they stand as the questions do: those of an entry of a list together, unknown ones last."""
    rank = {bare: number for number, bare in enumerate(patterns)}
    first: dict[str, int] = {}  # of the questions under one key
    for bare, number in rank.items():
        first.setdefault(bare.partition(".")[0], number)

    def place(path: str) -> tuple[int, int, int]:
        bare, position = pattern(path)
        return (
            first.get(bare.partition(".")[0], len(rank)),
            position or 0,
            rank.get(bare, len(rank)),
        )

    return place


def unflatten(values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that hold `values` (path → value).

    A list keeps its positions, an empty entry between two filled ones is `{}`, and there are no trailing empty
    entries, because only filled paths come in.
    """
    root: dict[str, Any] = {}
    for path, value in values.items():
        parts = path.split(".")
        node: Any = root
        for part, following in zip(parts, [*parts[1:], ""], strict=True):
            fresh: Any = value if following == "" else [] if _NUMBER.match(following) else {}
            if isinstance(node, list):
                position = int(part)
                node.extend({} for _ in range(position - len(node)))
                if following == "" or not node[position - 1]:
                    node[position - 1] = fresh
                node = node[position - 1]
            else:
                node = node.setdefault(part, fresh)
    return root


def path_letters(answers: Any, most: int) -> int:
    """How many letters `flatten` would write in all, as far as they are not more than `most`: a long key stands in every path below it."""
    letters = 0
    todo: list[tuple[int, Any]] = [(0, answers)]
    while todo and letters <= most:
        above, node = todo.pop()
        letters += above
        if isinstance(node, Mapping):
            todo += [(above + 1 + len(key), member) for key, member in node.items()]
        elif isinstance(node, list | tuple):
            todo += [(above + 1 + len(str(len(node))), member) for member in node]
    return letters


def flatten(answers: Any) -> dict[str, Any]:
    """Path → value: what `unflatten` makes whole again. Empty objects and lists have none."""
    values: dict[str, Any] = {}
    todo: list[tuple[str, Any]] = [("", answers)]
    while todo:
        path, node = todo.pop()
        if isinstance(node, Mapping):
            todo += [(join(path, key), member) for key, member in reversed(list(node.items()))]
        elif isinstance(node, list | tuple):
            todo += [(join(path, number), node[number - 1]) for number in range(len(node), 0, -1)]
        else:
            values[path] = node
    return values
