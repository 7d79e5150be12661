"""Read the questions of a form definition."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..model.descriptions import with_descriptions
from ..model.due_dates import Due
from ..model.errors import InvalidValue
from ..model.form import Field, Group, Listing, Question
from ..model.kinds import KINDS
from ..model.limits import FORM_NUMBER
from ..model.messages import quoted
from ..model.only import EQUAL
from ..model.paths import KEY
from ..model.phrases import Phrase, PhraseTemplate
from ..model.toml_table import TomlTable, raise_first
from .settings import read_only
from .values import required_fields, value_faults

_EACH_THEME = "themes"  # the `list` that has one entry for every life theme
_FIELD_KEYS = (
    "kind",
    "example",
    "from",
    "only",
    "due",
    "each",
)  # of every kind, beside its own options


def read_questions(table: TomlTable, themes: Sequence[str]) -> tuple[Question, ...]:
    """Return the questions of a table, in its order.

    Args:
        themes: The keys of the look's life themes.

    Raises:
        DefinitionError: A key, kind or option is wrong.

    >>> read_questions(TomlTable({"name": {"kind": "text"}}, "a.toml", "answers"), ["health"])[0]
    Field(key='name', kind=Text(line=False), example=(), sources=None, only=None, due=None, each=0)
    """
    if not isinstance(table.content, dict):
        raise table.error(Phrase("must be a table of questions"))
    for key in table.content:
        if not KEY.match(key):
            what = PhraseTemplate(
                "{key} is no key: use small letters a–z, digits and _, and begin with a letter"
            )
            raise table.error(what.phrase(key=quoted(key)))
    questions = with_descriptions([_question(key, table.at(key), themes) for key in table.content])
    counts = Counter(question.key for question in questions)
    for question in questions:
        if counts[question.key] > 1 or not KEY.match(question.key):
            raise table.error(_no_description(question.key))
    return questions


def _no_description(key: str) -> Phrase:
    return Phrase(
        "{key} is what the description of a picture beside it is called: "
        "give that picture or this question another key",
        key=quoted(key),
    )


def _question(key: str, table: TomlTable, themes: Sequence[str]) -> Question:
    if not isinstance(table.content, dict):
        raise table.error(Phrase('must be a table, such as { kind = "text" }'))
    if "kind" in table.content:
        return _field(key, table, themes)
    if "list" in table.content:
        return _listing(key, table, themes)
    return Group(key, read_questions(table, themes))


def _listing(key: str, table: TomlTable, themes: Sequence[str]) -> Listing:
    room = table.at("list")
    if room.content == _EACH_THEME:
        numbers = dict.fromkeys(("count", "most", "least"), len(themes))
    else:
        room.check_keys(("count", "most", "least"), required=("count", "most"))
        numbers = {"least": 1, **room.content}
    if (
        not all(type(number) is int for number in numbers.values())  # nor True
        or not 0 <= numbers["least"] <= numbers["count"] <= numbers["most"]
    ):
        raise room.error(
            Phrase(
                "least, count and most must be numbers, each at least as large as the one before"
            )
        )
    if numbers["most"] > FORM_NUMBER:
        raise room.error(Phrase("most must be at most {most:,}", most=FORM_NUMBER))
    members = {name: member for name, member in table.content.items() if name != "list"}
    return Listing(key, read_questions(table.named(table.name, members), themes), **numbers)


def _field(key: str, table: TomlTable, themes: Sequence[str]) -> Field:
    entry = table.content
    kinds = [name for name, kind in KINDS.items() if not kind.implied]
    table.check_name(Phrase("kind"), entry["kind"], kinds)
    kind_class = KINDS[entry["kind"]]
    allowed = kind_class.options()
    required = [name for name in required_fields(kind_class) if name in allowed]
    table.check_keys([*allowed, *_FIELD_KEYS], required)
    raise_first(value_faults(table, kind_class, themes))
    options = {name: value for name, value in entry.items() if name in allowed}
    try:
        kind = kind_class.define(options, themes)
    except InvalidValue as reject:
        raise table.error(reject.what, reject.remedy) from None
    example = entry.get("example", [])
    series = example if isinstance(example, list) else [example]
    sources = _sources(table, entry.get("from"))
    examples = tuple(kind.fit_example(value, index) for index, value in enumerate(series))
    only = read_only(table)
    due = _due(table, entry.get("due"))
    return Field(key, kind, examples, sources, only, due, entry.get("each", 0))


def _sources(table: TomlTable, given: Any) -> tuple[str, ...] | None:
    """Return the questions of an older sheet that an answer may start from; None if not said."""
    if given is None:
        return None
    listed = [given] if isinstance(given, str) else given
    if not isinstance(listed, list) or not all(isinstance(source, str) for source in listed):
        raise table.error(
            Phrase(
                "from must be the path of a question of the older sheet,"
                ' such as "goals.score_now", or a list of several, or "" for none'
            )
        )
    return tuple(source for source in listed if source)


def _due(table: TomlTable, given: Any) -> Due | None:
    """Return how a date is worked out from another one; None if it is not."""
    if given is None:
        return None
    keys = [field.name for field in dataclasses.fields(Due)]
    due = table.at("due")
    due.check_keys(keys, required=keys)
    days = given["days"]
    when = read_only(due, "when")
    if type(days) is not int or abs(days) > FORM_NUMBER or not when or when.relation != EQUAL:
        raise due.error(
            Phrase(
                "must be another date, days up to {most:,}, and a setting, such as"
                ' {{ of = "dates.meeting", days = -84, when = "dates=from_meeting" }}',
                most=FORM_NUMBER,
            )
        )
    return Due(str(given["of"]), days, when)
