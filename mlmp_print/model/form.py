"""What a form is: questions, and pages of blocks that draw them. Frozen plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from .due_dates import Due
from .kinds import Kind
from .only import Only
from .page import Page
from .paths import join
from .setting_codes import setting_code

ORIENTATIONS = ("portrait", "landscape", "poster")  # a poster: a portrait panel enlarged to A3
GROUPS = ("citizen", "meeting", "course", "manager")  # who uses a form; the order of the kit's page
LAST = 99  # the `order` of a form without one


@dataclass(frozen=True)
class Field:
    """One question: its key and its kind of value.

    Attributes:
        example: Answers for the example that are not words, one for each position in a list.
        sources: The patterns of the questions of an older sheet whose answer is carried over to
            this one, the first that has one; None for the question of the same pattern. A
            position in a list may be a setting of the form: `goals.{goal}.text`. `goals.number`
            is the position of an entry, where that is no question.
        only: The setting without which the question is not drawn; None for one that always is.
        due: How the date is worked out, if it can be.
        each: Which of several alike it is, as the last part of its key: 4 of `goal_4`; 0 for a
            question that there is one of.
    """

    key: str
    kind: Kind
    example: tuple[Any, ...] = ()
    sources: tuple[str, ...] | None = None
    only: Only | None = None
    due: Due | None = None
    each: int = 0


@dataclass(frozen=True)
class Group:
    """Questions under one key: an object in the JSON."""

    key: str
    members: tuple[Question, ...]


@dataclass(frozen=True)
class Listing:
    """The same questions several times: a list of objects in the JSON.

    Attributes:
        count: The number of entries that the form has room for, between `least` and `most`.
    """

    key: str
    members: tuple[Question, ...]
    count: int
    most: int
    least: int = 1


Question = Field | Group | Listing


@dataclass(frozen=True)
class Place:
    """A question at one place of the form.

    Attributes:
        path: For example `goals.2.score_now`.
        pattern: The path without the list position, `goals.score_now`.
        position: The list position, 2; None outside of lists.
        sources: The patterns of the older questions (see `Field`); none if nothing is carried.
        only: The setting without which the question is not drawn (see `Field`).
        due: How the date is worked out (see `Field`).
        each: Which of several alike it is (see `Field`).
    """

    path: str
    pattern: str
    position: int | None
    kind: Kind
    example: tuple[Any, ...] = ()
    sources: tuple[str, ...] = ()
    only: Only | None = None
    due: Due | None = None
    each: int = 0

    @property
    def asked_as(self) -> str:
        """The key of its words: the pattern, without the number of one of several alike."""
        return self.pattern.removesuffix(f"_{self.each}") if self.each else self.pattern


def places(
    questions: Sequence[Question], path: str = "", pattern: str = "", position: int | None = None
) -> Iterator[Place]:
    """Yield every question at every place, in the order of the form.

    Args:
        path, pattern, position: Of the group or list entry that the questions stand in.
    """
    for question in questions:
        here, bare = join(path, question.key), join(pattern, question.key)
        if isinstance(question, Field):
            sources = (bare,) if question.sources is None else question.sources
            kind, example, only = question.kind, question.example, question.only
            due, each = question.due, question.each
            yield Place(here, bare, position, kind, example, sources, only, due, each)
        elif isinstance(question, Group):
            yield from places(question.members, here, bare, position)
        else:
            for number in range(1, question.count + 1):
                yield from places(question.members, join(here, number), bare, number)


@dataclass(frozen=True)
class Form:
    """One sheet, or a set of sheets.

    Attributes:
        code: Short name in the codes that a scan is read by.
        released: The day of this version, ISO; the PDF file carries it.
        orientation: Of the panels, one of ORIENTATIONS.
        group: One of GROUPS.
        order: The place in its group on the kit's page.
        marks: Whether panels carry the marks that a scan is read by.
        options: Name → choices, the usual choice first.
        chosen: Name → the choice, for options that are not at their usual one.
        usual: The `settings` of the form as its definition has them.
        words: Language → words, for a form that brings its own.
    """

    name: str
    code: str
    version: int
    released: str
    questions: tuple[Question, ...]
    pages: tuple[Page, ...]
    orientation: str = "portrait"
    group: str = "course"
    order: int = LAST
    marks: bool = True
    options: tuple[tuple[str, tuple[int | str, ...]], ...] = ()
    chosen: tuple[tuple[str, int | str], ...] = ()
    usual: tuple[tuple[str, int | str], ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @cached_property
    def lists(self) -> Mapping[str, Listing]:
        """The lists of the form by key."""
        return {
            question.key: question for question in self.questions if isinstance(question, Listing)
        }

    def places(self) -> tuple[Place, ...]:
        """Return every question at every place that is drawn."""
        return tuple(place for place in places(self.questions) if self.draws(place))

    @cached_property
    def due_places(self) -> tuple[Place, ...]:
        """The questions whose date the form's settings ask to be worked out."""
        return tuple(place for place in self.places() if place.due and self._holds(place.due.when))

    def draws(self, part: Field | Place | Page) -> bool:
        """Tell whether a question or a page is drawn with the form's settings."""
        return part.only is None or self._holds(part.only)

    def _holds(self, only: Only) -> bool:
        return only.holds(self.setting(only.setting))

    @property
    def drawn_pages(self) -> tuple[Page, ...]:
        """The pages that are drawn with the form's settings."""
        return tuple(page for page in self.pages if self.draws(page))

    def all_places(self) -> tuple[Place, ...]:
        """Return every question at every place that could be drawn.

        Every setting is chosen here, and every list has its `most` entries: what answers, tables
        and older sheets may hold.
        """
        return self._all_places

    @cached_property
    def _all_places(self) -> tuple[Place, ...]:
        # Kept, since a batch that starts from older sheets asks for them for everyone.
        questions = [
            replace(question, count=question.most) if isinstance(question, Listing) else question
            for question in self.questions
        ]
        return tuple(places(questions))

    @cached_property
    def undrawn(self) -> Mapping[str, Place]:
        """Path → question, for every question that the form's settings leave out."""
        return {place.path: place for place in self.all_places() if not self.draws(place)}

    @cached_property
    def descriptions(self) -> Mapping[str, str]:
        """Path of each description of a picture → the picture's key."""
        return {
            place.path: place.kind.describes for place in self.all_places() if place.kind.describes
        }

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of all `places`."""
        return frozenset(place.path for place in self.places())

    def setting(self, name: str) -> int | str:
        """Return the choice for an option."""
        return dict(self.chosen).get(name, dict(self.options)[name][0])

    @cached_property
    def settings(self) -> Mapping[str, int | str]:
        """The counts of all lists, and the choices for all options."""
        counts = {key: listing.count for key, listing in self.lists.items()}
        return {**counts, **{name: self.setting(name) for name, _ in self.options}}

    @property
    def setting_code(self) -> str:
        """The settings that are not the usual ones, as the codes of a sheet carry them."""
        return setting_code(self.settings, self.usual, self.options)

    def per(self, page: Page) -> int:
        """Return the number of list entries on a page; 0 if it does not repeat."""
        return int(self.setting(page.per)) if isinstance(page.per, str) else page.per

    def room_left(self, key: str) -> int:
        """Return for how many entries of a list its last page has room left.

        None, where the list has as many entries as its pages hold.
        """
        pages = [page for page in self.drawn_pages if page.repeat == key and not page.whole]
        return sum(-self.lists[key].count % (self.per(page) or 1) for page in pages)

    def panels(self) -> tuple[tuple[Page, int], ...]:
        """Return the pages as drawn, as often as a list needs, each with its first list entry."""
        panels: list[tuple[Page, int]] = []
        for page in self.drawn_pages:
            if page.full and self.room_left(page.full):
                continue
            count = self.lists[page.repeat].count if page.repeat else 1
            panels += [(page, first) for first in range(1, count + 1, self.per(page) or count)]
        return tuple(panels)

    def with_option(self, name: str, value: int | str) -> Form:
        """Return the form with a choice for an option; its pages are whole again."""
        chosen = {**dict(self.chosen), name: value}
        unusual = (
            (option, chosen[option])
            for option, choices in self.options
            if option in chosen and chosen[option] != choices[0]
        )
        return replace(self, chosen=tuple(unusual)).whole_pages()

    def whole_pages(self) -> Form:
        """Return the form with room for as many entries as its repeating pages hold."""
        form = self
        for page in self.drawn_pages:
            if page.repeat:
                form = form.with_count(page.repeat, form.lists[page.repeat].count)
        return form

    def with_count(self, key: str, count: int) -> Form:
        """Return the form with room for `count` entries of a list.

        They are rounded up to whole pages, unless a page may have room left (`Page.whole`).
        """
        pages = [page for page in self.drawn_pages if page.repeat == key]
        per = min((self.per(page) if page.whole else 1 for page in pages), default=1) or 1
        rounded = -(-count // per) * per
        questions = tuple(
            replace(question, count=rounded)
            if isinstance(question, Listing) and question.key == key
            else question
            for question in self.questions
        )
        return replace(self, questions=questions)
