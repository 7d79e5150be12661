"""Rows that are no person, and cells in which a program says that there is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from itertools import chain
from typing import Any

from ..look.language import cell_words
from ..model.cells import empty, seen
from ..model.errors import InvalidValue
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from .doubts import NULL_WORDS, SCORES_ALONE, TOTALS, doubt
from .form_match import FormMatch
from .formulas import is_formula_error
from .row import Row
from .table_match import TableMatch

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}([.,][0-9]{1,9})?\s?%?")
_DAY = re.compile(r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{2,4}")
_MORE = "…"  # in the words of sums: other words may stand here
_WORD = re.compile(r"[^\W\d_]+")
_SUM_LETTERS = 60  # no heading of a row of sums is longer
# What databases and programs write for nothing, in any case …
_NULL_WORDS = frozenset(
    {"null", "(null)", "[null]", "<null>", "nan", "<nan>", "nat", "<nat>", "n/a", "<na>"}
    | {"#n/a", "<nil>", "undefined", "\\n"}
)
_NULL_WORDS |= {"=na()", "=nv()", "=i/t()", "n.a.", "n.a", "n. a.", "#n/a!", "(n/a)"}
# … and what is a word of a language in small letters. R writes NA, Python None, Lua nil.
_NULL_SPELLINGS = frozenset({"None", "NONE", "NA", "nil", "NIL"})
# A cell of nothing but dashes, dots and question marks says nothing either.
_ONLY_SIGNS = re.compile(r"[-‐‑‒–—―−_.…·•,;:?!/\\|*#+=~'\"´`^()\[\]{}<>]+")
_NULL_WORDS |= {"dbnull", "system.dbnull", "[object object]", "-inf", "infinity", "1.#qnan"}
_AROUND = " '\"`´[](){}<>«»“”;:.,…-–—*_"  # what people and programs put around such a word
_AROUND_ABOVE = " ()[]\"'”“"
_ABOVE = Phrase("stands for the row above, of which a sheet shows nothing")
_WRITE_OUT = Phrase("Write it out in each row. If the words are right, accept it by this code")
_NULL_LETTERS = 60  # more than any of them has, and a formula's error

Cell = tuple[str, Any]  # the heading of its column, and what stands in it


def totals(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse rows that a spreadsheet or a report adds: sums, counts and means of the others."""
    if TOTALS in match.accepted:
        return
    remedy = Phrase("Delete the row. If it is a person, accept it by this code")
    for row in sound(rows):
        header = next((header for header, cell in head_cells(match, row) if is_sum(cell)), None)
        if header is not None:
            column = match.unmatched.labels.get(header, "")
            what = Phrase("looks like totals or averages, not like a person")
            yield doubt(TOTALS, Where(row=row.number, column=column), what, remedy)


def head_cells(match: TableMatch, row: Row) -> Iterator[Cell]:
    """Yield the cells that say whose a row is: id, name, and the first one in the row."""
    for headers in match.head_headers:
        if len(headers) == 1:
            yield headers[0], match.cell(row, headers[0])
        else:
            parts = (match.text(row, header) for header in headers)
            yield headers[0], " ".join(filter(None, parts))
    if match.begins_with_label and row.cells:  # it may have no heading
        yield match.headers[0], row.cells[0]


def is_sum(cell: Any) -> bool:
    """Return whether a cell is the heading of a row of sums or means, in any of our languages.

    >>> is_sum("I alt: 25"), is_sum("Gns."), is_sum("Hold 2 Total"), is_sum("Kim Sum")
    (True, True, True, False)
    """
    if not isinstance(cell, str) or len(cell) > _SUM_LETTERS:
        return False
    words = _WORD.findall(cell.casefold())
    if _sum_words().isdisjoint(words):  # nearly every cell
        return False
    return bool(_sums().fullmatch(" ".join(_WORD.findall(seen(cell).casefold()))))


@cache
def _sum_words() -> frozenset[str]:
    return frozenset(word for words in cell_words().sums for word in _WORD.findall(words))


@cache
def _sums() -> re.Pattern[str]:
    """Return what matches the words of a row of sums; blanks stand between them."""
    patterns = []
    for words in sorted(cell_words().sums):
        pattern = re.escape(words.strip(_MORE).strip())
        before = "(.* )?" if words.startswith(_MORE) else ""
        after = "( .*)?" if words.endswith(_MORE) else ""
        patterns.append(f"{before}{pattern}{after}")
    return re.compile("|".join(patterns))


def scores_alone(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse rows with a score, but without its goal, in a table that has a column for goals.

    Averages stand so, with no goal at all, and the line of a person's sums in a table with a row
    for each goal. Where a row has other goals, the score may have slipped into another column.
    """
    if SCORES_ALONE in match.accepted:
        return
    remedy = Phrase("Write the goal, or delete the row. If it is right, accept it by this code")
    goal_remedy = Phrase(
        "Write the goal, or empty the score. If it is right, accept it by this code"
    )
    for row in sound(rows):
        headers = (_score_alone(match, form_match, row) for form_match in match.matches)
        header = next(filter(None, headers), "")
        if header:
            what = Phrase("is a score, but the row has no goal")
            yield doubt(SCORES_ALONE, Where(row=row.number, column=header), what, remedy)
            continue
        for header in _scores_of_no_goal(match, row):
            what = Phrase("is a score, but the goal that it is about is empty")
            yield doubt(SCORES_ALONE, Where(row=row.number, column=header), what, goal_remedy)


def _scores_of_no_goal(match: TableMatch, row: Row) -> Iterator[str]:
    """Yield the headings of a row's scores whose goal is empty, in a row with other goals."""
    if match.has_form_column:
        return  # what `read` wrote is what somebody answered
    for form_match in match.matches:
        for score, goal in form_match.goal_of_score.items():
            is_alone = empty(match.cell(row, goal))
            if is_alone and _is_score(form_match, score, match.cell(row, score)):
                yield score


def numbers_for_goals(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse rows in which a number or a date stands where a goal should, as in a row of counts."""
    if SCORES_ALONE in match.accepted or match.has_form_column:
        return
    remedy = Phrase("Write the goal, or delete the row. If it is right, accept it by this code")
    scored = list(chain.from_iterable(one.goal_texts for one in match.matches))
    for row in sound(rows):
        header = next((name for name in scored if _counts(row, name, match)), "")
        if header:
            yield doubt(
                SCORES_ALONE,
                Where(row=row.number, column=header),
                Phrase("is a number, and no goal"),
                remedy,
            )


def _counts(row: Row, header: str, match: TableMatch) -> bool:
    cell = match.cell(row, header)
    if isinstance(cell, str) and cell[:1].isalpha():  # nearly every goal
        return False
    text = match.text(row, header)
    return bool(_NUMBER.fullmatch(text) or _DAY.fullmatch(text))


def _score_alone(match: TableMatch, form_match: FormMatch, row: Row) -> str:
    """Return the heading of a row's first score, if the row has no text that it is about."""
    for texts, scores in form_match.scored_texts:
        if any(not empty(match.cell(row, header)) for header in texts):
            continue
        for header in scores:
            if _is_score(form_match, header, match.cell(row, header)):
                return header
    return ""


def _is_score(form_match: FormMatch, header: str, cell: Any) -> bool:
    """Whether a cell is a score. One that is off the scale has an error of its own."""
    path = form_match.paths[header]
    if not path or empty(cell):
        return False
    kind = form_match.places[path].kind
    with suppress(InvalidValue):
        value = kind.from_cell(cell, form_match.state_names[path], cell_words())
        return kind.check(value) is not None
    return False


def null_words(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse cells with what programs write for nothing, where it would become words on a sheet."""
    if NULL_WORDS in match.accepted or match.has_form_column:
        return  # what `read` wrote is what somebody answered
    what = Phrase("holds what programs write for nothing")
    remedy = Phrase("Empty the cell. If the word is right, accept it by this code")
    for row in sound(rows):
        # What is no text is refused as an answer, but an id is whatever it looks like.
        cells = [(header, match.text(row, header)) for header in match.person_headers]
        cells += [(header, match.cell(row, header)) for header in match.text_headers]
        for header, cell in cells:
            # In a file, a formula's error is refused as one, unless it is marked as a text.
            where = Where(row=row.number, column=header)
            if is_null_word(cell) and (match.records or not is_formula_error(cell.strip())):
                yield doubt(NULL_WORDS, where, what, remedy)
            elif isinstance(cell, str) and _is_above(cell):
                yield doubt(NULL_WORDS, where, _ABOVE, _WRITE_OUT)


def _is_above(cell: str) -> bool:
    """Whether a cell stands for the one above it: “do.”, “(se ovenfor)”."""
    if len(cell) > _NULL_LETTERS:
        return False
    folded, words = cell.strip(_AROUND_ABOVE).casefold(), cell_words().above
    return folded in words or folded.rstrip(".") in words


def is_null_word(cell: Any) -> bool:
    """Return whether nothing else stands in a cell than what programs and people put for nothing.

    >>> is_null_word("NULL "), is_null_word("(tom)"), is_null_word("--"), is_null_word("none")
    (True, True, True, False)
    """
    if not isinstance(cell, str) or len(cell) > _NULL_LETTERS:
        return False
    text = cell.strip() if cell.isascii() else seen(cell)
    folded = text.casefold()
    if folded in _NULL_WORDS or text in _NULL_SPELLINGS or folded in cell_words().nothing:
        return True
    return is_formula_error(text) or bool(_ONLY_SIGNS.fullmatch(text)) or _is_wrapped(text)


def _is_wrapped(text: str) -> bool:
    """Whether a word for nothing has signs around it: “[tom]”, “'NULL'”, “-- Vælg --”."""
    if text[:1].isalnum() and text[-1:].isalnum() and "_" not in text:  # nearly every cell
        return False
    bare = text.strip(_AROUND)
    folded, nothing = bare.casefold().replace("_", " "), cell_words().nothing
    if not bare or (bare == text and folded == text.casefold()):
        return False
    if folded in _NULL_WORDS or bare in _NULL_SPELLINGS or folded in nothing:
        return True
    return text[0] in "[{<" and f"({folded})" in nothing


def sound(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of which it is known which cell is which."""
    return (row for row in rows if not row.faults)
