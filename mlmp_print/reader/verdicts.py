"""The two verdicts of a check that are not “agrees”: a box differs, or nobody can tell."""

from __future__ import annotations

from ..model.limits import PDF_CHECK_SECONDS
from ..model.messages import Message, Severity, Where
from ..model.phrases import Phrase

UNTOLD = "cannot-tell"  # the code of a message


def untold(path: str, what: Phrase) -> Message:
    """A note that it cannot be told whether the pages show what a field holds."""
    return Message(Where(path=path), what, severity=Severity.NOTE, code=UNTOLD)


def no_page() -> Message:
    """A note that there is nothing to compare the fields with."""
    what = Phrase("was not checked: it holds the fields of a sheet, and no page")
    return untold("file", what)


def not_checked() -> Message:
    """A note that a check took more time or memory than it may."""
    what = Phrase(
        "was not checked: that takes more than {seconds:g} seconds, or more memory than a real "
        "sheet. Its answers were read",
        seconds=PDF_CHECK_SECONDS,
    )
    return untold("file", what)
