"""Compare the continuation pages of a PDF with what its fields hold.

An answer that was changed after these pages were made stands there as it was. Their text is found
by its tags, as `continuation` writes them: H2 begins a panel, H3 is a question, and P below it the
answer, or as much of it as the panel has room for. No note says what stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from pypdf.generic import DictionaryObject

from ..model.messages import Message, note
from ..model.phrases import Phrase
from .objects import safe_name
from .page_content import has_fields, is_continuation
from .shown_text import Fonts, paragraphs
from .verdicts import untold

_NOT_WHOLE = Phrase("the pages at the end do not show the whole of what the field holds")
_OTHER_TEXT = Phrase("a page at the end shows another text than the field holds")
_UNREADABLE = Phrase("whether the pages at the end show the whole of it cannot be told")
_NO_FIELD = Phrase("a page at the end shows an answer that no field holds")


class PageField(NamedTuple):
    """A text field on a page: its path, and its question and value as `bare` words.

    `continues`: its box points to a page at the end.
    """

    path: str
    question: str
    value: str
    continues: bool


class Piece(NamedTuple):
    """As much of an answer as stands on one panel, as `bare` words, with the heading above it.

    `first`: the panel begins with it, so it may go on from the panel before.
    """

    heading: str
    words: str
    first: bool


def continuation_differences(
    pages: Sequence[DictionaryObject],
    fields: Sequence[PageField],
    values: Collection[str],
    fonts: Fonts,
    check_time: Callable[[], None],
) -> Iterator[Message]:
    """Notes on fields whose continuation is not complete, and on answers there of no field.

    `values` are what the file's fields hold, as `bare` words; those that no page shows too.
    `check_time` raises TimeoutError once the time is up.
    """
    marked = [page for page in pages if is_continuation(page)]
    if not marked and not any(field.continues for field in fields):
        return
    # Where a program took our mark away, the answers may be on any page without fields, among
    # other words: then only what is missing can be told.
    searched = marked or [page for page in pages if not has_fields(page)]
    pieces = _pieces(searched, fonts, check_time)
    if pieces is None:
        for path in dict.fromkeys(field.path for field in fields if field.continues):
            yield untold(safe_name(path), _UNREADABLE)
        return
    all_values = {*values, *(field.value for field in fields)} - {""}
    whole, known = _match(pieces, all_values)
    noted: set[str] = set()
    for field in fields:
        if field.continues and field.value not in whole and field.path not in noted:
            noted.add(field.path)
            yield note(safe_name(field.path), _NOT_WHOLE)
    for path in _unknown(pieces, known, fields) if marked else ():
        if path not in noted:
            noted.add(path)
            yield note(safe_name(path), _OTHER_TEXT) if path else note("file", _NO_FIELD)


def _pieces(
    pages: Iterable[DictionaryObject], fonts: Fonts, check_time: Callable[[], None]
) -> list[Piece] | None:
    """The answers on pages, in order; None if what one of them shows cannot be told."""
    pieces: list[Piece] = []
    for page in pages:
        check_time()
        try:
            tagged = paragraphs(page, fonts)
        except Exception:  # pypdf raises errors of many classes
            return None
        heading, tag_before, first = "", "", True
        for tag, parts in tagged:
            if len(parts) > 1 and tag:
                return None
            words = parts[0]
            if tag == "H2":
                heading, first = "", True
            elif tag == "H3":  # one for each line of the question
                heading = heading + words if tag_before == "H3" else words
            elif tag == "P" and heading:
                if words:  # else blank lines
                    pieces.append(Piece(heading, words, first))
                first = False
            tag_before = tag
    return pieces


def _match(pieces: Sequence[Piece], values: Collection[str]) -> tuple[set[str], set[int]]:
    """Find the values that stand there whole, and the pieces (by index) that make them up."""
    longest = max(map(len, values), default=0)
    whole: set[str] = set()
    known: set[int] = set()
    for start in range(len(pieces)):
        words = ""
        for stop in range(start, len(pieces)):
            words += pieces[stop].words
            if len(words) > longest or (stop > start and not pieces[stop].first):
                break
            if words in values:
                whole.add(words)
                known.update(range(start, stop + 1))
    return whole, known


def _unknown(
    pieces: Sequence[Piece], known: Collection[int], fields: Iterable[PageField]
) -> Iterator[str]:
    """The path of the question above each piece that is no field's value; "" if uncertain."""
    paths_by_question: dict[str, set[str]] = {}
    for field in fields:
        paths_by_question.setdefault(field.question, set()).add(field.path)
    path = ""
    for index, piece in enumerate(pieces):
        # The first of a panel under an unknown heading may go on from the panel before.
        if piece.heading in paths_by_question or not piece.first:
            paths = paths_by_question.get(piece.heading, set())
            path = next(iter(paths)) if len(paths) == 1 else ""
        if index not in known:
            yield path
