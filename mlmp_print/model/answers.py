"""Answers in: strict JSON, and the check against a form. Every fault of a file is found at once, and none shows a value."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from .errors import AnswersError, InvalidValue
from .form import Field, Form, Group, Listing, Question
from .kinds import Kind, json_type
from .limits import JSON_BYTES
from .messages import Message, Where, did_you_mean, quoted
from .paths import join, unflatten

_JOINERS = {"\u00ad", "\u200c", "\u200d"}  # soft hyphen and joiners: how words are written
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_PATH = re.compile(r"[a-z][a-z0-9_]{0,39}(\.([a-z][a-z0-9_]{0,39}|[1-9][0-9]?))*\Z")


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys written twice (Python's json keeps the last in silence)."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) != len(pairs):
        found.twice = tuple(
            sorted(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        )
    return found


def parse(data: bytes, where: str = "answers") -> Any:
    """The JSON value in `data` (UTF-8, with or without BOM, or UTF-16 with BOM). Raises AnswersError."""
    if len(data) > JSON_BYTES:
        raise AnswersError(
            [
                Message(
                    Where(file=where),
                    f"is more than {JSON_BYTES:,} bytes; no more is read",
                    "Give one person's answers in one file",
                )
            ]
        )
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        todo = _what_it_is(data[:1024].decode("latin-1"), "Save the file again as UTF-8")
        raise AnswersError(
            [Message(Where(file=where), f"is not UTF-8 (byte {error.start + 1})", todo)]
        ) from None
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise AnswersError(
            [
                Message(
                    Where(file=where),
                    f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})",
                    _what_it_is(text),
                )
            ]
        ) from None
    except RecursionError:
        raise AnswersError(
            [
                Message(
                    Where(file=where), "is nested too deep", "Answers are at most three levels deep"
                )
            ]
        ) from None
    except ValueError:
        raise AnswersError(
            [
                Message(
                    Where(file=where),
                    "holds a number of thousands of digits",
                    "Scores are numbers from 0 to 4",
                )
            ]
        ) from None


def _what_it_is(
    text: str, otherwise: str = "See “mlmp-print schema FORM --example” for how it should look"
) -> str:
    start = text.lstrip()[:5].lower()
    if not start:
        return "The file is empty"
    if start.startswith("%pdf"):
        return "This is a PDF: read its answers with “mlmp-print read”"
    if start.startswith("<"):
        return "This is a web page or XML"
    return otherwise


def check(form: Form, answers: Any, where: str = "answers") -> dict[str, Any]:
    """Path → checked value of every answer that is not empty, in the form's order.

    Raises AnswersError with all the faults found: unknown keys, wrong types, values that their kind refuses.
    """
    values, faults = examine(form, answers, where)
    if faults:
        raise AnswersError(faults)
    return values


def examine(
    form: Form, answers: Any, where: str = "answers"
) -> tuple[dict[str, Any], list[Message]]:
    """As `check`, but the faults come beside the values that have none."""
    checked = _Checker(where)
    checked.members(form.questions, answers, "")
    return checked.values, checked.faults


def canonical(form: Form, answers: Any) -> dict[str, Any]:
    """The answers in the one form that `read` gives back: nothing empty, no trailing empty entries. Raises AnswersError."""
    return unflatten(check(form, answers))


class _Checker:
    """Walks the questions (not the input, so its depth is the form's) and collects values and faults."""

    def __init__(self, whole: str) -> None:
        self.whole = whole  # what to call the answers as a whole
        self.values: dict[str, Any] = {}
        self.faults: list[Message] = []

    def fault(self, path: str, what: str, remedy: str = "") -> None:
        self.faults.append(Message(Where(path=path or self.whole), what, remedy))

    def members(self, questions: Sequence[Question], given: Any, path: str) -> None:
        if given is None:
            return
        if not isinstance(given, Mapping):
            self.fault(path, f"must be an object, not {json_type(given)}", "Write { … }")
            return
        asked = [question for question in questions if question.key in given]
        if len(asked) != len(given) or isinstance(given, _Object):
            self.strangers(given, [question.key for question in questions], path)
        prefix = f"{path}." if path else ""
        for question in asked:
            value = given[question.key]
            if value is None:
                continue
            if isinstance(question, Field):
                self.value(question.kind, value, prefix + question.key)
            else:
                self.more(question, value, prefix + question.key)

    def strangers(self, given: Mapping[str, Any], known: Sequence[str], path: str) -> None:
        for number, key in enumerate(given, 1):
            if key not in known:
                self.fault(
                    join(path, _shown(key, number, known)),
                    "is no question of this form",
                    did_you_mean(str(key), known),
                )
        keys = list(given)
        for key in getattr(given, "twice", ()):
            self.fault(
                join(path, _shown(key, keys.index(key) + 1, known)), "is there twice", "Keep one"
            )

    def more(self, question: Group | Listing, given: Any, path: str) -> None:
        if isinstance(question, Group):
            self.members(question.members, given, path)
        elif not isinstance(given, list | tuple):
            self.fault(path, f"must be a list, not {json_type(given)}", "Write [ … ]")
        elif len(given) > question.most:
            self.faults.append(too_many(question, f"has {len(given)} entries"))
        else:
            for number, entry in enumerate(given, 1):
                self.members(question.members, entry, f"{path}.{number}")

    def value(self, kind: Kind, given: Any, path: str) -> None:
        try:
            value = kind.check(given)
        except InvalidValue as reject:
            self.faults.append(reject.at(Where(path=path)))
        else:
            if value is not None:
                self.values[path] = value


def unseen(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Path and what to say of the texts that hold what nobody sees: it is kept, but two that look alike are not the same."""
    for path, value in values.items():
        if not isinstance(value, str) or value.isascii():
            continue
        if not value.isprintable() and (
            hidden := sorted(
                {letter for letter in value if unicodedata.category(letter) == "Cf"} - _JOINERS
            )
        ):
            codes = ", ".join(f"U+{ord(letter):04X}" for letter in hidden[:5]) + (
                " …" if len(hidden) > 5 else ""
            )
            yield (
                path,
                f"holds what cannot be seen, and may turn the direction of writing ({codes}); kept as it is",
            )
        if not unicodedata.is_normalized("NFC", value):
            yield (
                path,
                "holds letters whose accents are written apart from them (not NFC); kept as it is",
            )


def too_many(listing: Listing, what: str) -> Message:
    """A list is longer than its form may make it; `what` says by how much."""
    return Message(
        Where(path=listing.key),
        f"{what}; at most {listing.most} go on the form",
        "Make a second plan for the rest",
    )


def plain(path: str) -> bool:
    """Whether a path is written as ours are, so that a message may show it: see `_shown`."""
    return bool(_PATH.match(path))


def _shown(key: object, number: int, known: Iterable[str]) -> str:
    """A key as a message names it: as it is if it is written as keys are, or is nearly one that is known; else by its place.

    Where people are given by their names or numbers, {"Peter Hansen": …}, the key itself is about somebody.
    """
    word = str(key)
    if _KEY.match(word) or (len(word) <= 40 and get_close_matches(word, known, n=1, cutoff=0.6)):
        return quoted(word)
    return f"key {number}"


def counts_needed(form: Form, paths: Iterable[str]) -> dict[str, int]:
    """List key → how many entries the answers at `paths` need, where that is more than the form has room for."""
    needed: dict[str, int] = {}
    lists, there = form.lists, form.paths
    for path in paths:
        if path in there:
            continue
        key, _, rest = path.partition(".")
        listing = lists.get(key)
        if listing:
            position = int(rest.partition(".")[0])
            if position > max(listing.count, needed.get(key, 0)):
                needed[key] = position
    return needed
