"""Fields that are none of the form's: a person has written into a box that a program added.

Programs for editing PDFs add such boxes. What they hold is no answer, and would be lost in a new
sheet as what stands beside the fields is; so it is named in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.losses import ANNOTATIONS, left_out
from ..model.messages import Message, Where, note
from ..model.phrases import Phrase, PhraseTemplate
from .beside import NOWHERE_ON_PAGE, Beside, BesideFields, Box, beside_note
from .field_values import field_value
from .fields import FieldTree
from .found_fields import FoundFields
from .objects import inherited, safe_name, state, text
from .questions import Questions
from .several_sheets import original_name
from .visibility import box, first_place

FIELD = "Field"  # a kind of `Beside`
_NO_QUESTION = Phrase("is no question of this form; left out")
_ONE_NAMELESS = Phrase("has 1 box that belongs to no field any more; left out")
_NAMELESS = PhraseTemplate("has {count:,} boxes that belong to no field any more; left out")


def look_at_other_fields(found: FoundFields, questions: Questions) -> list[Message]:
    """Add what other fields hold to what stands beside the form's own; return the notes on it."""
    letters = sum(len(item.text) for item in found.beside)
    collected = BesideFields(list(found.beside), letters=letters)
    notes: list[Message] = []
    for name in unknown_fields(found, questions):
        at = _place(found.tree, name)
        if at is None:
            notes.append(left_out(safe_name(name), _NO_QUESTION))
            continue
        page, place = at
        where = Where(path=safe_name(name), page=page)
        shown = Beside(page, place, FIELD, found.text(name))
        collected.add(shown, beside_note(where, _NO_QUESTION, ANNOTATIONS))
    _add_nameless(collected, found)
    collected.end()
    found.beside = collected.found
    return [*notes, *(message for message in collected.notes if message not in found.notes)]


def _place(tree: FieldTree | None, name: str) -> tuple[int, Box] | None:
    """The page and the box of a field that a person may have filled in; None if it is on no page.

    An export does not tell where its fields are.
    """
    if tree is None:
        return 0, NOWHERE_ON_PAGE
    on_page = [field for field in tree.fields.get(name, ()) if field.on_page]
    return first_place(on_page[0]) if on_page else None


def unknown_fields(found: FoundFields, questions: Questions) -> Iterator[str]:
    """The names of the fields that hold something and are no question of the form."""
    for name, field_found in found.fields.items():
        if field_found.is_empty or name in questions:
            continue
        if original_name(name) not in questions:  # else a copy, see `has_copies`
            yield name


def unknown_field_notes(found: FoundFields, questions: Questions) -> Iterator[Message]:
    """A note for each of these."""
    return (note(safe_name(name), _NO_QUESTION) for name in unknown_fields(found, questions))


def _add_nameless(collected: BesideFields, found: FoundFields) -> None:
    """Collect what boxes hold that belong to no field, and one note on all of them."""
    if not found.nameless:
        return
    items = list(_held_by_nameless(found))
    for item in items:
        collected.take(item)
    what = _ONE_NAMELESS if found.nameless == 1 else _NAMELESS.phrase(count=found.nameless)
    if items:
        where = Where(path="file", page=items[0].page)
        collected.notes.append(beside_note(where, what, ANNOTATIONS))
    else:
        collected.notes.append(note("file", what))


def _held_by_nameless(found: FoundFields) -> Iterator[Beside]:
    tree = found.tree or FieldTree()
    for page, widget in tree.nameless:
        if held := text(inherited(widget, "/V")) or _state_shown(state(widget.get("/AS"))):
            yield Beside(page + 1, box(widget.get("/Rect")) or NOWHERE_ON_PAGE, FIELD, held)
    for field in found.dropped:
        value = field_value(field)
        if value.text or value.picture:
            yield Beside(*first_place(field), FIELD, value.text)


def _state_shown(shown: str | None) -> str:
    return "" if shown in (None, "Off") else shown
