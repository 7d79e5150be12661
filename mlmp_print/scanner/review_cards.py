"""The cards of the review page, as HTML."""

from __future__ import annotations

from collections.abc import Iterator

from ..look.page_parts import NO_MARKUP, Markup, PageParts, join
from ..model.phrases import translated
from .page_questions import PageQuestion
from .review_answers import answers_markup, rows_options
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


def page_question_markup(question: PageQuestion) -> Markup:
    """Return the card that settles all rows of a page in which nothing is seen."""
    card = question.first
    rows = (
        _PARTS.render("row", number=f"{row.number}", lang=row.lang, question=row.question)
        for row in question.cards
    )
    return _PARTS.render(
        "page_question",
        number=f"{card.number}",
        numbers=question.numbers,
        of=" ".join(f"{row.number}" for row in question.cards),
        question=card.say("rows").format(count=len(question.cards)),
        open=card.say("open"),
        who=card.who,
        why=join((*_why(card), _PARTS.render("our", text=card.say("rows_look")))),
        rows=join(rows),
        picture=_page_picture(question),
        others=join(rows_options(question)),
        undo=card.say("undo"),
    )


def _page_picture(question: PageQuestion) -> Markup:
    if not question.picture:
        return NO_MARKUP
    return _crop(question.first, question.picture, question.picture_file, question.first.place)


def _why(card: ReviewCard) -> Iterator[Markup]:
    """Why there is a doubt, and the guess, which is named and not chosen."""
    item = card.item
    if item.why:
        why = translated(item.why)
        text = card.say("why").format(why=why[:1].upper() + why[1:])
        yield _PARTS.render("why", text=text)
    if card.guess:
        yield _PARTS.render("our", text=card.say("guess").format(guess=card.guess))


def _picture(card: ReviewCard) -> Markup:
    if not card.picture:
        return NO_MARKUP
    alt = card.say("crop").format(question=card.question)
    spot = _spot(card, *png_size(card.picture))
    return _crop(card, card.picture, card.picture_file, alt, spot)


def _crop(
    card: ReviewCard, picture: bytes, file: str, alt: str, spot: Markup = NO_MARKUP
) -> Markup:
    """A picture, and the button that shows it larger."""
    width, height = png_size(picture)
    return _PARTS.render(
        "crop",
        source=file,
        alt=alt,
        width=f"{width}",
        height=f"{height}",
        spot=spot,
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
