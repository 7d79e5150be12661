"""Extract the text of pages and appearances, as their fonts map it (ToUnicode, 9.10.3)."""

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

# What pypdf gives for a glyph without a meaning. It breaks lines itself, so \t \n \r stay out.
_PLACEHOLDERS = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f]")
_FONT_ARRAY = 200_000  # a font has a width for each of its glyphs, up to 65,535


@dataclass
class _MarkedContent:
    """A visitor for pypdf: the tag and the words of every marked content, in order (14.6)."""

    found: list[tuple[str, list[str]]] = field(default_factory=list)
    open: list[list[str]] = field(default_factory=list)

    def visit_operator(self, operator: bytes, operands: Any, *_: Any) -> None:
        """Begin or end a marked content."""
        if operator in (b"BDC", b"BMC"):
            tag = (state(operands[0]) if operands else None) or ""
            self.open.append([])
            self.found.append((tag, self.open[-1]))
        elif operator == b"EMC" and self.open:
            self.open.pop()

    def visit_text(self, words: str, *_: Any) -> None:
        """Add words to the innermost marked content."""
        if self.open:
            self.open[-1].append(words)


def drawn_text(appearance: StreamObject) -> str | None:
    """The text that an appearance draws; None if it cannot be extracted."""
    page = PageObject.create_blank_page(width=1, height=1)
    return _extract(lambda: page.extract_xform_text(appearance))  # type: ignore[arg-type]


def paragraphs(page: DictionaryObject) -> list[tuple[str, str]] | None:
    """Tag and text of every marked content of a page, in drawing order; None if that fails.

    What form XObjects draw is left out: ours are the marks, which take as long as the rest.
    """
    copy, visitor = PageObject(), _MarkedContent()
    fonts = dictionary(inherited(page, "/Resources")).get("/Font", DictionaryObject())
    copy[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): fonts, NameObject("/XObject"): DictionaryObject()}
    )
    copy[NameObject("/Contents")] = page.get("/Contents", NullObject())
    text = _extract(
        lambda: copy.extract_text(
            visitor_operand_before=visitor.visit_operator, visitor_text=visitor.visit_text
        )
    )
    if text is None:
        return None
    return [(tag, "".join(words)) for tag, words in visitor.found]


def _extract(extract: Callable[[], str]) -> str | None:
    """What pypdf extracts; None where it fails, or a font does not say what its glyphs mean."""
    try:
        with apply_configuration(array_maximum_element_count=_FONT_ARRAY):
            text = extract()
    except MemoryError:
        raise
    except Exception:  # pypdf raises errors of many classes
        return None
    return None if _PLACEHOLDERS.search(text) else text


def bare(words: str) -> str:
    """The words decomposed, without white space and invisible characters.

    So a text can be compared letter for letter, wherever a page breaks it into lines or panels.

    >>> bare("to linjer,\\n\\u00e5") == bare("to  linjer, a\\u030a")
    True
    """
    visible = "".join(
        letter
        for letter in words
        if not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf")
    )
    return normalized("NFD", visible)
