"""`corrections.csv`: the review as a table, for a browser without script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..look.look import Look
from ..tables.write import csv_table
from .review_card import ReviewCard
from .review_data import ALONE, DOUBT, KEEP, PAGE, SKIP, TEXT, ItemChoice

# Technical columns, the same in every language: what a line is about, and what may be said there.
SCAN, PAGE_NUMBER, PATH, WHAT, STATES = "scan", "scan_page", "path", "what", "states"
KEY_COLUMNS = (SCAN, PAGE_NUMBER, PATH, WHAT, STATES)
ANSWER = "answer"  # the column that is filled in; its heading is in the language of the page
SEVERAL = "|"  # stands between several answers
TICK = "true"  # the one state of a tick
NOTHING_SIGN, YES, NO = "-", "x", "0"  # understood in every language
_COLUMNS = ("number", "file", "sheet", "question", "guess", "choices", ANSWER)


def answer_heading(look: Look) -> str:
    """Return the heading of the column that is filled in.

    >>> from mlmp_print.look.look import load
    >>> answer_heading(load("da"))
    'svar'
    """
    return look.say(f"review.csv_{ANSWER}")


def review_table(cards: Sequence[ReviewCard], look: Look) -> bytes:
    """Return the table: a line for each card, with its number on the page and an empty answer."""
    headings = [look.say(f"review.csv_{name}") for name in _COLUMNS]
    rows = (_row(card, look) for card in cards)
    return b"".join(csv_table([*headings, *KEY_COLUMNS], rows, mark=True))


def _row(card: ReviewCard, look: Look) -> Iterator[str]:
    key = card.item.key
    yield f"{card.number}"
    yield card.item.file
    yield card.item.sheet
    yield card.question
    yield card.guess
    yield _choices(card, look)
    yield _said(card) if card.item.is_settled else ""
    yield key.scan
    yield f"{key.page}"
    yield key.path
    yield card.item.kind
    yield SEVERAL.join(map(_state, _named_choices(card)))


def _named_choices(card: ReviewCard) -> list[ItemChoice]:
    """The choices that are written by their names: states, and of a page the other sheets."""
    if card.item.kind == DOUBT:
        return card.choices
    if card.item.kind != PAGE:
        return []
    alone = ItemChoice(ALONE, card.say("page_alone"))
    others = (choice for choice in card.choices if choice.value not in (KEEP, SKIP))
    return [alone if choice.value == ALONE else choice for choice in others]


def _said(card: ReviewCard) -> str:
    """What was settled before, as `corrections_table` understands it."""
    said = card.item.settled
    if said is None:
        return NOTHING_SIGN
    if isinstance(said, bool) or said in (KEEP, SKIP):
        return YES if said in (True, KEEP) else NO
    names = {choice.value: _name(choice) for choice in _named_choices(card)}
    parts = said if isinstance(said, tuple) else (said,)
    return SEVERAL.join(names.get(part, part) for part in parts)


def _state(choice: ItemChoice) -> str:
    """A state and its name on the sheet."""
    return TICK if choice.value is True else f"{choice.value}={_name(choice)}"


def _name(choice: ItemChoice) -> str:
    """The name of a choice on one line, without the sign that stands between several."""
    return " ".join(choice.words.replace(SEVERAL, " ").split())


def _choices(card: ReviewCard, look: Look) -> str:
    """What may be written, in words."""
    signs = look.say("review.csv_how")
    item = card.item
    if item.kind == TEXT:
        return f"({signs})"
    yes_no = look.say("review.csv_yes_no")
    if item.kind == DOUBT:
        is_tick = any(choice.value is True for choice in card.choices)
        words = yes_no if is_tick else f" {SEVERAL} ".join(map(_name, card.choices))
        return f"{words} ({signs})"
    return f" {SEVERAL} ".join((yes_no, *map(_name, _named_choices(card))))
