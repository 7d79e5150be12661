"""What a form is: questions, and pages of blocks that draw them. Frozen values of the standard library only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

from .kinds import Kind
from .paths import join

ORIENTATIONS = (
    "portrait",
    "landscape",
    "poster",
)  # a poster is a portrait panel that has an A3 to itself
GROUPS = (
    "citizen",
    "meeting",
    "course",
    "manager",
)  # whom a form is for, or where it is used; the order of the kit's page
LAST = 99


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


def places(
    questions: Sequence[Question], path: str = "", pattern: str = "", position: int | None = None
) -> Iterator[Place]:
    """Every question at every place where it stands, in the order of the form."""
    for question in questions:
        here, bare = join(path, question.key), join(pattern, question.key)
        if isinstance(question, Field):
            yield Place(
                here,
                bare,
                position,
                question.kind,
                question.example,
                bare if question.source is None else question.source,
            )
        elif isinstance(question, Group):
            yield from places(question.members, here, bare, position)
        else:
            for number in range(1, question.count + 1):
                yield from places(question.members, join(here, number), bare, number)


class Block(Protocol):
    """A part of a page, as far as a form knows it: something that can be drawn (see `draw.blocks`)."""

    def draw(self, pen: Any, sheet: Any) -> None:
        """Draw ink and place fields."""


@dataclass(frozen=True)
class Page:
    """One panel of the form. `repeat` names the list whose further entries bring this page again, `per` of them each;
    `per` may be the name of an option of the form."""

    blocks: tuple[Block, ...]
    repeat: str = ""
    per: int | str = 0
    once: frozenset[int] = (
        frozenset()
    )  # which blocks, counted from 0, are drawn only the first time
    again: Mapping[int, Block] = field(
        default_factory=dict
    )  # what stands for a block from the second time on: the same in another box

    def blocks_for(self, first: int) -> tuple[Block, ...]:
        """What is drawn when the page starts at list entry `first`: a question outside the list is asked once only."""
        if first == 1:
            return self.blocks
        again = (
            self.again.get(number, block)
            for number, block in enumerate(self.blocks)
            if number not in self.once
        )
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
    options: tuple[
        tuple[str, tuple[int | str, ...]], ...
    ] = ()  # what may be chosen, the usual choice first
    chosen: tuple[tuple[str, int | str], ...] = ()  # what was chosen otherwise
    words: Mapping[str, Any] = field(
        default_factory=dict, hash=False
    )  # language → words, for a form that brings its own

    @cached_property
    def lists(self) -> Mapping[str, Listing]:
        """The lists of the form by key."""
        return {
            question.key: question for question in self.questions if isinstance(question, Listing)
        }

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
        return {
            **{key: listing.count for key, listing in self.lists.items()},
            **{name: self.setting(name) for name, _ in self.options},
        }

    @property
    def variant(self) -> str:
        """A short code of the settings that change where things lie: `S5` for five steps, `G1` for one goal a page."""
        repeated = {page.repeat for page in self.pages}
        laid_out = {
            key: listing.count for key, listing in self.lists.items() if key not in repeated
        }
        chosen = {
            name: self.setting(name)
            for name, choices in self.options
            if self.setting(name) != choices[0]
        }
        return "".join(
            f"{name[0]}{str(value)[:2] if isinstance(value, int) else value[0]}"
            for name, value in {**laid_out, **chosen}.items()
        )

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
                replace(question, count=count)
                if isinstance(question, Listing) and question.key == key
                else question
                for question in self.questions
            ),
        )
