"""What the fields of a file hold, by name, before anybody knows which form they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..model.losses import left_out
from ..model.messages import NOTHING, Message, note
from ..model.phrases import Phrase
from .attachment import AttachedAnswers
from .beside import Beside
from .copies import copies_agree, on_unlike_pages
from .field_values import FieldValue, PictureFile, field_value
from .fields import FieldTree, PdfField
from .footers import Footer
from .objects import safe_name

ON_NO_PAGE = Phrase("is shown on no page")


@dataclass(frozen=True)
class FoundField:
    """What a file holds under one name: a text or state, or a picture.

    Attributes:
        others: The texts of further fields of that name, which do not count.
        place_oddity: What is odd about where the field stands, or nothing.
    """

    text: str = ""
    picture: PictureFile | None = None
    others: tuple[str, ...] = ()
    place_oddity: Phrase = NOTHING

    @property
    def is_empty(self) -> bool:
        """Whether the field that counts holds nothing."""
        return not self.text and not self.picture


@dataclass
class FoundFields:
    """What a file holds.

    Attributes:
        description: What the file says of itself; may be empty, and is not checked.
        sheet_ids: Those of its panels, each once.
        fields: What its fields hold, by full name.
        copies: Names that stand on several pages → whether all of them hold the same.
        nameless: The number of widgets that belong to no field.
        dropped: Fields of which a program has left the widgets, under names that may be others'.
        tree: The fields themselves; None for an export, which has no pages.
        notes: What is odd about the fields.
        beside: What stands on the pages and is no field.
        footers: Of its panels; only if pages may be missing.
        incomplete: Whether pages are missing for certain.
        differences: Where the pages show something else; only if they were compared.
        untold: Where it cannot be told what the pages show; only if they were compared.
        attached: The answers attached to a locked copy; only if the pages were compared.
    """

    description: dict[str, Any]
    sheet_ids: list[str]
    fields: dict[str, FoundField] = field(default_factory=dict)
    copies: dict[str, bool] = field(default_factory=dict)
    nameless: int = 0
    dropped: list[PdfField] = field(default_factory=list)
    tree: FieldTree | None = None
    notes: list[Message] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    footers: list[Footer] = field(default_factory=list)
    incomplete: bool = False
    differences: list[Message] = field(default_factory=list)
    untold: list[Message] = field(default_factory=list)
    attached: AttachedAnswers | None = None

    def text(self, name: str) -> str:
        """The text of a field; "" if there is none."""
        found = self.fields.get(name)
        return found.text if found else ""

    def add_tree(self, tree: FieldTree) -> None:
        """Take the values out of every field of the tree."""
        self.nameless, self.tree = len(tree.nameless), tree
        for name, fields in tree.fields.items():
            self._add(name, fields)
        self.copies.update(dict.fromkeys(on_unlike_pages(tree, self.copies), False))

    def _add(self, name: str, fields: Sequence[PdfField]) -> None:
        values = [field_value(field) for field in fields]
        agree = copies_agree(fields, values)
        if agree is not None:
            self.copies[name] = agree
        pairs = list(zip(fields, values, strict=True))
        if self.nameless:
            # A program has copied widgets without their fields: what is left of an unlisted name
            # may be another question's.
            unlisted = [field for field in fields if not field.listed]
            self.nameless += len(unlisted)
            self.dropped += unlisted
            pairs = [pair for pair in pairs if pair[0].listed]
        if not pairs:
            return
        best = max(range(len(pairs)), key=lambda index: _rank(pairs[index][0]))
        counted = pairs[best][1]
        if counted.oddity:
            said = left_out if counted.left_out else note
            self.notes.append(said(safe_name(name), counted.oddity))
        others = [value.text for index, (_, value) in enumerate(pairs) if index != best]
        others = [other for other in others if other]
        if len(pairs) == 1 or (agree and {*others} <= {counted.text}):
            others = []  # the same once more is nothing to tell
        else:
            said = left_out if {*others} - {counted.text} else note
            self.notes.append(said(safe_name(name), _twice(best)))
        self.fields[name] = _found(pairs[best][0], counted, others)


def _rank(field: PdfField) -> tuple[bool, bool]:
    """A field that can be seen counts before one that only stands on a page, or on none."""
    return bool(field.visible), field.on_page


def _twice(best: int) -> Phrase:
    if best:
        return Phrase("is there twice in the file; the one that can be seen on a page is used")
    return Phrase("is there twice in the file; the first is used")


def _found(field: PdfField, value: FieldValue, others: Sequence[str]) -> FoundField:
    oddity = NOTHING
    if not field.on_page:
        oddity = ON_NO_PAGE
    elif not field.listed:
        oddity = Phrase("stands on a page, but not in the file's list of fields")
    return FoundField(value.text, value.picture, tuple(others), oddity)
