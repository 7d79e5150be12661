"""What the continuation pages of a PDF show, against what its fields hold: an answer that was changed after they were made stands there as it was.

Their text is found by its tags, as `continuation` writes them: H2 begins a panel, H3 is a question, and P below it the answer, or as much of it
as the panel has room for. Nothing here says what stands there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from pypdf.generic import DictionaryObject

from ..model.messages import Message, note
from ..pdf.continuation import MARK
from .objects import array, dictionary, private, safe_name, state, text
from .page_text import bare, paragraphs


class PageField(NamedTuple):
    """A text field: its path, its question and its value as `bare` words, and whether its box points to a page at the end."""

    path: str
    question: str
    value: str
    goes_on: bool


class Piece(NamedTuple):
    """As much of an answer as stands on one panel, and what stands over it, as `bare` words; and whether the panel begins with it."""

    heading: str
    words: str
    first: bool


def differences(
    pages: Sequence[DictionaryObject], fields: Sequence[PageField], values: Collection[str]
) -> Iterator[Message]:
    """A note for each field that goes on at the end where the whole of it is not, and for each answer there that is no field's (any more).

    `values`: what the file's fields hold, `bare`, those that no page shows too.
    """
    ends = [page for page in pages if _is_continuation(page)]
    sure = bool(
        ends
    )  # else a program has taken our mark away: the answers may be on any page without fields, among other words
    if not sure and not any(one.goes_on for one in fields):
        return
    pieces = _pieces(ends or [page for page in pages if not _has_fields(page)])
    if pieces is None:
        return
    found, known = _found(pieces, {*values, *(one.value for one in fields)} - {""})
    noted: set[str] = set()
    for one in fields:
        if one.goes_on and one.value not in found and one.path not in noted:
            noted.add(one.path)
            yield note(
                safe_name(one.path),
                "the pages at the end do not show the whole of what the field holds",
            )
    for path in _strange(pieces, known, fields) if sure else ():
        if path not in noted:
            noted.add(path)
            what = (
                "a page at the end shows another text than the field holds"
                if path
                else "a page at the end shows an answer that no field holds"
            )
            yield note(safe_name(path) if path else "file", what)


def _is_continuation(page: DictionaryObject) -> bool:
    """Whether a page carries the mark of `continuation.add_sheets`."""
    return text(private(page)) == MARK


def _has_fields(page: DictionaryObject) -> bool:
    return any(
        state(dictionary(item).get("/Subtype")) == "Widget" for item in array(page.get("/Annots"))
    )


def _pieces(pages: Iterable[DictionaryObject]) -> list[Piece] | None:
    """The answers on pages, in order; None if what stands on one cannot be found out."""
    pieces: list[Piece] = []
    for page in pages:
        found = paragraphs(page)
        if found is None:
            return None
        heading, before, first = "", "", True
        for tag, words in found:
            if tag == "H2":
                heading, first = "", True
            elif tag == "H3":  # one for each line of the question
                heading = heading + bare(words) if before == "H3" else bare(words)
            elif tag == "P" and heading:
                pieces += (
                    [Piece(heading, held, first)] if (held := bare(words)) else []
                )  # else blank lines
                first = False
            before = tag
    return pieces


def _found(pieces: Sequence[Piece], values: Collection[str]) -> tuple[set[str], set[int]]:
    """Which of `values` stand there whole, and which of the pieces they are made of. What begins a panel may belong to what is before it."""
    longest = max(map(len, values), default=0)
    found: set[str] = set()
    known: set[int] = set()
    for start in range(len(pieces)):
        whole = ""
        for stop in range(start, len(pieces)):
            whole += pieces[stop].words
            if len(whole) > longest or (stop > start and not pieces[stop].first):
                break
            if whole in values:
                found.add(whole)
                known.update(range(start, stop + 1))
    return found, known


def _strange(
    pieces: Sequence[Piece], known: Collection[int], fields: Iterable[PageField]
) -> Iterator[str]:
    """The path of the field under whose question each piece stands that is not known; "" where that is not certain."""
    asked: dict[str, set[str]] = {}
    for one in fields:
        asked.setdefault(one.question, set()).add(one.path)
    path = ""
    for index, piece in enumerate(pieces):
        if (
            piece.heading in asked or not piece.first
        ):  # else it may be what the panel before had no room for
            paths = asked.get(piece.heading, set())
            path = next(iter(paths)) if len(paths) == 1 else ""
        if index not in known:
            yield path
