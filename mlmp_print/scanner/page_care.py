"""How carefully the marks of one page are read: what its picture may have lost of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from .cell_features import PageFacts
from .doubts import BILEVEL, FAINT_PAGE, LOST_PAGE
from .limits import Limits
from .page_pen import PagePen


@dataclass(frozen=True)
class PageCare:
    """How carefully the marks of one page are read.

    Attributes:
        doubt: Why marks may be missing, a code of `doubts.DOUBTS`; "" if none can be.
        is_faint: The pen is a faint pencil.
        is_copied: The pen is paler than one that a copy keeps whole.
        is_told: The page shows that the pen is no faint pencil, however pale: by its texts, or by
            its marks, where a copy loses faint pencil altogether.
        is_gone: The pen is pale, and what is paler is gone: a trace may be what is left of a mark.
        is_pale: Its strokes may be broken, so that a filling is not known by its shape alone.
        loses_all: The page loses what takes a mark back.
        is_kept: Nothing on it tells of the pen of its marks, but faint pencil would have left a
            trace: texts are of a pen that the picture shows, and pale print is not gone.
    """

    doubt: str
    is_faint: bool
    is_copied: bool
    is_told: bool
    is_gone: bool
    is_pale: bool
    loses_all: bool
    is_kept: bool

    @classmethod
    def of(cls, pen: PagePen, facts: PageFacts, limits: Limits) -> Self:
        """Tell it from the pen of a page's marks, and from what is known of its picture."""
        is_as_written = _is_as_written(pen, facts, limits)
        of_scan, of_copy = (0.0, 0.0) if is_as_written else _palest_pencil(pen, facts, limits)
        of_filled = limits.shown_filled if pen.large >= limits.shown else limits.shown_copied
        is_faint = pen.dark < of_scan
        is_copied = facts.pale_lost and pen.dark < limits.copied_pen
        loses_pen = is_copied and facts.written > 0 and not _is_written(facts, limits)
        return cls(
            doubt=_doubt(facts, is_faint=is_faint, is_lost=loses_pen or pen.dark < of_copy),
            is_faint=is_faint,
            is_copied=is_copied,
            is_told=is_as_written or (facts.pale_gone and not is_faint and not loses_pen),
            is_gone=is_copied and facts.pale_gone,
            is_pale=not is_as_written and (pen.dark < limits.faint_pen or is_copied),
            loses_all=loses_pen or (is_copied and pen.dark < min(of_copy, of_filled)),
            is_kept=not pen.large and _keeps_traces(facts, limits),
        )


def _doubt(facts: PageFacts, *, is_faint: bool, is_lost: bool) -> str:
    if facts.bilevel:
        return BILEVEL
    if is_faint:
        return FAINT_PAGE
    return LOST_PAGE if facts.pale_lost and is_lost else ""


def _palest_pencil(pen: PagePen, facts: PageFacts, limits: Limits) -> tuple[float, float]:
    """How pale a pen may be that has lost no marks, on a scan and on a copy.

    Where texts are of faint pencil, so are marks that seem darker: what crosses them out does.
    Where all that is pale is gone, several large marks are of no faint pencil: it would be, too.
    """
    if 0 < facts.written < limits.written_faint and not facts.pale_lost:
        return limits.faint_writer, limits.copied_pen
    if facts.pale_gone and pen.large == limits.shown - 1:
        return limits.faint_pen, limits.few_gone
    if pen.large < limits.shown:
        return limits.faint_pen, limits.copied_pen
    if facts.pale_gone:
        return limits.shown_gone, limits.shown_gone
    return limits.shown_pen, limits.shown_copied


def _is_as_written(pen: PagePen, facts: PageFacts, limits: Limits) -> bool:
    """Whether marks are of no faint pencil, since they are as dark as texts that are of none: many
    more pixels tell of these.
    """
    is_as_dark = pen.dark > limits.as_written * facts.written
    return pen.large > 0 and is_as_dark and _is_written(facts, limits)


def _is_written(facts: PageFacts, limits: Limits) -> bool:
    """Whether texts stand on the page, of a pen or of ordinary pencil."""
    is_copy = facts.pale_lost and facts.pale_known
    least = limits.written_copied if is_copy else limits.written
    return facts.written > least


def _keeps_traces(facts: PageFacts, limits: Limits) -> bool:
    """Whether a page shows a trace of a mark in faint pencil, though it loses pale marks."""
    is_seen = facts.pale_known and not facts.pale_gone and not facts.bilevel
    return is_seen and _is_written(facts, limits)
