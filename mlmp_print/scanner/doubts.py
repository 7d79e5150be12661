"""Why a value that was read from paper is doubtful, in the order in which a person should look."""

from __future__ import annotations

from ..model.phrases import Phrase

TWO_MARKS = "two-marks"
CROSSED_OUT = "crossed-out"
PALE = "pale"
TOUCHED = "touched"
STRAY = "stray"
NEAR = "near"
TRACE = "trace"
SHADOW = "shadow"
PRINT = "print"
DARK_PRINT = "dark-print"
FAINT_PAGE = "faint-page"
LOST_PAGE = "lost-page"
BILEVEL = "black-and-white"

# What may change an answer stands first, what may only have hidden one last.
DOUBTS: dict[str, Phrase] = {
    TWO_MARKS: Phrase("Two answers are marked"),
    CROSSED_OUT: Phrase("The mark is crossed out, or fills more than its place"),
    STRAY: Phrase("A line that is meant for something else runs into it"),
    PALE: Phrase("The mark is pale, or was rubbed out"),
    TOUCHED: Phrase("There is a small mark, perhaps by accident"),
    NEAR: Phrase("There is a mark beside the answer"),
    TRACE: Phrase("There is only a trace, perhaps of a mark that the scan has lost"),
    SHADOW: Phrase("A shadow may have been taken for a mark here"),
    PRINT: Phrase("The print of the sheet is not seen here"),
    DARK_PRINT: Phrase("The print is so dark here that a mark may be missing"),
    FAINT_PAGE: Phrase("The writing on this page is so faint that marks may be missing"),
    LOST_PAGE: Phrase("This copy loses pale marks, so that some may be missing"),
    BILEVEL: Phrase("A black-and-white scan loses pale marks, so that some may be missing"),
}

_OF_PAGE = (FAINT_PAGE, LOST_PAGE, BILEVEL)


def is_unseen(doubt: str, guess: object) -> bool:
    """Whether nothing is seen for a question, so that only its page as a whole is in doubt.

    >>> is_unseen(BILEVEL, None), is_unseen(BILEVEL, "2"), is_unseen(TRACE, None)
    (True, False, False)
    """
    return doubt in _OF_PAGE and not guess
