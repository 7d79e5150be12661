"""Why a scan is not read: the sandbox was lost over it."""

from __future__ import annotations

from ..model.errors import MlmpError, PdfError
from ..model.phrases import Phrase
from ..sandbox.failures import STOPPED, Failure


def scan_error(failure: Failure, seconds: float, memory: int) -> MlmpError:
    """The error for a page that took more than `seconds` or `memory` (bytes), or broke the worker.

    >>> print(scan_error(Failure.MEMORY, 60, 2**29))
    takes more than 512 MB of memory to read. Scan the sheet again, with 200 dots an inch
    """
    if failure is Failure.IMPOSSIBLE:
        return MlmpError(
            Phrase("A scan is read in a process of its own, and this program cannot start one")
        )
    if failure is Failure.START:
        return MlmpError(
            Phrase(
                "The process that reads scans does not start. "
                "Is the installation whole, and is there memory left?"
            )
        )
    return PdfError(_reason(failure, seconds, memory), code=STOPPED)


def _reason(failure: Failure, seconds: float, memory: int) -> Phrase:
    if failure is Failure.TIME:
        return Phrase(
            "takes more than {seconds:g} seconds to read: this machine is busy, or the picture is "
            "made to keep programs so. Read it again alone, or scan the sheet again",
            seconds=seconds,
        )
    if failure is Failure.MEMORY:
        return Phrase(
            "takes more than {size} MB of memory to read. "
            "Scan the sheet again, with 200 dots an inch",
            size=memory >> 20,
        )
    if failure is Failure.ENDED:
        return Phrase(
            "was not read: the process that reads scans was ended from outside, perhaps for want "
            "of memory. Read it again"
        )
    if failure is Failure.NONSENSE:
        return Phrase("makes the program that reads it answer nonsense: it is made to do so")
    return Phrase(
        "makes the program that reads it crash: it is broken, or made to do so. "
        "Scan the sheet again"
    )
