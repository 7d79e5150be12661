"""Tell copies of one sheet from sheets of several people, by fields of one name on many pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pypdf.generic import DictionaryObject, StreamObject

from .field_values import FieldValue
from .fields import FieldTree, PdfField
from .objects import dictionary, resolve, state


def copies_agree(fields: Sequence[PdfField], values: Sequence[FieldValue]) -> bool | None:
    """Whether fields of one name hold the same; None unless they stand on several pages.

    A page belongs to one sheet, so a name on several pages may be of several sheets.
    """
    visible = [pair for pair in zip(fields, values, strict=True) if pair[0].visible]
    if not visible:
        return None
    first_pages = visible[0][0].visible
    if any(field.visible.keys().isdisjoint(first_pages) for field, _ in visible[1:]):
        return len({value for _, value in visible}) == 1
    # Programs that make one field of two sheets' fields leave what each sheet showed.
    for field, _ in visible:
        if len(field.visible) == 1:
            continue
        looks = {frozenset(widgets): _look(widgets.values()) for widgets in field.visible.values()}
        if len(looks) > 1:
            return len(set(looks.values())) == 1
    return None


def _look(widgets: Iterable[DictionaryObject]) -> tuple[object, ...]:
    """How widgets look: the state, and the appearance's bytes, of each."""
    looks = []
    for widget in widgets:
        appearance = resolve(dictionary(widget.get("/AP")).get("/N"))
        drawing = appearance._data if isinstance(appearance, StreamObject) else None
        looks.append((state(widget.get("/AS")), drawing))
    return tuple(looks)


def on_unlike_pages(tree: FieldTree, copies: Mapping[str, bool]) -> list[str]:
    """The names of agreeing copies whose pages have different questions: these are no copies."""
    names = [name for name, agree in copies.items() if agree]
    if not names:
        return []
    names_by_page: dict[int, set[str]] = {}
    for name, fields in tree.fields.items():
        for number in _pages(fields):
            names_by_page.setdefault(number, set()).add(name)
    questions = {number: frozenset(names) for number, names in names_by_page.items()}
    return [
        name
        for name in names
        if len({questions[number] for number in _pages(tree.fields[name])}) > 1
    ]


def _pages(fields: Iterable[PdfField]) -> set[int]:
    """The pages (from 0) on which fields can be seen."""
    return {number for field in fields for number in field.visible}
