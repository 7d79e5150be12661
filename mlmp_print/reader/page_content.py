"""Compare the content of pages with the digests that the file has of them.

A copy that was only filled in and saved has the pages that we drew, byte for byte. The others were
drawn on, were written anew by a program, or are not of this sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, StreamObject

from ..model.limits import PDF_CONTENT_BYTES
from ..model.losses import ADDED_PAGES, PAGE_CONTENT
from ..model.messages import Where
from ..model.phrases import Phrase
from ..pdf.catalog import PAGES_KEY
from ..pdf.content_digest import content_digest
from ..pdf.continuation import MARK
from .annotations import paper_box
from .beside import Beside, BesideFields, beside_note
from .objects import Key, array, data, dictionary, inherited, key, private, resolve, state

_ISOLATION = re.compile(rb"[qQ\s\x00]*\Z")  # programs put q and Q around content that they add to
_MARKS = re.compile(rb"/(M[0-9]{1,4}) Do\b")  # a page of ours shows the marks of its panels
_CHANGED = Phrase(
    "is not as it was drawn: something was written or drawn into the page, or a program has "
    "written it anew. Look at the page; what stands there is in no answer"
)
_ADDED = Phrase("is not a page of this sheet. Look at it; what stands there is in no answer")
CONTENT, ADDED = "Content", "Page"  # kinds of `Beside`
_SAID = {CONTENT: (_CHANGED, PAGE_CONTENT), ADDED: (_ADDED, ADDED_PAGES)}
_NOT_COMPARED = Phrase(
    "has pages of more than {size} MB; whether they were drawn on was not looked at",
    size=PDF_CONTENT_BYTES >> 20,
)


@dataclass
class PageContents:
    """The decoded content of pages, of which no more than a limit is unpacked in all.

    Attributes:
        exhausted: Whether there was more.
    """

    exhausted: bool = False
    _left: int = PDF_CONTENT_BYTES
    _known: dict[Key, bytes | None] = field(default_factory=dict)

    def of(self, page: DictionaryObject) -> list[bytes]:
        """The content streams of a page; without those that cannot be decoded."""
        contents = page.get("/Contents")
        streams = array(contents) or [contents]
        decoded = [self._decoded(stream) for stream in streams]
        return [content for content in decoded if content is not None]

    def _decoded(self, stream: Any) -> bytes | None:
        if key(stream) not in self._known:
            self._known[key(stream)] = self._decode(resolve(stream))
        return self._known[key(stream)]

    def _decode(self, stream: Any) -> bytes | None:
        if not isinstance(stream, StreamObject) or self.exhausted:
            return None
        try:
            content = data(stream, self._left)
        except LimitReachedError:
            self.exhausted = True
            return None
        except MemoryError:
            raise
        except Exception:  # a broken stream shows nothing
            return None
        self._left -= len(content)
        self.exhausted = self._left <= 0
        return content


@dataclass(frozen=True)
class OwnPages:
    """What a file says of its own pages: their digests, or None if it is older than these.

    Attributes:
        digests: Of the pages that its form was drawn with.
    """

    digests: frozenset[str] | None

    @classmethod
    def of(cls, description: Mapping[str, Any]) -> OwnPages:
        """Those of a description, which is not trusted."""
        digests = description.get(PAGES_KEY)
        if not isinstance(digests, list):
            return cls(None)
        return cls(frozenset(digest for digest in digests if isinstance(digest, str)))


def compare_pages(
    collected: BesideFields,
    own: OwnPages,
    pages: Sequence[DictionaryObject],
    contents: PageContents,
) -> bool:
    """Collect the pages that were drawn on, and those that are not of the sheet.

    Returns:
        Whether a page of the sheet is not in the file; False if that cannot be told.
    """
    digests = own.digests or frozenset()
    seen: set[str] = set()
    unknown: list[int] = []
    for index, page in enumerate(pages):
        known = digests | _continuation_digest(page)
        same = _unchanged(contents.of(page), known) if known else ""
        if same:
            seen.add(same)
        else:
            unknown.append(index)
    missing, changed = len(digests - seen), 0
    for index in unknown:
        kind = _kind(pages[index], own, contents, are_missing=missing > changed)
        if not kind or contents.exhausted:
            continue
        changed += kind == CONTENT
        what, code = _SAID[kind]
        shown = Beside(index + 1, paper_box(pages[index]), kind)
        collected.add(shown, beside_note(Where(page=index + 1), what, code))
    if contents.exhausted and digests:
        collected.notes.append(beside_note(Where(path="file"), _NOT_COMPARED, PAGE_CONTENT))
    return missing > changed and not contents.exhausted


def _unchanged(streams: Sequence[bytes], known: frozenset[str]) -> str:
    """The digest that a page's content has kept; "" if it has none of the known ones."""
    drawn = [stream for stream in streams if not _ISOLATION.match(stream)]
    digest = content_digest(b"\n".join(drawn))
    return digest if digest in known else ""


def _kind(
    page: DictionaryObject, own: OwnPages, contents: PageContents, *, are_missing: bool
) -> str:
    """What an unknown page is: one of ours that was drawn on, another; "" if all may be well."""
    if _mark(page):
        return CONTENT if _continuation_digest(page) else ""
    if has_fields(page):
        return CONTENT if own.digests else ""
    has_marks = bool(marks_of(page, contents))
    if own.digests is None:
        return "" if has_marks else ADDED
    return CONTENT if are_missing and has_marks else ADDED


def _mark(page: DictionaryObject) -> str:
    """What `continuation.add_continuation` wrote into a page; "" if it is none of these."""
    mark = private(page)
    return mark if isinstance(mark, str) and mark.partition(" ")[0] == MARK else ""


def is_continuation(page: DictionaryObject) -> bool:
    """Whether a page is one of those at the end, on which long answers go on."""
    return bool(_mark(page))


def _continuation_digest(page: DictionaryObject) -> frozenset[str]:
    """The digest that a page at the end carries of itself, if it does."""
    digest = _mark(page).partition(" ")[2]
    return frozenset((digest,) if digest else ())


def has_fields(page: DictionaryObject) -> bool:
    """Whether a page has boxes of fields."""
    annotations = map(dictionary, array(page.get("/Annots")))
    return any(state(annotation.get("/Subtype")) == "Widget" for annotation in annotations)


def marks_of(page: DictionaryObject, contents: PageContents) -> list[StreamObject]:
    """The marks (`marks.panel`) that a page of ours shows, one for each panel on it."""
    objects = dictionary(dictionary(inherited(page, "/Resources")).get("/XObject"))
    names = (name.decode() for stream in contents.of(page) for name in _MARKS.findall(stream))
    marks = (dictionary(objects.get(f"/{name}")) for name in dict.fromkeys(names))
    return [mark for mark in marks if isinstance(mark, StreamObject)]
