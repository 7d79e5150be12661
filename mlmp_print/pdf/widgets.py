"""Widget annotations (ISO 32000-1 12.5.6.19): what a viewer shows and fills of a form field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..draw.drawing import Button, Drawing, PictureField, TextField
from ..look.wording import Wording
from ..model.errors import DefinitionError
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from .objects import PRINT, Name, Ref

# The keys of the parent tree: a page has its number from 0 on, widgets follow from here on, and
# continuation pages come after them. So a form may have as many pages of its own.
FIRST_KEY = 1000

DrawnField = TextField | Button | PictureField


class Widgets:
    """The widgets of a drawing: their references, and their order on pages and in the structure.

    Raises:
        DefinitionError: The form has more pages than the parent tree has keys for.
    """

    def __init__(self, drawing: Drawing, wording: Wording, pages: Sequence[Ref]) -> None:
        if len(pages) > FIRST_KEY:
            raise DefinitionError(_too_many_pages(wording, len(pages)))
        self._wording, self._pages = wording, pages
        self._refs: dict[DrawnField, Ref] = {field: Ref() for field in drawing.fields}
        self._keys: dict[DrawnField, int] = {}  # in the parent tree
        self.on_pages: list[list[Ref]] = [[] for _ in pages]

    def __getitem__(self, field: DrawnField) -> Ref:
        return self._refs[field]

    @property
    def next_key(self) -> int:
        """The first key of the parent tree that no widget has yet."""
        return FIRST_KEY + len(self._keys)

    def place(self, field: DrawnField, page_index: int) -> int:
        """Put a widget next on its page and next in the structure; return its key.

        A page's widgets stand in reading order: pdfium follows that order at the Tab key, whatever
        `/Tabs` says.
        """
        key = self.next_key
        self._keys[field] = key
        self.on_pages[page_index].append(self._refs[field])
        return key

    def label(self, field: DrawnField) -> str:
        """What a screen reader says of a widget: its question, and for a button its answer too."""
        if isinstance(field, Button):
            return self._wording.answered(field.place, field.state, field.meaning)
        return self._wording.question(field.place)

    def picture(self, field: PictureField, *, is_there: bool) -> str:
        """What a screen reader says of a picture field: its question, and if a picture is there."""
        return self._wording.picture(field.place, is_there=is_there)

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


def _too_many_pages(wording: Wording, count: int) -> Message:
    what = Phrase("has {count:,} pages; at most {limit:,} are made", count=count, limit=FIRST_KEY)
    return Message(Where(file=f"{wording.form.name}.toml"), what)
