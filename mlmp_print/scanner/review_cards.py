"""The cards of the review page, as HTML."""

from __future__ import annotations

from collections.abc import Iterator

from ..look.page_parts import NO_MARKUP, Markup, PageParts, join
from ..model.phrases import translated
from .review_answers import answers_markup
from .review_card import ReviewCard, png_size
from .review_data import DOUBT

_PARTS = PageParts("review/page.html")


def card_markup(card: ReviewCard) -> Markup:
    """Return a card: what is asked and why, the picture, and what may be said."""
    item = card.item
    return _PARTS.render(
        "card",
        number=f"{card.number}",
        style="thumb" if card.shows_page else "",
        scan=item.key.scan,
        page=f"{item.key.page}",
        path=item.key.path,
        kind=item.kind,
        several=Markup(" data-several") if item.several else NO_MARKUP,
        lang=card.lang,
        question=card.question,
        open=card.say("open"),
        who=card.who,
        why=join(_why(card)),
        picture=_picture(card),
        answers=answers_markup(card),
    )


def _why(card: ReviewCard) -> Iterator[Markup]:
    """Why there is a doubt, and the guess, which is named and not chosen."""
    item = card.item
    if item.why:
        why = translated(item.why)
        text = card.say("why").format(why=why[:1].upper() + why[1:])
        yield _PARTS.render("why", text=text)
    if card.guess:
        yield _PARTS.render("guess", text=card.say("guess").format(guess=card.guess))


def _picture(card: ReviewCard) -> Markup:
    if not card.picture:
        return NO_MARKUP
    width, height = png_size(card.picture)
    return _PARTS.render(
        "crop",
        source=card.picture_file,
        alt=card.say("crop").format(question=card.question),
        width=f"{width}",
        height=f"{height}",
        spot=_spot(card, width, height),
        larger=card.say("larger"),
    )


def _spot(card: ReviewCard, width: int, height: int) -> Markup:
    """A frame around the row that is asked about: others stand above and below it."""
    if card.item.kind != DOUBT or not card.item.spot:
        return NO_MARKUP
    left, top, right, bottom = card.item.spot
    return _PARTS.render(
        "spot",
        width=f"{width}",
        height=f"{height}",
        x=f"{left * width:.0f}",
        y=f"{top * height:.0f}",
        w=f"{(right - left) * width:.0f}",
        h=f"{(bottom - top) * height:.0f}",
    )
