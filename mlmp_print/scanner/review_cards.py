"""The cards of the review page: one for each thing that a person settles."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ..look.look import Look
from ..look.page_drawings import icon
from ..look.page_parts import NO_MARKUP, Markup, PageParts, join
from ..model.limits import TEXT_LETTERS
from ..model.phrases import translated
from .review_data import ASK, DOUBT, KEEP, PAGE, PICTURE, SKIP, TEXT, ItemChoice, ReviewItem

REFUSED = "refused"  # pages of which nothing was read
SECTIONS = {DOUBT: "doubts", TEXT: "texts", PICTURE: "pictures", PAGE: "pages"}

_PARTS = PageParts("review/page.html")
PNG_START = b"\x89PNG\r\n\x1a\n"
NOTHING_KEY, ASK_KEY = "-", "+"  # keys that stand beside the digits
_MOST_DIGITS = 9  # choices with a digit of their own
_ROWS = 3  # of a box to type in
_MOVE = "move"  # the button beside the list of sheets


@dataclass(frozen=True)
class ReviewCard:
    """One thing to settle, on the page.

    Attributes:
        number: Its number on the page, from 1.
        item: What is asked.
        look: The look of the page, which has its language and its words.
    """

    number: int
    item: ReviewItem
    look: Look

    @property
    def section(self) -> str:
        """The part of the page on which it stands."""
        if self.item.kind == PAGE and not self.item.sheet:
            return REFUSED
        return SECTIONS[self.item.kind]

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

    def markup(self) -> Markup:
        """Return the card as HTML."""
        item, say = self.item, self.look.say
        return _PARTS.render(
            "card",
            number=f"{self.number}",
            style="thumb" if item.kind == PAGE else "",
            scan=item.key.scan,
            page=f"{item.key.page}",
            path=item.key.path,
            kind=item.kind,
            several=Markup(" data-several") if item.several else NO_MARKUP,
            lang=item.lang or self.look.tag,
            question=self.question,
            open=say("review.open"),
            who=self._who(),
            why=join(self._why()),
            picture=self._crop(),
            answers=self._answers(),
            undo=say("review.undo"),
        )

    @property
    def question(self) -> str:
        """What is asked; a page has no question of its own."""
        if self.item.question:
            return self.item.question
        return self.look.say("review.page").format(file=self.item.file, page=self.item.key.page)

    def _who(self) -> str:
        item, say = self.item, self.look.say
        place = say("review.page").format(file=item.file, page=item.key.page)
        return " · ".join(part for part in (item.sheet, place) if part)

    def _why(self) -> Iterator[Markup]:
        item, say = self.item, self.look.say
        if item.why:
            key = "review.why_page" if item.kind == PAGE else "review.why"
            yield _PARTS.render("why", icon="eye", text=say(key).format(why=translated(item.why)))
        if item.kind == DOUBT:
            yield _PARTS.render("guess", text=say("review.guess").format(guess=self.guess))

    @property
    def choices(self) -> list[ItemChoice]:
        """The answers to choose from; that a box is not ticked is said as that nothing is."""
        return [choice for choice in self.item.choices if choice.value is not False]

    def words(self, choice: ItemChoice) -> str:
        """Return a choice in words, on one line."""
        if choice.value is True:
            return self.look.say("review.ticked")
        return " ".join(choice.words.split())

    @property
    def guess(self) -> str:
        """The guess of a doubt, in words."""
        guessed = [self.words(choice) for choice in self.choices if self._is_guess(choice)]
        return ", ".join(guessed) or self.look.say("review.no_mark")

    def _is_guess(self, choice: ItemChoice) -> bool:
        guess = self.item.guess
        return choice.value in (guess if isinstance(guess, tuple) else (guess,))

    def _crop(self) -> Markup:
        if not self.picture:
            return NO_MARKUP
        width, height = png_size(self.picture)
        return _PARTS.render(
            "crop",
            source=self.picture_file,
            alt=self.look.say("review.crop").format(question=self.question),
            width=f"{width}",
            height=f"{height}",
            larger=self.look.say("review.larger"),
        )

    # What may be said -------------------------------------------------------------------------

    def _answers(self) -> Markup:
        item = self.item
        if item.kind == DOUBT:
            shown = self._doubt()
        elif item.kind == TEXT:
            shown = self._box()
        else:
            shown = NO_MARKUP
        return join((shown, _PARTS.render("others", others=join(self._others()))))

    def _doubt(self) -> Markup:
        choices = self.choices
        if self.item.asks.is_score:
            return _PARTS.render("choices", style="scale", choices=join(map(self._disc, choices)))
        options = [self._choice(at, choice) for at, choice in enumerate(choices, 1)]
        return _PARTS.render("choices", style="list", choices=join(options))

    def _disc(self, choice: ItemChoice) -> Markup:
        """One number of the scale. Its key is its number, and once more the half above it."""
        whole, _, half = str(choice.value).partition(".")
        style = ["half"] if half else ["whole"]
        meaning = "" if half else self.look.say(f"score.word_{whole}")
        return _PARTS.render(
            "disc",
            style=" ".join([*style, *self._guessed_style(choice)]),
            type=self._type,
            number=f"{self.number}",
            value=_written(choice.value),
            key=f"{whole}{'½' if half else ''}",
            shortcut=whole,
            words=choice.words,
            meaning=meaning,
            guess=self._guess_mark(choice),
        )

    def _choice(self, at: int, choice: ItemChoice) -> Markup:
        key = f"{at}" if at <= _MOST_DIGITS else ""
        drawing = self._theme(str(choice.value)) if self.item.asks.is_theme else NO_MARKUP
        return self._option(
            "chosen",
            _written(choice.value),
            self.words(choice),
            key,
            style="".join(f" {style}" for style in self._guessed_style(choice)),
            drawing=drawing,
            guess=self._guess_mark(choice),
        )

    def _theme(self, key: str) -> Markup:
        """The disc of a life theme; nothing for one that the look does not have."""
        icons = {theme.key: theme.icon for theme in self.look.themes}
        if key not in icons:
            return NO_MARKUP
        return _PARTS.render("theme", key=key, icon=icon(self.look.icon(icons[key]), "ico"))

    def _guessed_style(self, choice: ItemChoice) -> list[str]:
        return ["guessed"] if self._is_guess(choice) else []

    def _guess_mark(self, choice: ItemChoice) -> Markup:
        if not self._is_guess(choice):
            return NO_MARKUP
        return _PARTS.render("guess_mark", text=self.look.say("review.guess_mark"))

    def _box(self) -> Markup:
        kind, say, number = self.item.asks, self.look.say, f"{self.number}"
        lang = self.item.lang or self.look.tag
        most = f"{TEXT_LETTERS}"
        hint = NO_MARKUP
        if kind.is_day:
            hint = _PARTS.render("box_hint", number=number, text=say("review.date_hint"))
        if kind.is_day or kind.one_line:
            attributes = NO_MARKUP
            if kind.is_day:
                attributes = _PARTS.render("date_attributes", number=number)
            field = _PARTS.render(
                "line", number=number, most=most, lang=lang, attributes=attributes
            )
        else:
            field = _PARTS.render("lines", number=number, most=most, lang=lang, rows=f"{_ROWS}")
        label = say("review.typed")
        return _PARTS.render("box", number=number, label=label, hint=hint, field=field)

    def _others(self) -> Iterator[Markup]:
        """What may be said instead of a choice or a text."""
        say, kind = self.look.say, self.item.kind
        if kind == PAGE:
            yield from self._page_options()
            return
        if kind == PICTURE:
            yield self._option("said", KEEP, say("review.keep"), "1")
            yield self._option("said", SKIP, say("review.no_picture"), NOTHING_KEY)
        else:
            key = "review.no_mark" if kind == DOUBT else "review.no_text"
            guessed = " guessed" if kind == DOUBT and not self._guesses_a_mark else ""
            yield self._option("nothing", "", say(key), NOTHING_KEY, style=guessed)
        yield self._option("said", ASK, say("review.ask"), ASK_KEY)

    @property
    def _guesses_a_mark(self) -> bool:
        return any(map(self._is_guess, self.choices))

    def _page_options(self) -> Iterator[Markup]:
        """Whether a page counts, or to which other sheet it belongs."""
        say, choices = self.look.say, self.item.choices
        said = {choice.value for choice in choices}
        refused = self.section == REFUSED
        words = {KEEP: "page_keep", SKIP: "page_seen" if refused else "page_skip"}
        shown = [value for value in words if value in said]
        for at, value in enumerate(shown, 1):
            yield self._option("said", value, say(f"review.{words[value]}"), f"{at}")
        sheets = [choice for choice in choices if choice.value not in words]
        if sheets:
            key = f"{len(shown) + 1}"
            yield self._option("sheet", _MOVE, say("review.page_move"), key)
            yield _PARTS.render(
                "select",
                number=f"{self.number}",
                label=say("review.page_sheet"),
                choose=say("review.page_choose"),
                options=join(_sheet_option(choice) for choice in sheets),
            )

    @property
    def _type(self) -> str:
        return "checkbox" if self.item.several else "radio"

    def _option(
        self,
        how: str,
        value: str,
        words: str,
        key: str,
        style: str = "",
        drawing: Markup = NO_MARKUP,
        guess: Markup = NO_MARKUP,
    ) -> Markup:
        return _PARTS.render(
            "option",
            number=f"{self.number}",
            type=self._type,
            how=how,
            value=value,
            words=words,
            key=key,
            cap=_PARTS.render("cap", key=key) if key else NO_MARKUP,
            style=style,
            drawing=drawing,
            guess=guess,
        )


def _sheet_option(choice: ItemChoice) -> Markup:
    return _PARTS.render("select_option", value=_written(choice.value), words=choice.words)


def _written(value: str | bool) -> str:
    """A value as the page's script knows it."""
    return "true" if value is True else str(value)


def png_size(picture: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in pixels (ISO/IEC 15948, 11.2.2).

    Raises ValueError if it is none.
    """
    if len(picture) < 24 or not picture.startswith(PNG_START):
        raise ValueError("no PNG")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height
