"""Answers in: strict JSON, and the check against a form.

All faults of a file are reported at once. None shows a value: answers are private.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from .errors import AnswersError, InvalidValue
from .form import Field, Form, Group, Listing, Question
from .kinds import Kind, codes, json_type
from .limits import JSON_BYTES
from .messages import NOTHING, Message, Where, did_you_mean, note, quoted
from .names import StateNames
from .paths import KEY, PATH, unflatten
from .phrases import Phrase

ANSWERS = Phrase("answers")  # what messages call the answers as a whole

_JOINERS = {"\u00ad", "\u200c", "\u200d"}  # soft hyphen and joiners: how words are written
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_KEY_SHOWN = 40  # letters of a key that is not written as ours are

NamesAt = Callable[[str], StateNames]  # path → the names of the answers to choose from there


class _Object(dict[str, Any]):
    """A JSON object that remembers its repeated keys; json.loads keeps the last in silence."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    members = _Object(pairs)
    if len(members) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        members.twice = tuple(sorted(key for key, count in counts.items() if count > 1))
    return members


def repeated(members: Any) -> tuple[str, ...]:
    """Return the keys that an object of `parse` had several times."""
    return tuple(getattr(members, "twice", ()))


def parse(data: bytes, where: str = ANSWERS) -> Any:
    """Return the JSON value in `data`: UTF-8 with or without BOM, or UTF-16 with BOM.

    Args:
        where: What messages call the data.

    Raises:
        AnswersError: It is too large, or no JSON.

    >>> parse(b'{"name": "Peter"}')
    {'name': 'Peter'}
    """
    if len(data) > JSON_BYTES:
        what = Phrase("is more than {most:,} bytes; no more is read", most=JSON_BYTES)
        raise _unreadable(where, what, Phrase("Give one person's answers in one file"))
    try:
        text = data.decode("utf-16" if data[:2] in _UTF_16_MARKS else "utf-8-sig")
    except UnicodeDecodeError as error:
        what = Phrase("is not UTF-8 (byte {number})", number=error.start + 1)
        other = _other_file(data[:1024].decode("latin-1"))
        no_utf8 = Phrase("Save the file again as UTF-8"), ""
        raise _unreadable(where, what, *other or no_utf8) from None
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        what = Phrase(
            "is not JSON: it goes wrong at line {line}, column {column}",
            line=error.lineno,
            column=error.colno,
        )
        no_json = Phrase("The schema of the form says how answers look"), "no-json"
        raise _unreadable(where, what, *_other_file(text) or no_json) from None
    except RecursionError:
        remedy = Phrase("Answers are at most three levels deep")
        raise _unreadable(where, Phrase("is nested too deep"), remedy) from None
    except ValueError:  # Python converts no more than 4,300 digits
        what = Phrase("holds a number of thousands of digits")
        raise _unreadable(where, what, Phrase("Scores are numbers from 0 to 4")) from None


def _unreadable(where: str, what: Phrase, remedy: Phrase, code: str = "") -> AnswersError:
    return AnswersError([Message(Where(file=where), what, remedy, code=code)])


def _other_file(text: str) -> tuple[Phrase, str] | None:
    """What a file that is not JSON is, by its first letters: a remedy, and perhaps its code."""
    start = text.lstrip()[:5].lower()
    if not start:
        return Phrase("The file is empty"), ""
    if start.startswith("%pdf"):
        return Phrase("This is a PDF"), "is-pdf"
    if start.startswith("<"):
        return Phrase("This is a web page or XML"), ""
    return None


def check(form: Form, answers: Any, where: str = ANSWERS) -> dict[str, Any]:
    """Return path → checked value of every answer that is not empty, in the form's order.

    Args:
        where: What messages call the answers as a whole.

    Raises:
        AnswersError: With all faults: unknown keys, wrong types, values that their kind refuses.
    """
    values, faults = examine(form, answers, where)
    if faults:
        raise AnswersError(faults)
    return values


def no_names(_path: str) -> StateNames:
    """Return no names, where only the keys are known."""
    return StateNames()


def examine(
    form: Form, answers: Any, where: str = "answers", names: NamesAt = no_names
) -> tuple[dict[str, Any], list[Message]]:
    """Check answers as `check` does, but return the faults beside the good values.

    Args:
        names: Gives the names that stand beside keys in a remedy.
    """
    checker = _Checker(where, names)
    checker.check_members(form.questions, answers, "")
    return checker.values, checker.faults


def canonical(form: Form, answers: Any) -> dict[str, Any]:
    """Return the answers as `read` gives them back: nothing empty, no empty entries at list ends.

    Raises:
        AnswersError: As `check` does.
    """
    return unflatten(check(form, answers))


class _Checker:
    """Walks the questions, not the input, so that its depth is the form's; collects as it goes."""

    def __init__(self, whole: str, names: NamesAt) -> None:
        self.whole = whole  # what messages call the answers as a whole
        self.names = names
        self.values: dict[str, Any] = {}
        self.faults: list[Message] = []

    def add_fault(self, path: str, what: Phrase, remedy: Phrase = NOTHING) -> None:
        self.faults.append(Message(Where(path=path or self.whole), what, remedy))

    def check_members(self, questions: Sequence[Question], members: Any, path: str) -> None:
        if members is None:
            return
        if not isinstance(members, Mapping):
            what = Phrase("must be an object, not {type}", type=json_type(members))
            self.add_fault(path, what, Phrase("Write { … }"))
            return
        answered = [question for question in questions if question.key in members]
        if len(answered) != len(members) or isinstance(members, _Object):
            self.check_keys(members, [question.key for question in questions], path)
        prefix = f"{path}." if path else ""
        for question in answered:
            value = members[question.key]
            if value is None:
                continue
            if isinstance(question, Field):
                self.check_value(question.kind, value, prefix + question.key)
            elif isinstance(question, Group):
                self.check_members(question.members, value, prefix + question.key)
            else:
                self.check_list(question, value, prefix + question.key)

    def check_keys(self, members: Mapping[str, Any], known: Sequence[str], path: str) -> None:
        numbers = {key: number for number, key in enumerate(members, 1)}
        for key, number in numbers.items():
            if key not in known:
                place = _place(path, _shown_key(key, number, known))
                what = Phrase("is no question of this form")
                self.add_fault(place, what, did_you_mean(str(key), known))
        for key in repeated(members):
            place = _place(path, _shown_key(key, numbers[key], known))
            self.add_fault(place, Phrase("is there twice"), Phrase("Keep one"))

    def check_list(self, listing: Listing, entries: Any, path: str) -> None:
        if not isinstance(entries, list | tuple):
            what = Phrase("must be a list, not {type}", type=json_type(entries))
            self.add_fault(path, what, Phrase("Write [ … ]"))
        elif len(entries) > listing.most:
            what = Phrase("has {count} entries", count=len(entries))
            self.faults.append(too_many(listing, what))
        else:
            for number, entry in enumerate(entries, 1):
                self.check_members(listing.members, entry, f"{path}.{number}")

    def check_value(self, kind: Kind, value: Any, path: str) -> None:
        try:
            checked = kind.check(value)
        except InvalidValue as reject:
            remedy = kind.meant(value, self.names(path)) or reject.remedy
            self.faults.append(replace(reject.at(Where(path=path)), remedy=remedy))
        else:
            if checked is not None:
                self.values[path] = checked


def unseen(values: Mapping[str, Any]) -> Iterator[Message]:
    """Yield a note for each text with letters that nobody sees.

    The text is kept, but two texts that look alike may not be the same.
    """
    for path, value in values.items():
        if not isinstance(value, str) or value.isascii():
            continue
        if hidden := _hidden_letters(value):
            what = Phrase(
                "holds what cannot be seen, and may turn the direction of writing"
                " ({codes}); kept as it is",
                codes=codes(hidden),
            )
            yield note(path, what)
        if not unicodedata.is_normalized("NFC", value):
            yield note(
                path,
                Phrase(
                    "holds letters whose accents are written apart from them (not NFC); "
                    "kept as it is"
                ),
            )


def _hidden_letters(text: str) -> list[str]:
    """Return the format characters of a text (Unicode category Cf), once each."""
    if text.isprintable():
        return []
    hidden = {letter for letter in text if unicodedata.category(letter) == "Cf"}
    return sorted(hidden - _JOINERS)


def too_many(listing: Listing, what: str) -> Message:
    """Return the message for a list that is too long; `what` says by how much."""
    return Message(
        Where(path=listing.key),
        Phrase("{what}; at most {most} go on the form", what=what, most=listing.most),
        Phrase("Make a second plan for the rest"),
    )


def plain(path: str) -> bool:
    """Return whether a path is written as ours are, so that a message may show it.

    Where people are given by name or number, {"Peter Hansen": …}, the key is about somebody.

    >>> plain("goals.1.text"), plain("Peter Hansen")
    (True, False)
    """
    return bool(PATH.match(path))


def _place(path: str, key: Phrase) -> Phrase:
    return Phrase("{path}.{key}", path=path, key=key) if path else key


def _shown_key(key: object, number: int, known: Iterable[str]) -> Phrase:
    """Return a key as a message names it: itself if it may be shown (see `plain`), or is nearly
    one that is known; else its number.
    """
    word = str(key)
    if KEY.match(word):
        return quoted(word)
    short = len(word) <= _LONGEST_KEY_SHOWN
    nearly_known = short and get_close_matches(word, known, n=1, cutoff=0.6)
    return quoted(word) if nearly_known else Phrase("key {number}", number=number)


def counts_needed(form: Form, paths: Iterable[str]) -> dict[str, int]:
    """Return list → number of entries, for the lists that need more room than the form has."""
    counts: dict[str, int] = {}
    for path in paths:
        if path in form.paths:
            continue
        key, _, rest = path.partition(".")
        listing = form.lists.get(key)
        if listing:
            position = int(rest.partition(".")[0])
            if position > max(listing.count, counts.get(key, 0)):
                counts[key] = position
    return counts
