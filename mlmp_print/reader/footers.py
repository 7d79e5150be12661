"""Read the footers of a sheet's pages: which form it is of, and which of its pages are there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from pypdf.generic import DictionaryObject, StreamObject

from ..look import look as looks
from ..look.assets import languages
from ..model.losses import MISSING_PAGES
from ..model.messages import Message, Severity, Where
from ..model.phrases import Phrase
from .objects import data, dictionary
from .page_content import PageContents, marks_of
from .shown_text import Fonts, shown_text

_MOST = 200  # panels whose marks are looked at
_MARKS_BYTES = 2**18  # of one
_WORDS_BYTES = 2**16  # of what all of them draw as text
_PART = re.compile(r"(\{[a-z]+\})")
_NUMBERS = {"{page}": "page", "{pages}": "pages", "{version}": "version"}


@dataclass(frozen=True)
class Footer:
    """What the footer of one panel says.

    Attributes:
        words: All of it.
        page: The number of the panel, from 1, and of how many.
    """

    words: str
    page: int
    pages: int


def footers(pages: Sequence[DictionaryObject], contents: PageContents) -> list[Footer]:
    """The footers of all panels in a file; without those that cannot be read."""
    return list(_footers(pages, contents))


def _footers(pages: Sequence[DictionaryObject], contents: PageContents) -> Iterator[Footer]:
    fonts, bytes_left = Fonts(), _WORDS_BYTES
    all_marks = (marks for page in pages for marks in marks_of(page, contents))
    for marks in islice(all_marks, _MOST):
        drawn = _drawn_words(marks)
        bytes_left -= len(drawn)
        if bytes_left < 0:
            return
        yield from _footer(_words(drawn, marks, fonts))


def _drawn_words(marks: StreamObject) -> bytes:
    """The part of the marks that draws words, which comes last; nothing if it cannot be read."""
    try:
        # Where no scan is read by the marks, the words are all there is of them.
        _, _, last = (b"\n" + data(marks, _MARKS_BYTES)).partition(b"\nBT ")
    except MemoryError:
        raise
    except Exception:  # pypdf raises errors of many classes
        return b""
    return b"BT " + last


def _words(drawn: bytes, marks: StreamObject, fonts: Fonts) -> str:
    resources = dictionary(dictionary(marks.get("/Resources")).get("/Font"))
    try:
        shown = list(shown_text(drawn, resources, fonts))
    except MemoryError:
        raise
    except Exception:  # pypdf raises errors of many classes
        return ""
    return "".join(letter or " " for piece in shown for letter in piece.letters)


def _footer(words: str) -> Iterator[Footer]:
    for pattern in _patterns():
        found = pattern.search(words)
        if found:
            yield Footer(words, int(found["page"]), int(found["pages"]))
            return


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """How footers are written in our languages, without the words of a form."""
    patterns = []
    for lang in languages():
        template = looks.load(lang).say("page.footer")
        after_words = template.rpartition("{sheet}")[2]
        patterns.append(re.compile("".join(map(_pattern, _PART.split(after_words)))))
    return tuple(patterns)


def _pattern(part: str) -> str:
    """A part of a footer; a line may break wherever it has a space."""
    if part in _NUMBERS:
        return f"(?P<{_NUMBERS[part]}>[0-9]{{1,6}})"
    return r"\s*".join(re.escape(word) for word in part.split(" "))


def missing_pages(found: Iterable[Footer], *, incomplete: bool) -> Iterator[Message]:
    """A note on the pages that a file lacks, by the numbers that are printed on the others.

    `incomplete`: it is known that some are missing, whatever the footers say.
    """
    panels = list(found)
    there = sorted({footer.page for footer in panels})
    total = max((footer.pages for footer in panels), default=0)
    missing = [number for number in range(1, min(total, _MOST) + 1) if number not in there]
    if missing:
        what = Phrase(
            "is not the whole sheet: of {total} pages these are missing: {missing}. "
            "Read as far as it goes",
            total=total,
            missing=[str(number) for number in missing],
        )
    elif incomplete:
        what = Phrase("is not the whole sheet: pages are missing. Read as far as it goes")
    else:
        return
    yield Message(Where(path="file"), what, severity=Severity.NOTE, code=MISSING_PAGES)
