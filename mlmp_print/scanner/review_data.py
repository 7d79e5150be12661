"""What a person is asked about a scan, and what the person says: the data of the review.

`scan` makes the items, `review.write_review` puts them on a page, and `review.read_corrections`
gives back what was said there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ..model.kinds import Kind, Text
from ..model.messages import NOTHING
from ..model.phrases import Phrase

# The kinds of items.
DOUBT = "doubt"  # a choice, score, theme or tick: `choices` are its states
TEXT = "text"  # a text, name or date, to be typed; a date as people write one
PICTURE = "picture"  # whether what is drawn there is taken as the answer: KEEP or SKIP
PAGE = "page"  # a page: KEEP, SKIP, ALONE, or the name of another sheet to which it belongs

# What may be said instead of a state.
NOTHING_MARKED = None  # of a doubt, text or picture: nothing stands there
ASK = "?"  # the citizen is asked: the doubt stays open

# What may be said of a picture or a page.
KEEP, SKIP = "keep", "skip"
ALONE = "alone"  # of a page: it is of a sheet of its own

Value = str | bool | tuple[str, ...] | None


class ItemKey(NamedTuple):
    """What an item is about.

    Attributes:
        scan: The SHA-256 of the scan, in hexadecimal.
        page: The page in it, from 1.
        path: The question; "" for the page itself.
    """

    scan: str
    page: int
    path: str


class ItemChoice(NamedTuple):
    """An answer to choose from: what a correction then says, and its words."""

    value: str | bool
    words: str


@dataclass(frozen=True)
class ReviewItem:
    """One thing that a person is asked.

    Attributes:
        key: What it is about.
        kind: DOUBT, TEXT, PICTURE or PAGE.
        question: Its words, in the language of the sheet.
        choices: The answers to choose from, in that language; none for a text.
        several: Whether several of them may be given at once.
        guess: What was read, and is not sure; None for nothing.
        why: Why a person is asked.
        file: The name of the scan, without folders.
        sheet: What tells the sheet from others: its title, and its id if it has one.
        lang: The language of the sheet.
        crop: A picture (PNG) of the place itself.
        row: A picture (PNG) of the row it stands in, with 8 mm around; of a page a small one.
        settled: What a correction has said of it already; only where `is_settled`.
        is_settled: Whether one has.
        asks: The kind of the question, which checks what the person says.
        spot: Where in `row` the question itself stands: left, top, right and bottom, as parts of
            the picture's width and height; None where that is not known.
        nothing_seen: Whether nothing is seen there: it is asked about since its page may have lost
            marks. The review page asks about all such questions of a page at once.
        page: A small picture (PNG) of that page.
    """

    key: ItemKey
    kind: str
    question: str
    choices: tuple[ItemChoice, ...] = ()
    several: bool = False
    guess: Value = None
    why: Phrase = NOTHING
    file: str = ""
    sheet: str = ""
    lang: str = ""
    crop: bytes = field(default=b"", repr=False)
    row: bytes = field(default=b"", repr=False)
    settled: Value = field(default=None, repr=False)
    is_settled: bool = False
    asks: Kind = field(default_factory=Text)
    spot: tuple[float, float, float, float] | None = None
    nothing_seen: bool = False
    page: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Correction:
    """What a person has said of one item.

    Attributes:
        key: What it is about.
        value: A state, several, True or False for a tick, a typed text; KEEP, SKIP, ALONE or the
            name of a sheet; ASK; None if nothing is marked or written there.
    """

    key: ItemKey
    value: Value = field(repr=False)
