"""What may be said on a card of the review page, as HTML: real buttons, boxes and lists."""

from __future__ import annotations

from collections.abc import Iterator

from ..look.page_drawings import icon
from ..look.page_parts import NO_MARKUP, Markup, PageParts, join
from ..model.limits import TEXT_LETTERS
from .page_questions import PageQuestion
from .review_card import REFUSED, ReviewCard
from .review_data import ALONE, ASK, DOUBT, KEEP, PAGE, PICTURE, SKIP, TEXT, ItemChoice

NOTHING_KEY, ASK_KEY = "-", "+"  # keys that stand beside the digits, also of a number pad
_CAPS = {NOTHING_KEY: "−"}  # what stands on a key
_SHORTCUTS = {ASK_KEY: "plus"}  # what WAI-ARIA 1.2 calls a key
_MOST_DIGITS = 9  # choices with a digit of their own
_ROWS = 3  # of a box to type in
_MOVE = "move"  # the button beside the list of sheets
_EACH = "each"  # the button that shows each row

_PARTS = PageParts("review/page.html")


def answers_markup(card: ReviewCard) -> Markup:
    """Return everything that may be said on a card. Nothing of it is chosen."""
    shown = {DOUBT: _choices, TEXT: _box}.get(card.item.kind)
    others = _PARTS.render("others", others=join(_others(card)), undo=card.say("undo"))
    return join((shown(card), others)) if shown else others


# Choices ------------------------------------------------------------------------------------------


def _choices(card: ReviewCard) -> Markup:
    if card.item.asks.is_score:
        discs = [_disc(card, choice) for choice in card.choices]
        return _PARTS.render("choices", style="scale", choices=join(discs))
    options = [_choice(card, at, choice) for at, choice in enumerate(card.choices, 1)]
    return _PARTS.render("choices", style="list", choices=join(options))


def _disc(card: ReviewCard, choice: ItemChoice) -> Markup:
    """One number of the scale. Its key is the number; once more, it is the half above that."""
    whole, _, half = str(choice.value).partition(".")
    style = "half" if half else "whole"
    return _PARTS.render(
        "disc",
        style=f"{style} guessed" if card.is_guess(choice) else style,
        type=_type(card),
        number=f"{card.number}",
        value=_written(choice.value),
        key=f"{whole}½" if half else whole,
        shortcut=whole,
        words=choice.words,
        meaning="" if half else card.look.say(f"score.word_{whole}"),
        guess=_guess_mark(card, choice),
    )


def _choice(card: ReviewCard, at: int, choice: ItemChoice) -> Markup:
    return _button(
        f"{card.number}",
        "chosen",
        _written(choice.value),
        card.words(choice),
        f"{at}" if at <= _MOST_DIGITS else "",
        input_type=_type(card),
        guessed=card.is_guess(choice),
        drawing=_theme(card, str(choice.value)) if card.item.asks.is_theme else NO_MARKUP,
        guess=_guess_mark(card, choice),
    )


def _theme(card: ReviewCard, key: str) -> Markup:
    """The disc of a life theme; nothing for one that the look of the page does not have."""
    icons = {theme.key: theme.icon for theme in card.look.themes}
    if key not in icons:
        return NO_MARKUP
    return _PARTS.render("theme", key=key, icon=icon(card.look.icon(icons[key]), "ico"))


def _guess_mark(card: ReviewCard, choice: ItemChoice) -> Markup:
    if not card.is_guess(choice):
        return NO_MARKUP
    return _PARTS.render("guess_mark", text=card.say("guess_mark"))


# Texts --------------------------------------------------------------------------------------------


def _box(card: ReviewCard) -> Markup:
    """A box to type in: a line for names and dates, else several lines."""
    kind, number = card.item.asks, f"{card.number}"
    values = {"number": number, "most": f"{TEXT_LETTERS}", "lang": card.lang}
    hint = NO_MARKUP
    if kind.is_day:
        hint = _PARTS.render("box_hint", number=number, text=card.say("date_hint"))
        attributes = _PARTS.render("date_attributes", number=number)
        field = _PARTS.render("line", **values, attributes=attributes)
    elif kind.one_line:
        field = _PARTS.render("line", **values, attributes=NO_MARKUP)
    else:
        field = _PARTS.render("lines", **values, rows=f"{_ROWS}")
    label = card.say("typed")
    return _PARTS.render("box", number=number, label=label, hint=hint, field=field)


# What else may be said ----------------------------------------------------------------------------


def _others(card: ReviewCard) -> Iterator[Markup]:
    """What may be said instead of a choice or a text."""
    kind = card.item.kind
    if kind == PAGE:
        yield from _page_options(card)
        return
    if kind == PICTURE:
        yield _option(card, "said", KEEP, card.say("keep"), "1")
        yield _option(card, "said", SKIP, card.say("no_picture"), NOTHING_KEY)
    else:
        words = card.say("no_mark" if kind == DOUBT else "no_text")
        yield _option(card, "nothing", "", words, NOTHING_KEY)
    yield _option(card, "said", ASK, card.say("ask"), ASK_KEY)


def rows_options(question: PageQuestion) -> Iterator[Markup]:
    """What may be said of all rows of a page in which nothing is seen, and how to see each."""
    card = question.first
    name = f"{card.number}-rows"
    yield _button(name, "nothing", "", card.say("rows_nothing"), NOTHING_KEY)
    yield _button(name, "each", _EACH, card.say("rows_each"), "1")
    yield _button(name, "said", ASK, card.say("ask"), ASK_KEY)


def _page_options(card: ReviewCard) -> Iterator[Markup]:
    """Whether a page counts, or to which other sheet it belongs."""
    skip = "page_seen" if card.section == REFUSED else "page_skip"
    words = {KEEP: "page_keep", SKIP: skip, ALONE: "page_alone"}
    offered = {choice.value for choice in card.choices}
    shown = [value for value in words if value in offered]
    for at, value in enumerate(shown, 1):
        yield _option(card, "said", value, card.say(words[value]), f"{at}")
    sheets = [choice for choice in card.choices if choice.value not in words]
    if sheets:
        yield _option(card, "sheet", _MOVE, card.say("page_move"), f"{len(shown) + 1}")
        yield _PARTS.render(
            "select",
            number=f"{card.number}",
            label=card.say("page_sheet"),
            choose=card.say("page_choose"),
            options=join(_sheet_option(choice) for choice in sheets),
        )


def _sheet_option(choice: ItemChoice) -> Markup:
    return _PARTS.render("select_option", value=_written(choice.value), words=choice.words)


def _option(card: ReviewCard, how: str, value: str, words: str, key: str) -> Markup:
    """A plain button of a card, as `_button` makes it."""
    return _button(f"{card.number}", how, value, words, key, input_type=_type(card))


def _button(
    number: str,
    how: str,
    value: str,
    words: str,
    key: str,
    *,
    input_type: str = "radio",
    guessed: bool = False,
    drawing: Markup = NO_MARKUP,
    guess: Markup = NO_MARKUP,
) -> Markup:
    """A button with its words and its key.

    Args:
        number: Which card it is of.
        how: What the script makes of it: “chosen”, “nothing”, “said”, “sheet” or “each”.
        value: What is said.
        words: The same for people.
        key: The key that chooses it; "" for none.
        input_type: A radio button, or a checkbox where several may be chosen.
        guessed: Whether the reader thinks that it is marked.
        drawing: What stands before the words.
        guess: What stands behind them.
    """
    cap = shortcut = NO_MARKUP
    if key:
        cap = _PARTS.render("cap", key=_CAPS.get(key, key))
        shortcut = _PARTS.render("shortcut", key=_SHORTCUTS.get(key, key))
    return _PARTS.render(
        "option",
        number=number,
        type=input_type,
        how=how,
        value=value,
        words=words,
        key=key,
        cap=cap,
        shortcut=shortcut,
        style=" guessed" if guessed else "",
        drawing=drawing,
        guess=guess,
    )


def _type(card: ReviewCard) -> str:
    return "checkbox" if card.item.several else "radio"


def _written(value: str | bool) -> str:
    """A value as the page's script knows it."""
    return "true" if value is True else str(value)
