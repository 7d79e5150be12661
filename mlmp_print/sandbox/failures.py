"""Why a worker gave no answer for a file, and the errors that say so of a PDF."""

from __future__ import annotations

from enum import Enum, auto

from ..model.errors import MlmpError, PdfError
from ..model.phrases import Phrase

STOPPED = "stopped"  # the code of an error for a file over which the worker was lost


class Failure(Enum):
    """Why there is no answer."""

    START = auto()  # the process does not start, or cannot import the function
    IMPOSSIBLE = auto()  # this program has no Python that it could start
    TIME = auto()
    MEMORY = auto()
    ENDED = auto()  # by somebody else, or by a system without memory
    CRASH = auto()
    NONSENSE = auto()  # the answer is none that the function gives


def pdf_error(failure: Failure, seconds: float, memory: int) -> MlmpError:
    """The error for a PDF that took more than `seconds` or `memory` (bytes), or broke the worker.

    >>> print(pdf_error(Failure.MEMORY, 5, 2**29))
    takes more than 512 MB of memory to read: it is broken, or made to do so. Ask for the file again
    """
    if failure is Failure.IMPOSSIBLE:
        return MlmpError(
            Phrase(
                "A PDF is read in a process of its own, and this program cannot start one; "
                "for files of your own there is trusted=True"
            )
        )
    if failure is Failure.START:
        return MlmpError(
            Phrase(
                "The process that reads PDFs does not start. "
                "Is the installation whole, and is there memory left?"
            )
        )
    if failure is Failure.TIME:
        return PdfError(
            Phrase(
                "takes more than {seconds:g} seconds to read: this machine is busy, or the file is "
                "broken or made to keep programs so. Read it again alone; if it still does, "
                "ask for the file again",
                seconds=seconds,
            ),
            code=STOPPED,
        )
    if failure is Failure.MEMORY:
        return PdfError(
            Phrase(
                "takes more than {size} MB of memory to read: it is broken, or made to do so. "
                "Ask for the file again",
                size=memory >> 20,
            ),
            code=STOPPED,
        )
    if failure is Failure.ENDED:
        return PdfError(
            Phrase(
                "was not read: the process that reads PDFs was ended from outside, perhaps for "
                "want of memory. Read it again"
            )
        )
    if failure is Failure.NONSENSE:
        return PdfError(
            Phrase("makes the program that reads it answer nonsense: it is made to do so")
        )
    return PdfError(
        Phrase(
            "makes the program that reads it crash: it is broken, or made to do so. "
            "Ask for the file again"
        ),
        code=STOPPED,
    )
