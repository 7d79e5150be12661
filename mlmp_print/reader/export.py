"""What an FDF or XFDF holds, before anybody knows which form it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ..model.errors import PdfError
from ..model.kinds import Kind
from ..model.limits import PDF_FIELDS
from ..model.losses import ATTACHMENTS, left_out
from ..model.messages import NOTHING, Message, Where, note
from ..model.phrases import Phrase
from .beside import NOWHERE_ON_PAGE, Beside, BesideFields, beside_note
from .field_values import NO_VALUE
from .fields import too_many_fields
from .found_fields import FoundField, FoundFields
from .objects import check_length, safe_name
from .questions import Questions

OFF = "Off"
FORMATTED = Phrase("is formatted text: its letters were read, and not how they look")
NAMELESS = Phrase("holds a value that belongs to no field; left out")
UNREAD_PARTS = Phrase("holds parts that are no fields, which are not read")
_NO_STATE = Phrase("is in a state that this question does not have; left out")
_NO_PICTURE = Phrase("asks for a picture, which these files do not carry; its value was left out")
_DRAWING = Phrase("holds a picture or a drawing here, which is not read")
_ONLY_BESIDE = Phrase(
    "holds no fields, only what was written or drawn on the pages: export the data of the form, "
    "or ask for the sheet itself"
)
_NO_FIELDS = Phrase("holds no fields. Export the data of the form again")


class ExportedValue(NamedTuple):
    """What an export says of one field.

    Attributes:
        text: A text, or the name of a state.
        is_name: Whether it is written as a name, which only states are.
        is_given: Whether there is a value at all, be it an empty one.
        oddity: What is odd about it, or nothing; then there is no text.
    """

    text: str = ""
    is_name: bool = False
    is_given: bool = False
    oddity: Phrase = NOTHING


@dataclass
class Export:
    """The fields of an export, and what else it holds.

    Attributes:
        values: Full name → what is said of it, once for each time that it is there.
        notes: What is odd about the file.
        beside: What is written or drawn on the pages, and what is attached.
    """

    values: dict[str, list[ExportedValue]] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)
    beside: BesideFields = field(default_factory=BesideFields)
    count: int = 0

    def add(self, name: str, value: ExportedValue) -> None:
        """Take what is said of a field. Raises PdfError for what is over a limit."""
        self.count += 1
        if self.count > PDF_FIELDS:
            raise too_many_fields()
        check_length(value.text)
        said = self.values.setdefault(name, [])
        if said and not said[-1].is_given:
            said.pop()
        if value.is_given or not said:
            said.append(value)

    def add_left_out(self, what: Phrase) -> None:
        """Note that the file holds something that belongs to no field, once."""
        self._add_once(left_out("file", what))

    def add_file_note(self, what: Phrase) -> None:
        """Note something about the whole file, once."""
        self._add_once(note("file", what))

    def _add_once(self, message: Message) -> None:
        if message not in self.notes:
            self.notes.append(message)

    def add_drawing(self, name: str) -> None:
        """Note that a field has an appearance of its own: a picture, most often."""
        self.add_beside("Attachment", ATTACHMENTS, _DRAWING, path=safe_name(name))

    def add_beside(
        self, kind: str, code: str, what: Phrase, *, path: str = "file", text: str = ""
    ) -> None:
        """Note what is no field and stands on no page.

        Args:
            kind: As in `Beside`; so is `text`.
            code: One of `losses`.
            what: The words of the note.
            path: What the note is on.
            text: Its own words.
        """
        found = Beside(0, NOWHERE_ON_PAGE, kind, text)
        self.beside.add(found, beside_note(Where(path=path), what, code))

    def found(self) -> FoundFields:
        """The fields as those of a PDF that says nothing of itself.

        Raises:
            PdfError: There are none; it would be read as an empty sheet otherwise.
        """
        self.beside.end()
        if not self.values:
            raise PdfError(_ONLY_BESIDE if self.beside.found else _NO_FIELDS)
        found = FoundFields({}, [], beside=self.beside.found)
        found.notes = [*self.notes, *self.beside.notes]
        for name, values in self.values.items():
            texts = [value.text for value in values]
            found.fields[name] = FoundField(texts[0], others=tuple(filter(None, texts[1:])))
            if len(values) > 1:
                found.copies[name] = len({*texts}) == 1
        return found

    def fit(self, found: FoundFields, questions: Questions) -> set[str]:
        """Leave out of the found fields what the questions of the form cannot have.

        Returns:
            The names of those that the export says are empty.
        """
        emptied: set[str] = set()
        for name, values in self.values.items():
            oddity = values[0].oddity
            text = values[0].text
            if name in questions:
                text, unfit = _fitting(questions.kind(name), values[0])
                oddity = oddity or unfit
                if values[0].is_given and not text and not oddity:
                    emptied.add(name)
            if oddity:
                found.notes.append(left_out(safe_name(name), oddity))
            found.fields[name] = FoundField(text, others=found.fields[name].others)
        return emptied


def _fitting(kind: Kind, value: ExportedValue) -> tuple[str, Phrase]:
    """The text of a value if its question can have it; else why not."""
    if kind.states:
        is_off = value.text in ("", OFF)
        fits = is_off or value.text in kind.states
        return ("" if is_off or not fits else value.text), (NOTHING if fits else _NO_STATE)
    if kind.is_picture:
        return "", _NO_PICTURE if value.text not in ("", OFF) else NOTHING
    return ("", NO_VALUE) if value.is_name else (value.text, NOTHING)
