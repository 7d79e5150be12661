"""Read what a form definition says of its settings: what needs one, what there is as often as one.

A question with `each = "goals"` is written once. It stands for `goal_1`, `goal_2` … up to the
largest choice of that setting, and as many of them are drawn as are chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..model.kinds import KINDS
from ..model.limits import EACH_MOST, FORM_NUMBER
from ..model.messages import quoted
from ..model.only import EQUAL, LEAST, Only
from ..model.phrases import Phrase
from ..model.toml_table import TomlTable

EACH = "each"
_ONLY = re.compile(r"(?P<name>[^<>=]*)(?P<relation>>=|<=|=)(?P<choice>.*)\Z", re.DOTALL)

Options = Mapping[str, Sequence[int | str]]


def read_only(table: TomlTable, key: str = "only") -> Only | None:
    """Return the setting that a table needs to be drawn; None where it says nothing of one.

    Raises:
        DefinitionError: It is no setting with its choice.

    >>> read_only(TomlTable({"only": "goals>=4"}, "a.toml"))
    Only(setting='goals', choice=4, relation='>=')
    """
    given = table.content.get(key)
    if given in (None, ""):
        return None
    found = _ONLY.match(given) if isinstance(given, str) else None
    if not found:
        raise table.error(Phrase('only must be a setting and its choice, such as "type=yes"'))
    choice, relation = found["choice"], found["relation"]
    is_number = choice.isdecimal() and len(choice) <= len(str(FORM_NUMBER))  # else one too large
    if not is_number and relation != EQUAL:
        raise table.error(Phrase('only must have a number after >= and <=, such as "goals>=4"'))
    return Only(found["name"], int(choice) if is_number else choice, relation)


def spread(table: TomlTable, options: Options) -> TomlTable:
    """Return a table of questions in which those with `each` are written out.

    Args:
        table: The questions, groups and lists.
        options: Setting → choices.

    Raises:
        DefinitionError: There is no such setting of numbers; or a question stands there already.

    >>> answers = {"goal": {"kind": "tick", "each": "goals"}}
    >>> spread(TomlTable(answers, "a.toml", "answers"), {"goals": [2, 1]}).content["goal_1"]
    {'kind': 'tick', 'each': 1, 'only': 'goals>=1'}
    """
    if not isinstance(table.content, dict):
        return table
    written: dict[str, Any] = {}
    for key, entry in table.content.items():
        here = table.at(key)
        if not isinstance(entry, dict):
            written[key] = entry
        elif EACH not in entry:
            written[key] = entry if "kind" in entry else spread(here, options).content
        else:
            for name, one in _written_out(key, here, options):
                if name in table.content:
                    what = Phrase("is there already: {key} makes it", key=quoted(key))
                    raise table.at(name).error(what)
                written[name] = one
    return table.named(table.name, written)


def _written_out(
    key: str, table: TomlTable, options: Options
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield key and table of each question that one with `each` stands for."""
    if "only" in table.content:
        raise table.error(Phrase("only is said by each already: leave it out"))
    name = table.content[EACH]
    numbers = [name for name, choices in options.items() if type(choices[0]) is int]
    table.check_name(Phrase("setting"), name, numbers)
    choices = [int(choice) for choice in options[name]]
    kind = KINDS.get(str(table.content.get("kind")))
    if max(choices) > EACH_MOST or (kind and kind.is_picture):
        what = Phrase("each is for up to {most:,} questions that are no pictures", most=EACH_MOST)
        raise table.error(what)
    rest = {name: value for name, value in table.content.items() if name not in (EACH, "example")}
    examples = table.content.get("example", [])
    if not isinstance(examples, list) or not all(isinstance(one, list) for one in examples):
        raise table.error(Phrase("example must be a list for each number, such as [[true], []]"))
    for number in range(1, max(choices) + 1):
        needed = min(choice for choice in choices if choice >= number)
        one = {**rest, EACH: number, "only": f"{name}{LEAST}{needed}"}
        if number <= len(examples):
            one["example"] = examples[number - 1]
        yield f"{key}_{number}", one
