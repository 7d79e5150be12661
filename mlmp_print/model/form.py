"""What a form is: questions, and pages of blocks that draw them. Frozen values of the standard library only.

A block asks a `Pen` for ink and fields, in millimetres from the top left of its panel (one A4 page of the form), and never
knows which library draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

from .kinds import Kind
from .paths import join

MM = 72 / 25.4  # points in a millimetre
ORIENTATIONS = ("portrait", "landscape", "poster")  # a poster is a portrait panel that has an A3 to itself
GROUPS = ("citizen", "meeting", "course", "manager")  # whom a form is for, or where it is used; the order of the kit's page
LAST = 99


@dataclass(frozen=True)
class Box:
    """A rectangle in mm; `x`, `y` is its top left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.y + self.h

    @property
    def center(self) -> tuple[float, float]:
        """The middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def inset(self, left: float, top: float | None = None, right: float | None = None, bottom: float | None = None) -> Box:
        """The box made smaller on each side; one number is for all four."""
        top, right = left if top is None else top, left if right is None else right
        bottom = top if bottom is None else bottom
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def inside(self, other: Box, slack: float = 1e-6) -> bool:
        """Whether the box lies within `other`."""
        return self.x >= other.x - slack and self.y >= other.y - slack and self.right <= other.right + slack and self.bottom <= other.bottom + slack

    def overlaps(self, other: Box, slack: float = 1e-6) -> bool:
        """Whether the two share any area."""
        return self.x < other.right - slack and other.x < self.right - slack and self.y < other.bottom - slack and other.y < self.bottom - slack


@dataclass(frozen=True)
class Field:
    """One question: its key, its kind of value, and examples (one for each place in a list) that are not words.

    `source`: the pattern of the question whose answer on an older sheet this one starts from (see `carrying`); its own if None,
    no question if "".
    """

    key: str
    kind: Kind
    example: tuple[Any, ...] = ()
    source: str | None = None


@dataclass(frozen=True)
class Group:
    """Questions under one key: an object in the JSON."""

    key: str
    members: tuple[Question, ...]


@dataclass(frozen=True)
class Listing:
    """The same questions several times: a list of objects in the JSON.

    `count`: how many the form has room for as it stands; it may be set from `least` to `most`.
    """

    key: str
    members: tuple[Question, ...]
    count: int
    most: int
    least: int = 1


Question = Field | Group | Listing


@dataclass(frozen=True)
class Place:
    """A question where it stands: path `goals.2.score_now`, its pattern `goals.score_now` and position 2."""

    path: str
    pattern: str
    position: int | None
    kind: Kind
    example: tuple[Any, ...] = ()
    source: str = ""


def places(questions: Sequence[Question], path: str = "", pattern: str = "", position: int | None = None) -> Iterator[Place]:
    """Every question at every place where it stands, in the order of the form."""
    for question in questions:
        here, bare = join(path, question.key), join(pattern, question.key)
        if isinstance(question, Field):
            yield Place(here, bare, position, question.kind, question.example, bare if question.source is None else question.source)
        elif isinstance(question, Group):
            yield from places(question.members, here, bare, position)
        else:
            for number in range(1, question.count + 1):
                yield from places(question.members, join(here, number), bare, number)


class Pen(Protocol):
    """What a block may ask for. Lengths in mm, type sizes in pt, colours as `#RRGGBB` names of the look's palette.

    Ink outside of `tagged` is an artifact (decoration); words must be inside one, or in an `artifact` on purpose.
    """

    def tagged(self, tag: str, **attributes: str) -> AbstractContextManager[None]:
        """The ink within belongs to one structure element (P, H1, Figure with Alt …)."""

    def section(self, tag: str) -> AbstractContextManager[None]:
        """The elements and fields within belong together (Sect)."""

    def artifact(self) -> AbstractContextManager[None]:
        """The ink within, words too, is decoration: a screen reader hears the same elsewhere."""

    def text(self, x: float, baseline: float, words: str, size: float, *, bold: bool = False, color: str = "ink", align: str = "left") -> None:
        """One line of words."""

    def line(self, x1: float, y1: float, x2: float, y2: float, *, color: str = "line", width: float = 0.7, dash: tuple[float, float] | None = None) -> None:
        """A line; `width` in pt, `dash` in mm."""

    def rect(self, box: Box, *, radius: float = 0, fill: str | None = None, stroke: str | None = None, width: float = 1.0) -> None:
        """A rectangle with rounded corners."""

    def circle(self, x: float, y: float, r: float, *, fill: str | None = None, stroke: str | None = None, width: float = 1.0) -> None:
        """A circle."""

    def path(
        self, steps: Sequence[tuple[Any, ...]], *, fill: str | None = None, stroke: str | None = None, width: float = 1.0
    ) -> None:
        """A path of (`M`, x, y), (`L`, x, y), (`C`, x1, y1, x2, y2, x3, y3), (`Z`,) steps."""

    def icon(self, name: str, box: Box, *, color: str = "ink", width: float = 1.2) -> None:
        """A line icon of the look, scaled into the box."""

    def words(self, place: Place, box: Box, *, rules: Sequence[float] = (), single: bool = False, paper: str = "paper") -> None:
        """A text field. `rules`: the y of printed writing lines; `paper`: the colour behind it, to cover them with."""

    def button(self, place: Place, state: str, box: Box, chosen: Callable[[Pen, Box], None]) -> None:
        """A button for one state of a choice; `chosen` draws what it looks like when it is on."""

    def picture(self, place: Place, box: Box) -> None:
        """Room for a picture."""

    def reacts(self, places: Sequence[Place], box: Box, drawings: Mapping[tuple[str, ...], Callable[[Pen, Box], None]]) -> None:
        """Ink that follows the answers to one or more choices: a drawing for each combination of their states ("" is none
        chosen). A combination that has none shows that of no answers, which must be there."""

    def echo(self, place: Place, box: Box, size: float) -> None:
        """Ink that repeats what a text field elsewhere holds, in the colour of answers: as much as goes on one line at `size` pt,
        standing on the foot of the box."""


class Sheet(Protocol):
    """What a block is told: the words of the form and the look, and which entries of a list stand on this page."""

    @property
    def first(self) -> int:
        """The position of the first list entry on this page, from 1."""

    @property
    def per(self) -> int:
        """How many list entries stand on this page."""

    @property
    def logo(self) -> Box | None:
        """Where the look's logo lies, if it has one; words keep off it."""

    def count(self, key: str) -> int:
        """How many entries a list has room for."""

    def entries(self, key: str) -> Sequence[int]:
        """The positions of a list's entries that stand on this page: its share if the page repeats for the list, else all of them."""

    def setting(self, name: str) -> int | str:
        """What is chosen of an option of the form."""

    def size(self, size: float) -> float:
        """A type size in pt as this look sets it: one step up in large print."""

    @property
    def pitch(self) -> float:
        """The distance of writing lines in mm: 10, or 14 in large print (DESIGN §7)."""

    def place(self, path: str) -> Place:
        """The question at a path."""

    def say(self, key: str) -> str:
        """Words of the language."""

    def word(self, key: str) -> str:
        """Words of this form."""

    def label(self, place: Place) -> str:
        """A question's printed label."""

    def hint(self, place: Place) -> str:
        """A question's printed hint, or nothing."""

    def said(self, place: Place, state: str) -> str:
        """A state of a choice in words."""

    @property
    def themes(self) -> Sequence[str]:
        """The keys of the life themes in the order of the wheel."""

    def theme_icon(self, key: str) -> str:
        """The name of a theme's icon."""


class Block(Protocol):
    """A part of a page. One frozen dataclass a file in `blocks/`; its fields are its keys in the form's TOML."""

    box: Box

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw ink and place fields."""


@dataclass(frozen=True)
class Page:
    """One panel of the form. `repeat` names the list whose further entries bring this page again, `per` of them each;
    `per` may be the name of an option of the form."""

    blocks: tuple[Block, ...]
    repeat: str = ""
    per: int | str = 0
    once: frozenset[int] = frozenset()  # which blocks, counted from 0, are drawn only the first time
    again: Mapping[int, Block] = field(default_factory=dict)  # what stands for a block from the second time on: the same in another box

    def blocks_for(self, first: int) -> tuple[Block, ...]:
        """What is drawn when the page starts at list entry `first`: a question outside the list is asked once only."""
        if first == 1:
            return self.blocks
        again = (self.again.get(number, block) for number, block in enumerate(self.blocks) if number not in self.once)
        return tuple(block for block in again if getattr(block, "path", self.repeat) == self.repeat)


@dataclass(frozen=True)
class Form:
    """One sheet, or set of sheets. `released` is the day of this version (it stands in the file)."""

    name: str
    code: str
    version: int
    released: str
    questions: tuple[Question, ...]
    pages: tuple[Page, ...]
    orientation: str = "portrait"  # of its panels: one of ORIENTATIONS
    group: str = "course"  # one of GROUPS
    order: int = LAST  # its place in the group
    options: tuple[tuple[str, tuple[int | str, ...]], ...] = ()  # what may be chosen, the usual choice first
    chosen: tuple[tuple[str, int | str], ...] = ()  # what was chosen otherwise
    words: Mapping[str, Any] = field(default_factory=dict, hash=False)  # language → words, for a form that brings its own

    @cached_property
    def lists(self) -> Mapping[str, Listing]:
        """The lists of the form by key."""
        return {question.key: question for question in self.questions if isinstance(question, Listing)}

    def places(self) -> tuple[Place, ...]:
        """Every question where it stands."""
        return tuple(places(self.questions))

    @cached_property
    def paths(self) -> frozenset[str]:
        """The path of every question where it stands."""
        return frozenset(place.path for place in self.places())

    def setting(self, name: str) -> int | str:
        """What is chosen of an option."""
        return dict(self.chosen).get(name, dict(self.options)[name][0])

    @cached_property
    def settings(self) -> Mapping[str, int | str]:
        """Every setting as it stands: the room in the lists, and the options."""
        return {**{key: listing.count for key, listing in self.lists.items()}, **{name: self.setting(name) for name, _ in self.options}}

    @property
    def variant(self) -> str:
        """A short code of the settings that change where things lie: `S5` for five steps, `G1` for one goal a page."""
        repeated = {page.repeat for page in self.pages}
        laid_out = {key: listing.count for key, listing in self.lists.items() if key not in repeated}
        chosen = {name: self.setting(name) for name, choices in self.options if self.setting(name) != choices[0]}
        return "".join(f"{name[0]}{str(value)[:2] if isinstance(value, int) else value[0]}" for name, value in {**laid_out, **chosen}.items())

    def per(self, page: Page) -> int:
        """How many list entries stand on a page; 0 if it does not repeat."""
        return int(self.setting(page.per)) if isinstance(page.per, str) else page.per

    def panels(self) -> tuple[tuple[Page, int], ...]:
        """The pages as drawn, each with the position of its first list entry: a repeating page comes as often as needed."""
        drawn: list[tuple[Page, int]] = []
        for page in self.pages:
            count = self.lists[page.repeat].count if page.repeat else 1
            drawn += [(page, first) for first in range(1, count + 1, self.per(page) or count)]
        return tuple(drawn)

    def with_option(self, name: str, value: int | str) -> Form:
        """The form with an option chosen; lists that fill pages get whole ones."""
        return replace(self, chosen=tuple({**dict(self.chosen), name: value}.items())).whole_pages()

    def whole_pages(self) -> Form:
        """The form with the lists that fill pages rounded up to whole ones."""
        form = self
        for page in self.pages:
            if page.repeat:
                form = form.with_count(page.repeat, form.lists[page.repeat].count)
        return form

    def with_count(self, key: str, count: int) -> Form:
        """The form with room for `count` entries of a list, rounded up to whole pages."""
        per = min((self.per(page) for page in self.pages if page.repeat == key), default=1)
        count = -(-count // (per or 1)) * (per or 1)
        return replace(
            self,
            questions=tuple(
                replace(question, count=count) if isinstance(question, Listing) and question.key == key else question for question in self.questions
            ),
        )
