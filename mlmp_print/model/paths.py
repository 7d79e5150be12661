"""Paths: what an answer is called, in JSON, in messages and as a PDF field.

The path `goals.1.score_now` is `answers["goals"][0]["score_now"]`, and the full name of the PDF
field with that answer. A path counts the entries of a list from 1, as people count them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

# The grammar of keys and paths; nobody else writes it down. Keys of choices and of themes are
# names of appearance states in the PDF, and a name there has at most 127 bytes (ISO 32000-1,
# Annex C; ISO 19005-3 requires it). A list has at most limits.FORM_NUMBER entries, so that a
# position has four digits; a longer number in a name is no position but may be about a person.
_KEY = "[a-z][a-z0-9_]{0,126}"
_POSITION = "[1-9][0-9]{0,3}"
KEY = re.compile(rf"{_KEY}\Z")
POSITION = re.compile(rf"{_POSITION}\Z")
PATH = re.compile(rf"{_KEY}(\.({_KEY}|{_POSITION}))*\Z")


def join(*parts: str | int) -> str:
    """Join parts to a path; empty parts are left out.

    >>> join("", "goals", 1, "text")
    'goals.1.text'
    """
    return ".".join(str(part) for part in parts if part != "")


def pattern(path: str) -> tuple[str, int | None]:
    """Split a path into the path without its list position, and that position.

    >>> pattern("goals.2.text")
    ('goals.text', 2)
    >>> pattern("name")
    ('name', None)
    """
    position = None
    keys = []
    for part in path.split("."):
        if part.isdigit() and POSITION.match(part):
            position = int(part)
        else:
            keys.append(part)
    return ".".join(keys), position


def without_positions(path: str) -> str:
    """Return a path as all entries of a list share it.

    >>> without_positions("goals.2.text")
    'goals.text'
    """
    return pattern(path)[0]


def entries(paths: Iterable[str]) -> int:
    """Count the entries of all lists that hold `paths`, empty entries before them included.

    >>> entries(["name", "goals.1.text", "goals.3.text"])
    3
    """
    highest: dict[str, int] = {}  # list → its last position; no list stands within another
    for path in paths:
        bare, position = pattern(path)
        key = bare.partition(".")[0]
        highest[key] = max(position or 0, highest.get(key, 0))
    return sum(highest.values())


def order(patterns: Iterable[str]) -> Callable[[str], tuple[int, int, int]]:
    """Return a sort key that puts paths in the order of the form's questions.

    Args:
        patterns: Of all questions, in the order of the form.

    The answers of one list entry stay together. Unknown paths come last.

    >>> key = order(["name", "goals.text", "goals.theme"])
    >>> sorted(["goals.2.text", "goals.1.theme", "goals.1.text", "name"], key=key)
    ['name', 'goals.1.text', 'goals.1.theme', 'goals.2.text']
    """
    rank = {bare: number for number, bare in enumerate(patterns)}
    first_rank: dict[str, int] = {}  # of the questions under one key
    for bare, number in rank.items():
        first_rank.setdefault(bare.partition(".")[0], number)
    last = len(rank)

    def sort_key(path: str) -> tuple[int, int, int]:
        bare, position = pattern(path)
        key = bare.partition(".")[0]
        return first_rank.get(key, last), position or 0, rank.get(bare, last)

    return sort_key


def unflatten(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that hold `values` (path → value).

    List entries keep their positions: an empty entry between two others is `{}`. There are no
    empty entries at the end of a list, because only paths with a value come in.

    >>> unflatten({"name": "Peter", "goals.2.text": "Wash my clothes"})
    {'name': 'Peter', 'goals': [{}, {'text': 'Wash my clothes'}]}
    """
    root: dict[str, Any] = {}
    for path, value in values.items():
        parts = path.split(".")
        node: Any = root
        for part, following in zip(parts, [*parts[1:], ""], strict=True):
            container: Any = [] if POSITION.match(following) else {}
            child = value if following == "" else container
            if isinstance(node, list):
                position = int(part)
                node.extend({} for _ in range(position - len(node)))
                if following == "" or not node[position - 1]:
                    node[position - 1] = child
                node = node[position - 1]
            else:
                node = node.setdefault(part, child)
    return root


def path_letters(answers: Any, most: int) -> int:
    """Count the letters of all paths that `flatten` would write, but stop above `most`.

    A long key stands in the path of everything below it. So a small file can have paths that fill
    the memory; callers count before they flatten.
    """
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
    """Return path → value for every value in the answers: the reverse of `unflatten`.

    Empty objects and lists have no value, so they have no path.

    >>> flatten({"name": "Peter", "goals": [{}, {"text": "Wash my clothes"}]})
    {'name': 'Peter', 'goals.2.text': 'Wash my clothes'}
    """
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
