"""Widget annotations (ISO 32000-1 12.5.6.19): what a viewer shows and fills of a form field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..draw.drawing import Button, Drawing, PictureField, TextField
from ..look.wording import Wording
from .objects import PRINT, Name, Ref

FIRST_KEY = 1000  # of widgets in the parent tree; the keys of pages start at 0

DrawnField = TextField | Button | PictureField


class Widgets:
    """The widgets of a drawing: their references, and their order on pages and in the structure."""

    def __init__(self, drawing: Drawing, wording: Wording, pages: Sequence[Ref]) -> None:
        self._wording, self._pages = wording, pages
        self._refs: dict[DrawnField, Ref] = {field: Ref() for field in drawing.fields}
        self._keys: dict[DrawnField, int] = {}  # in the parent tree
        self.on_pages: list[list[Ref]] = [[] for _ in pages]

    def __getitem__(self, field: DrawnField) -> Ref:
        return self._refs[field]

    def place(self, field: DrawnField, page_index: int) -> Ref:
        """Put a widget next on its page and next in the structure; return its reference.

        A page's widgets stand in reading order: pdfium follows that order at the Tab key, whatever
        `/Tabs` says.
        """
        self._keys[field] = FIRST_KEY + len(self._keys)
        self.on_pages[page_index].append(self._refs[field])
        return self._refs[field]

    def label(self, field: DrawnField) -> str:
        """What a screen reader says of a widget: its question, and for a button its answer too."""
        if isinstance(field, Button):
            return self._wording.answered(field.place, field.state)
        return self._wording.question(field.place)

    def entries(self, field: DrawnField) -> dict[str, Any]:
        """The entries that every widget has. ISO 14289-1 7.18 asks for a label in `/TU`."""
        label = self.label(field)
        return {
            "Type": Name("Annot"),
            "Subtype": Name("Widget"),
            "Rect": list(field.rect),
            "F": PRINT,
            "P": self._pages[field.page_index],
            "StructParent": self._keys[field],
            "TU": label,
            "Contents": label,
        }
