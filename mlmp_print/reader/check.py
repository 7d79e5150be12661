"""Compare what the pages of a PDF show with what its fields hold.

Some programs change a value and leave its appearance as it was. The fields are the truth; a note
says only that a page differs, never what stands in either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from pypdf.generic import DictionaryObject, StreamObject

from ..model.messages import NOTHING, Message, note
from ..model.phrases import Phrase
from ..pdf.answer_style import ELLIPSIS
from .check_continuation import PageField, continuation_differences
from .objects import array, dictionary, full_name, inherited, safe_name, state, text
from .page_text import bare, drawn_text

_OTHER_CHOICE = Phrase("the page shows another choice than the field holds")
_OTHER_TEXT = Phrase("the page shows another text than the field holds")
_NO_TEXT = Phrase("the page shows nothing where the field holds a text")


def differences(
    form: DictionaryObject, pages: Sequence[DictionaryObject], texts: Collection[str]
) -> Iterator[Message]:
    """A note for each field of which the pages show something else than it holds.

    `texts` are what all fields of the file hold, those that no page shows among them.
    """
    buttons: dict[str, _Button] = {}
    page_fields: list[PageField] = []
    named: set[str] = set()
    redrawn = bool(form.get("/NeedAppearances"))  # every viewer draws the fields itself
    for page in pages:
        for widget in map(dictionary, array(page.get("/Annots"))):
            name = full_name(widget) if state(widget.get("/Subtype")) == "Widget" else ""
            if not name:
                continue
            # Some programs write values into the buttons of a group too; the group's value counts.
            owner = widget if "/T" in widget else dictionary(widget.get("/Parent"))
            kind = state(inherited(owner, "/FT"))
            if kind == "Btn":
                value = state(inherited(owner, "/V")) or "Off"
                buttons.setdefault(name, _Button(value)).add(widget)
            elif kind == "Tx":
                shown = _compare(widget, bare(text(inherited(owner, "/V")) or ""), redrawn)
                question = bare(text(inherited(owner, "/TU")) or "")
                page_fields.append(PageField(name, question, shown.value, shown.continues))
                if shown.difference:
                    named.add(safe_name(name))
                    yield note(safe_name(name), shown.difference)
    for name, button in buttons.items():
        if button.differs():
            yield note(safe_name(name), _OTHER_CHOICE)
    for found in continuation_differences(pages, page_fields, set(map(bare, texts))):
        if found.path not in named:
            yield found


@dataclass
class _Button:
    """A group of buttons: its value, and the states of those that look chosen."""

    value: str
    chosen: set[str] = field(default_factory=set)

    def add(self, widget: DictionaryObject) -> None:
        """Note the state of one more button of the group."""
        self.chosen.update({state(widget.get("/AS")) or "Off"} - {"Off"})

    def differs(self) -> bool:
        """Whether the buttons show something else than the value."""
        return self.chosen != {self.value} - {"Off", ""}


@dataclass(frozen=True)
class _Comparison:
    """A text field's `bare` value, how its appearance differs from it, or nothing.

    `continues`: the appearance shows the beginning, and the rest stands on a page at the end.
    """

    value: str
    difference: Phrase = NOTHING
    continues: bool = False


def _compare(widget: DictionaryObject, value: str, redrawn: bool) -> _Comparison:
    """Compare a text field's appearance with its `bare` value."""
    appearance = dictionary(dictionary(widget.get("/AP")).get("/N"))
    has_appearance = isinstance(appearance, StreamObject)
    if redrawn and not has_appearance:
        return _Comparison(value)
    drawn = drawn_text(appearance) if isinstance(appearance, StreamObject) else ""
    if drawn is None:  # a font does not say what its glyphs mean
        return _Comparison(value)
    shown = bare(drawn)
    if shown == value:
        return _Comparison(value)
    beginning, ellipsis, _ = shown.rpartition(ELLIPSIS)
    if ellipsis and value.startswith(beginning):  # perhaps all of it, but for blank lines
        return _Comparison(value, continues=True)
    return _Comparison(value, _OTHER_TEXT if shown else _NO_TEXT)
