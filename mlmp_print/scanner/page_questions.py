"""One question for a whole page: is anything marked where the reader sees nothing?

A page that may have lost pale marks has a doubt in each row in which nothing is seen. Who has the
paper in hand sees at once that nothing is marked there, and says so once, not twenty-five times.
What is said is written down for each row, as if the person had gone through them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .review_card import ReviewCard
from .review_data import ReviewItem

FEWEST = 2  # rows: one is asked about by itself


@dataclass(frozen=True)
class PageQuestion:
    """What is asked about all rows of a page in which nothing is seen.

    Attributes:
        cards: The rows, in the order of the review.
    """

    cards: tuple[ReviewCard, ...]

    @property
    def first(self) -> ReviewCard:
        """The first of the rows."""
        return self.cards[0]

    @property
    def numbers(self) -> str:
        """Their numbers on the review page."""
        return f"{self.first.number}–{self.cards[-1].number}"

    @property
    def picture(self) -> bytes:
        """A small picture of the page."""
        return self.first.item.page

    @property
    def picture_file(self) -> str:
        """The path of it, beside the review page; "" without one."""
        return f"crops/{self.first.number:04}-page.png" if self.picture else ""


def page_by_page(items: Iterable[ReviewItem]) -> list[ReviewItem]:
    """Put the rows of a page in which nothing is seen one after another, where the first stands."""
    places: dict[tuple[str, int], int] = {}

    def place(numbered: tuple[int, ReviewItem]) -> int:
        number, item = numbered
        return places.setdefault(item.key[:2], number) if item.nothing_seen else number

    return [item for _, item in sorted(enumerate(items), key=place)]


def page_questions(cards: Sequence[ReviewCard]) -> Iterator[PageQuestion]:
    """Yield the questions about whole pages, from cards that stand page by page."""
    pages: dict[tuple[str, int], list[ReviewCard]] = {}
    for card in cards:
        if card.item.nothing_seen:
            pages.setdefault(card.item.key[:2], []).append(card)
    for rows in pages.values():
        if len(rows) >= FEWEST:
            yield PageQuestion(tuple(rows))
