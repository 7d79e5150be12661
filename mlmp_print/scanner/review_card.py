"""One thing that a person settles, as the review page and the table beside it show it."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from ..look.look import Look
from .review_data import DOUBT, PAGE, PICTURE, TEXT, ItemChoice, ReviewItem

REFUSED = "refused"  # the section of pages of which nothing was read
SECTIONS = {DOUBT: "doubts", TEXT: "texts", PICTURE: "pictures", PAGE: "pages"}
PNG_START = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class ReviewCard:
    """One thing to settle.

    Attributes:
        number: Its number on the page, from 1.
        item: What is asked.
        look: The look of the page, which has its language and its words.
    """

    number: int
    item: ReviewItem
    look: Look

    def say(self, key: str) -> str:
        """Return words of the page."""
        return self.look.say(f"review.{key}")

    @property
    def section(self) -> str:
        """The part of the page on which it stands."""
        is_refused = self.item.kind == PAGE and not self.item.sheet
        return REFUSED if is_refused else SECTIONS[self.item.kind]

    @property
    def lang(self) -> str:
        """The language of the question and of its answer."""
        return self.item.lang or self.look.tag

    @property
    def question(self) -> str:
        """What is asked; a page has no question of its own."""
        return self.item.question or self.place

    @property
    def place(self) -> str:
        """Where it stands in the scans."""
        return self.say("page").format(file=self.item.file, page=self.item.key.page)

    @property
    def who(self) -> str:
        """The sheet, and where it stands unless the question says so."""
        place = self.place if self.item.question else ""
        return " · ".join(filter(None, (self.item.sheet, place)))

    @property
    def shows_page(self) -> bool:
        """Whether the picture is one of a whole page."""
        return self.item.kind == PAGE or (self.item.kind == DOUBT and self.item.spot is None)

    @property
    def picture(self) -> bytes:
        """The picture that is looked at: of a doubt its row, of a text the place itself."""
        item = self.item
        shown = (item.row, item.crop) if item.kind in (DOUBT, PAGE) else (item.crop, item.row)
        return shown[0] or shown[1]

    @property
    def picture_file(self) -> str:
        """The path of its picture, beside the page; "" without one."""
        return f"crops/{self.number:04}.png" if self.picture else ""

    @property
    def choices(self) -> list[ItemChoice]:
        """The answers to choose from; that a box is not ticked is said as that nothing is."""
        return [choice for choice in self.item.choices if choice.value is not False]

    def words(self, choice: ItemChoice) -> str:
        """Return a choice in words, on one line."""
        return self.say("ticked") if choice.value is True else " ".join(choice.words.split())

    def is_guess(self, choice: ItemChoice) -> bool:
        """Return whether the reader thinks that this one is marked."""
        guess = self.item.guess
        return choice.value in (guess if isinstance(guess, tuple) else (guess,))

    @property
    def guess(self) -> str:
        """What the reader thinks is marked, in words; "" where it has no guess."""
        guessed = [self.words(choice) for choice in self.choices if self.is_guess(choice)]
        return " / ".join(guessed)  # a name may have commas


def png_size(picture: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in pixels (ISO/IEC 15948, 11.2.2).

    Raises ValueError if it is none.
    """
    if len(picture) < 24 or not picture.startswith(PNG_START):
        raise ValueError("no PNG")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height
