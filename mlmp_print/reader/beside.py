"""What stands on a returned sheet beside its fields, and the notes on it.

A person who cannot type into a field writes beside it (“Add text”), draws on the page, or sticks a
note to it. None of that is an answer, and all of it may be one. Nothing here parses a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..model.kinds import whole
from ..model.limits import PDF_BESIDE, PDF_BESIDE_LETTERS
from ..model.losses import ANNOTATIONS
from ..model.messages import Message, Severity, Where
from ..model.phrases import Phrase

Box = tuple[float, float, float, float]  # left, bottom, right, top
# Types of annotation (ISO 32000-1 12.5.6) that people are told of alike.
MARKINGS = ("Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Redact")
SHAPES = ("Line", "Square", "Circle", "Polygon", "PolyLine")
PLAYED = ("Sound", "Movie", "Screen", "RichMedia")
NOWHERE_ON_PAGE: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Beside:
    """Something on a returned sheet that is no field, and so in no answer.

    Attributes:
        page: From 1; 0 for what stands on no page.
        box: Left, bottom, right and top in pt, as the page counts them; zeros without a place.
        kind: The type of annotation as PDF names it (“FreeText”, “Ink”, “Text”), or “Page” for one
            that is not of the sheet, “Content” for what was drawn into a page, “Attachment”,
            “Signature”, or “Field” for a box that holds something and is none of the form's.
        text: The words of a text or a note, the name of a file or a signer; "" for a drawing.
        picture: How it looks, as PNG; only if `read` was asked for it.
    """

    page: int
    box: Box
    kind: str
    text: str = field(default="", repr=False)
    picture: bytes = field(default=b"", repr=False)


@dataclass
class BesideFields:
    """Collects what stands beside the fields, and the notes on it, within the limits."""

    found: list[Beside] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    left_out: int = 0
    letters: int = 0

    @property
    def is_full(self) -> bool:
        """Whether no more things are listed, and the rest are only counted."""
        return len(self.found) >= PDF_BESIDE

    def add(self, beside: Beside, message: Message) -> None:
        """Take one thing, and the note on it; of too many only their number."""
        if self.take(beside):
            self.notes.append(message)

    def take(self, beside: Beside) -> bool:
        """Take one thing without a note; False if there are too many."""
        if self.is_full:
            self.left_out += 1
            return False
        words = whole(beside.text[: max(0, PDF_BESIDE_LETTERS - self.letters)])
        self.letters += len(beside.text)
        self.found.append(replace(beside, text=words))
        return True

    def end(self) -> None:
        """Say what the limits left out."""
        if self.left_out:
            what = Phrase(
                "{count:,} more things were put on its pages or attached; at most {limit:,} are "
                "listed",
                count=self.left_out,
                limit=PDF_BESIDE,
            )
            self.notes.append(beside_note(Where(path="file"), what, ANNOTATIONS))
        if self.letters > PDF_BESIDE_LETTERS:
            what = Phrase(
                "holds more than {limit:,} letters beside its fields; the rest is left out",
                limit=PDF_BESIDE_LETTERS,
            )
            self.notes.append(beside_note(Where(path="file"), what, ANNOTATIONS))


def beside_note(where: Where, what: Phrase, code: str) -> Message:
    """A note on what stands beside the fields; `code` is one of `losses`."""
    return Message(where, what, severity=Severity.NOTE, code=code)
