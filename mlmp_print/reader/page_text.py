"""The text that is drawn on pages and in appearances, as their fonts' tables say (ToUnicode, 9.10.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, apply_configuration
from pypdf.generic import DictionaryObject, NameObject, NullObject, StreamObject

from ..text.unicode import normalized
from .objects import dictionary, inherited, state

_PLACEHOLDERS = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f]")  # pypdf breaks lines itself
_FONT_ARRAY = 200_000  # a font has a width for each of its glyphs, up to 65,535


@dataclass
class _Marked:
    """Takes what pypdf finds: every marked content in order, its tag and its words."""

    found: list[tuple[str, list[str]]] = field(default_factory=list)
    within: list[list[str]] = field(default_factory=list)

    def operator(self, operator: bytes, operands: Any, *_: Any) -> None:
        """An operator, which may begin or end marked content (14.6)."""
        if operator in (b"BDC", b"BMC"):
            self.within.append([])
            self.found.append(((state(operands[0]) if operands else None) or "", self.within[-1]))
        elif operator == b"EMC" and self.within:
            self.within.pop()

    def words(self, words: str, *_: Any) -> None:
        """Some of the text: it belongs to the innermost marked content."""
        if self.within:
            self.within[-1].append(words)


def drawn(appearance: StreamObject) -> str | None:
    """The text that an appearance draws; None if that cannot be found out."""
    page = PageObject.create_blank_page(width=1, height=1)
    return _extracted(lambda: page.extract_xform_text(appearance))  # type: ignore[arg-type]


def paragraphs(page: DictionaryObject) -> list[tuple[str, str]] | None:
    """Tag and text of every marked content of a page, in the order they are drawn; None if that cannot be found out.

    What form XObjects draw is left out: ours are the marks, which take as long as the rest.
    """
    copy, marked = PageObject(), _Marked()
    fonts = dictionary(inherited(page, "/Resources")).get("/Font", DictionaryObject())
    copy[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): fonts, NameObject("/XObject"): DictionaryObject()}
    )
    copy[NameObject("/Contents")] = page.get("/Contents", NullObject())
    if (
        _extracted(
            lambda: copy.extract_text(
                visitor_operand_before=marked.operator, visitor_text=marked.words
            )
        )
        is None
    ):
        return None
    return [(tag, "".join(words)) for tag, words in marked.found]


def _extracted(extract: Callable[[], str]) -> str | None:
    """What pypdf extracts; None where it fails, or where a font does not say what its glyphs mean."""
    try:
        with apply_configuration(array_maximum_element_count=_FONT_ARRAY):
            found = extract()
    except MemoryError:
        raise
    except Exception:  # pypdf raises many kinds
        return None
    return None if _PLACEHOLDERS.search(found) else found


def bare(words: str) -> str:
    """Without white space and what cannot be seen, decomposed: what is left must be the same letter for letter, wherever it is cut in two."""
    seen = "".join(
        letter
        for letter in words
        if not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf")
    )
    return normalized("NFD", seen)
