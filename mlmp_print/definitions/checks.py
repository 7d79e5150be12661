"""Proofs of a definition: what would draw a sheet wrongly, or not at all, is named before it is drawn.

Each proof yields faults as where it is and what; the first one is enough to stop.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any

from ..look.assets import icons, languages
from ..look.colors import COLORS
from ..model.errors import InvalidValue
from ..model.kinds import Kind
from ..model.limits import FORM_NUMBER
from ..model.messages import did_you_mean, quoted
from ..text import fonts

Faults = Iterator[tuple[str, str]]

_CODE = re.compile(r"[A-Z0-9]{1,8}\Z")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")
_ASK = {
    "label": str,
    "hint": str,
    "question": str,
    "column": str,
    "item": str,
    "example": (str, list),
    "choices": dict,
}
TAGS = ("H1", "H2", "H3", "H4")


def head(table: Mapping[str, Any]) -> Faults:
    """The first lines of a definition."""
    if not isinstance(table["code"], str) or not _CODE.match(table["code"]):
        yield (
            "code",
            "must be one to eight capital letters A–Z and digits in quotation marks, such as “WEEK”: it goes into the codes that a scan is read by",
        )
    if type(table["version"]) is not int or not 1 <= table["version"] <= 999:
        yield "version", "must be a whole number from 1 on, without quotation marks"
    if type(table["released"]) is not date:
        yield "released", "must be a date without quotation marks, such as 2026-11-22"
    if type(table.get("order", 1)) is not int:
        yield "order", "must be a whole number"


def settings(options: Any) -> Faults:
    """What may be chosen of a form."""
    if not isinstance(options, dict):
        yield "set", "must be a table of settings, such as goals_per_page = [3, 1]"
        return
    for name, choices in options.items():
        if (
            not isinstance(choices, list)
            or not choices
            or {type(choice) for choice in choices} not in ({int}, {str})
        ):
            yield (
                f"set.{name}",
                'must be a list of numbers or of words, the usual one first, such as [3, 1] or ["discs", "words"]',
            )
        elif any(isinstance(choice, int) and not 0 <= choice <= FORM_NUMBER for choice in choices):
            yield f"set.{name}", f"must be numbers from 0 to {FORM_NUMBER:,}"


def per(given: Any, options: Mapping[str, Sequence[int | str]]) -> str:
    """What is wrong with a page's `per`, or nothing: a number, or an option of numbers."""
    if isinstance(given, str):
        good = all(isinstance(choice, int) and choice > 0 for choice in options.get(given, [""]))
        return (
            ""
            if good
            else f"per: there is no setting of numbers {quoted(given)}. {did_you_mean(given, options)}"
        )
    return (
        ""
        if type(given) is int and 0 <= given <= FORM_NUMBER
        else f"per must be a number up to {FORM_NUMBER:,}, or the name of a setting"
    )


def key(name: str) -> str:
    """What is wrong with a question's key, or nothing: it becomes the name of a PDF field."""
    return (
        ""
        if _KEY.match(name)
        else f"{quoted(name)} is no key: use small letters a–z, digits and _, and begin with a letter"
    )


def value(name: str, given: Any, wanted: str, themes: Sequence[str]) -> str:
    """What is wrong with the value of a block's or kind's key, or nothing. `wanted`: its annotation."""
    kinds = {"str": str, "int": int, "bool": bool, "Mapping": dict, "tuple": list}
    said = {
        "str": "a text in quotation marks",
        "int": "a whole number",
        "bool": "true or false",
        "Mapping": "a table",
        "tuple": "a list in [ ]",
    }
    kind = wanted.partition("[")[0]
    if kind == "float" and (type(given) not in (int, float) or not isfinite(given)):
        return f"{name} must be a number"
    if kind in kinds and type(given) is not kinds[kind]:
        return f"{name} must be {said[kind]}"
    if kind in ("int", "float") and abs(given) > FORM_NUMBER:
        return f"{name} must be at most {FORM_NUMBER:,}"
    known = {
        "icon": ["", *icons()],
        "tag": TAGS,
        "color": [*COLORS, *(f"theme.{theme}" for theme in themes)],
    }.get(name, [given])
    return (
        ""
        if given in known
        else f"there is no {name} {quoted(given)}. {did_you_mean(str(given), known)}"
    )


def box(sides: Sequence[Any], landscape: bool) -> str:
    """What is wrong with a block's box, or nothing."""
    wide, high = (297, 210) if landscape else (210, 297)
    if (
        not isinstance(sides, list)
        or len(sides) != 4
        or not all(type(side) in (int, float) and isfinite(side) for side in sides)
    ):
        return "box must be [x, y, width, height] in mm"
    x, y, w, h = sides
    if w <= 0 or h <= 0 or x < 0 or y < 0 or x + w > wide or y + h > high:
        return f"box [x, y, width, height] must lie on the page, which is {wide} × {high} mm"
    return ""


def words(given: Any, asked: Mapping[str, tuple[Kind, bool]], lists: Sequence[str]) -> Faults:
    """The words that a form brings itself, language by language. `asked`: question → its kind, and whether it stands in a list."""
    if not isinstance(given, dict):
        yield "words", "must be tables, one for each language, such as [words.da]"
        return
    for lang, table in given.items():
        where = f"[words.{lang}]"
        if lang not in languages():
            yield where, f"there is no language {quoted(lang)}. {did_you_mean(lang, languages())}"
        yield from _table(
            where, table, ("title", "sheet", "about", "words", "ask"), ("title", "sheet", "ask")
        )
        yield from _texts(
            where, {name: table[name] for name in ("title", "sheet", "about") if name in table}
        )
        yield from _texts(f"[words.{lang}.words]", table.get("words", {}))
        yield from _asks(f"[words.{lang}.ask]", table["ask"], asked, lists)


def _table(where: str, table: Any, known: Sequence[str], required: Sequence[str]) -> Faults:
    if not isinstance(table, dict):
        yield where, "must be a table of keys"
        return
    for name in table:
        if name not in known:
            yield where, f"has no key {quoted(name)}. {did_you_mean(name, known)}"
    for name in required:
        if name not in table:
            yield where, f"lacks the key {quoted(name)}"


def _texts(where: str, table: Any) -> Faults:
    """Words that are printed must be texts, with letters that our typeface has."""
    yield from _table(where, table, list(table), ())
    for name, said in table.items():
        if not isinstance(said, str) or not said.strip():
            yield where, f"{name} must be words in quotation marks"
        elif lacking := [
            letter for letter in said if letter not in fonts.face("bold").glyph and letter != "\n"
        ]:
            yield (
                where,
                f"{name} has a letter that our typeface lacks: {quoted(lacking[0])} (U+{ord(lacking[0]):04X})",
            )


def _asks(
    where: str, table: Any, asked: Mapping[str, tuple[Kind, bool]], lists: Sequence[str]
) -> Faults:
    yield from _table(where, table, [*asked, *lists], [*asked, *lists])
    for pattern, entry in table.items():
        here = f"{where} {pattern}"
        if not isinstance(entry, dict):
            yield here, 'must be a table, such as { label = "Name" }'
        yield from _table(here, entry, list(_ASK), ["item"] if pattern in lists else ["label"])
        for name, said in entry.items():
            if not isinstance(said, _ASK[name]):  # type: ignore[arg-type]
                yield (
                    here,
                    f"{name} must be {'a table' if _ASK[name] is dict else 'words in quotation marks'}",
                )
        yield from _texts(
            here,
            {
                name: entry[name]
                for name in ("label", "hint")
                if name in entry and (name == "label" or entry[name])
            },
        )
        yield from _placed(here, entry, in_list=pattern in lists or asked[pattern][1])
        if pattern in asked:
            yield from _chosen(here, entry, asked[pattern][0])
            yield from _examples(here, entry.get("example", []), asked[pattern][0])


def _placed(where: str, entry: Mapping[str, Any], *, in_list: bool) -> Faults:
    """Only `{n}`, the position in a list, may stand in braces."""
    for name in ("label", "question", "item"):
        try:
            found = {
                part
                for _, part, _, _ in string.Formatter().parse(entry.get(name, ""))
                if part is not None
            }
        except ValueError:
            found = {"{"}
        if found - ({"n"} if in_list else set()):
            yield where, f"{name} has braces; only {{n}} may stand in them, the position in a list"


def _examples(where: str, given: str | list[Any], kind: Kind) -> Faults:
    """An example is an answer."""
    for example in [given] if isinstance(given, str) else given:
        try:
            kind.check(example)
        except InvalidValue as reject:
            yield where, f"example {reject.what}"


def _chosen(where: str, entry: Mapping[str, Any], kind: Kind) -> Faults:
    """The words of a choice name its keys, each once."""
    if kind.name == "choice":
        yield from _table(where, entry, list(_ASK), ["choices"])
        yield from _table(f"{where} choices", entry["choices"], kind.states, kind.states)
        yield from _texts(f"{where} choices", entry["choices"])
