"""Compare what the pages of a PDF show with what its fields hold.

Some programs change a value and leave its appearance as it was. The fields are the truth; a note
says only that a page differs, never what stands in either. Where the file does not say for certain
what a page shows, the note says that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from pypdf.generic import DictionaryObject, StreamObject

from ..model.limits import PDF_CHECK_SECONDS
from ..model.messages import NOTHING, Message, note
from ..model.phrases import Phrase
from ..pdf.answer_style import ELLIPSIS
from ..pdf.objects import PUSH_BUTTON
from ..text.unicode import normalized
from .check_continuation import PageField, continuation_differences
from .field_values import caption
from .objects import array, dictionary, full_name, inherited, resolve, safe_name, state, text
from .shown_text import Fonts, bare, fits, letters_of, segments
from .verdicts import untold

_OTHER_CHOICE = Phrase("the page shows another choice than the field holds")
_OTHER_DESCRIPTION = Phrase("the picture is called otherwise than it is described")
_OTHER_TEXT = Phrase("the page shows another text than the field holds")
_NO_TEXT = Phrase("the page shows nothing where the field holds a text")
_UNKNOWN_LETTERS = Phrase(
    "whether the page shows what the field holds cannot be told: "
    "the file does not say what some of its letters look like"
)
_UNREADABLE = Phrase(
    "whether the page shows what the field holds cannot be told: its drawing cannot be followed"
)
_REDRAWN = Phrase(
    "whether the page shows what the field holds cannot be told: every program draws it itself"
)
_DROPPED = Phrase(
    "whether the page shows what the field holds cannot be told: "
    "the program that saved it could not write all of its letters"
)
_MISSING = {"?", "\u00b7", "\u25a1", "\ufffd"}  # what programs write for a letter they lack


def differences(
    form: DictionaryObject, pages: Sequence[DictionaryObject], texts: Collection[str]
) -> Iterator[Message]:
    """A note for each field of which the pages show something else than it holds.

    A note of the code `UNTOLD` says that this cannot be told. `texts` are what all fields of the
    file hold, those that no page shows among them.

    Raises:
        TimeoutError: it takes too long.
    """
    buttons: dict[str, _Button] = {}
    page_fields: list[PageField] = []
    named: set[str] = set()
    fonts, check_time = Fonts(), _time_limit()
    redrawn = bool(form.get("/NeedAppearances"))  # every viewer draws the fields itself
    for page in pages:
        for widget in map(dictionary, array(page.get("/Annots"))):
            check_time()
            name = full_name(widget) if state(widget.get("/Subtype")) == "Widget" else ""
            if not name:
                continue
            # Some programs write values into the buttons of a group too; the group's value counts.
            owner = widget if "/T" in widget else dictionary(widget.get("/Parent"))
            kind = state(inherited(owner, "/FT"))
            if kind == "Btn" and _is_described_otherwise(widget, owner):
                yield note(safe_name(name), _OTHER_DESCRIPTION)
            elif kind == "Btn":
                value = state(inherited(owner, "/V")) or "Off"
                buttons.setdefault(name, _Button(value)).add(widget)
            elif kind == "Tx":
                shown = _compare(widget, text(inherited(owner, "/V")) or "", redrawn, fonts)
                question = bare(text(inherited(owner, "/TU")) or "")
                page_fields.append(PageField(name, question, shown.value, shown.continues))
                if shown.verdict:
                    named.add(safe_name(name))
                    yield shown.message(safe_name(name))
    for name, button in buttons.items():
        if button.differs():
            yield note(safe_name(name), _OTHER_CHOICE)
    for found in continuation_differences(
        pages, page_fields, set(map(bare, texts)), fonts, check_time
    ):
        if found.path not in named:
            yield found


def _time_limit() -> Callable[[], None]:
    """A function that raises TimeoutError once the time of a check is up."""
    end = time.monotonic() + PDF_CHECK_SECONDS

    def check_time() -> None:
        if time.monotonic() > end:
            raise TimeoutError

    return check_time


def _is_described_otherwise(widget: DictionaryObject, owner: DictionaryObject) -> bool:
    """Whether a picture has a description that its name does not say: a person hears the name."""
    flags = resolve(inherited(owner, "/Ff"))
    if not isinstance(flags, int) or not flags & PUSH_BUTTON:
        return False
    description = caption(widget)
    name = text(inherited(owner, "/TU")) or ""
    return " ".join(description.split()) not in " ".join(name.split())


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
    """A text field's `bare` value, and how its appearance compares with it.

    Attributes:
        verdict: What is to be said; nothing if they agree.
        certain: Whether it says that they differ; else that this cannot be told.
        continues: The appearance shows the beginning, and the rest stands on a page at the end.
    """

    value: str
    verdict: Phrase = NOTHING
    certain: bool = True
    continues: bool = False

    def message(self, path: str) -> Message:
        """The verdict on the field at a path."""
        return note(path, self.verdict) if self.certain else untold(path, self.verdict)


def _compare(widget: DictionaryObject, stored: str, redrawn: bool, fonts: Fonts) -> _Comparison:
    """Compare a text field's appearance with its value."""
    value = bare(stored)
    appearance = dictionary(dictionary(widget.get("/AP")).get("/N"))
    if redrawn and not isinstance(appearance, StreamObject):
        return _Comparison(value, _REDRAWN if value else NOTHING, certain=False)
    try:
        letters = letters_of(appearance, fonts) if isinstance(appearance, StreamObject) else []
        parts = segments(letters)
    except Exception:  # pypdf raises errors of many classes
        return _Comparison(value, _UNREADABLE, certain=False)
    if len(parts) > 1:
        return _compare_parts(value, parts)
    (shown,) = parts
    if shown == value:
        return _Comparison(value)
    beginning, ellipsis, _ = shown.rpartition(ELLIPSIS)
    if ellipsis and value.startswith(beginning):  # perhaps all of it, but for blank lines
        return _Comparison(value, continues=True)
    if _lacks_letters(shown, value):
        return _Comparison(value, _DROPPED, certain=False)
    return _Comparison(value, _OTHER_TEXT if shown else _NO_TEXT)


def _compare_parts(value: str, parts: Sequence[str]) -> _Comparison:
    """Compare a value with a text in which some letters are not known."""
    continues = any(ELLIPSIS in part for part in parts)
    if continues or fits(parts, value):
        return _Comparison(value, _UNKNOWN_LETTERS, certain=False, continues=continues)
    return _Comparison(value, _OTHER_TEXT)


def _lacks_letters(shown: str, value: str) -> bool:
    """Whether a text is the value but for letters that Windows' Latin alphabet does not have."""
    composed = normalized("NFC", value)
    kept = _western(composed)
    return len(kept) < len(composed) and _comparable(kept) == _comparable(_western(shown))


def _western(words: str) -> str:
    """The letters that every program can write."""
    return normalized("NFC", words).encode("cp1252", "ignore").decode("cp1252")


def _comparable(words: str) -> str:
    """The letters without those that stand for others."""
    return "".join(letter for letter in words if letter not in _MISSING)
