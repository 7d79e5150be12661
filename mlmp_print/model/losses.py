"""What a returned sheet holds beside its fields, and would be lost in a sheet that is made of it.

Each kind of it has a code. A note on it carries the code; whoever has looked at it accepts the loss
by naming the code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from .arguments import mistyped
from .errors import LossError, UsageError
from .messages import (
    NOTHING,
    NOWHERE,
    Message,
    Severity,
    Where,
    as_error,
    did_you_mean,
    quoted,
)
from .phrases import Phrase, PhraseTemplate

ANNOTATIONS = "annotations"  # what a program puts on a page: text, ink, stamps, notes, boxes
PAGE_CONTENT = "page-content"  # what was drawn into a page
ADDED_PAGES = "added-pages"
ATTACHMENTS = "attachments"
SIGNATURE = "signature"
MISSING_PAGES = "missing-pages"  # in the file that was read: nobody knows what stood there
LEFT_OUT = "left-out"  # what fields hold and no answer of the form can be

CODES = (ANNOTATIONS, PAGE_CONTENT, ADDED_PAGES, ATTACHMENTS, SIGNATURE, MISSING_PAGES, LEFT_OUT)
# Without one of these, the answers of a sheet are all that it says.
BESIDE_ANSWERS = (
    ANNOTATIONS,
    PAGE_CONTENT,
    ADDED_PAGES,
    ATTACHMENTS,
    MISSING_PAGES,
    LEFT_OUT,
)
CARRIED = BESIDE_ANSWERS  # lost in a sheet started from it
CHANGED = (*CARRIED, SIGNATURE)  # lost in the same sheet, changed

_LOST = {
    ANNOTATIONS: PhraseTemplate(
        "what was written or drawn beside the fields would be lost (“{code}”; pages: {pages})"
    ),
    PAGE_CONTENT: PhraseTemplate(
        "what was drawn into the page itself would be lost (“{code}”; pages: {pages})"
    ),
    ADDED_PAGES: PhraseTemplate(
        "pages that are not of this sheet would be lost (“{code}”; pages: {pages})"
    ),
    MISSING_PAGES: PhraseTemplate(
        "pages are missing, and what stood on them would be lost (“{code}”)"
    ),
    ATTACHMENTS: PhraseTemplate("attached files would be lost (“{code}”)"),
    LEFT_OUT: PhraseTemplate("what fields hold and no answer can be would be lost (“{code}”)"),
    SIGNATURE: PhraseTemplate("the signature will be gone from the new file (“{code}”)"),
}
_REMEDY = Phrase("Take over what matters, then accept the loss by this code")

_LOST_SOMEWHERE = {  # what no page can be named of
    ANNOTATIONS: PhraseTemplate(
        "what was written or drawn beside the fields would be lost (“{code}”)"
    ),
    PAGE_CONTENT: PhraseTemplate("what was drawn into the page itself would be lost (“{code}”)"),
}


def left_out(path: str, what: Phrase, remedy: Phrase = NOTHING) -> Message:
    """Return a note on what a field holds and no answer of the form can be.

    >>> left_out("name", Phrase("holds no text; left out")).code
    'left-out'
    """
    return Message(Where(path=path), what, remedy, Severity.NOTE, code=LEFT_OUT)


def check_codes(accept: Iterable[str], known: Sequence[str] = CODES) -> frozenset[str]:
    """The codes, each of which is one of the known.

    Raises:
        UsageError: There is no such code.

    >>> check_codes(["ink"])
    Traceback (most recent call last):
    mlmp_print.model.errors.UsageError: There is nothing to accept by the code “ink”. Known: ...
    """
    if isinstance(accept, str) or not isinstance(accept, Iterable):
        raise mistyped("accept", accept, Phrase("a list of codes"))
    codes = tuple(accept)
    for code in codes:
        if not isinstance(code, str):
            raise mistyped("accept", code, Phrase("a list of codes"))
        if code not in known:
            raise UsageError(
                Phrase(
                    "There is nothing to accept by the code {code}. {known}",
                    code=quoted(code),
                    known=did_you_mean(str(code), known),
                )
            )
    return frozenset(codes)


def refuse_losses(
    notes: Iterable[Message], lost: Collection[str], accept: Iterable[str] = ()
) -> None:
    """Refuse to make a sheet in which something would be lost.

    Args:
        notes: Those on the older sheet.
        lost: The codes of what the new one does not have.
        accept: The codes of what may be lost.

    Raises:
        LossError: Something may not; it names all of that.
        UsageError: There is no such code.
    """
    accepted = check_codes(accept)
    lost_notes = [note for note in notes if note.code in lost and note.code not in accepted]
    pages_by_code: dict[str, dict[int, None]] = {}
    for note in lost_notes:
        pages_by_code.setdefault(note.code, {})[note.where.page] = None
    if lost_notes:
        fields = [as_error(note) for note in lost_notes if note.code == LEFT_OUT]
        raise LossError([*fields, *_refusals(pages_by_code)])


def _refusals(pages_by_code: dict[str, dict[int, None]]) -> Iterator[Message]:
    for code, pages in pages_by_code.items():
        numbers = [str(page) for page in pages if page]
        template = _LOST[code] if numbers else _LOST_SOMEWHERE.get(code, _LOST[code])
        what = template.phrase(code=code, pages=numbers)
        yield Message(NOWHERE, what, _REMEDY, code=f"loss:{code}")
