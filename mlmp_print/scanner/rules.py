"""From what was measured in the spots of each question to its answer, or to a doubt.

One law: **a value that is given without a doubt is what stands on the paper.** The rules know
nothing of forms or pictures; they take numbers (`CellFeatures`) and give a `PanelMark`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .beside_print import is_print_crossed_out, may_be_marked_beside
from .cell_features import CellFeatures, PageFacts
from .circles import is_of_circle, is_part_of_circle
from .crossings import (
    goes_far,
    has_too_many_arms,
    is_dense,
    is_face_hatched,
    is_struck_through,
    may_be_crossed_out,
)
from .doubts import (
    BILEVEL,
    CROSSED_OUT,
    NEAR,
    PALE,
    STRAY,
    TOUCHED,
    TRACE,
    TWO_MARKS,
)
from .faint_marks import doubt_of_faint
from .hidden_spots import doubt_of_picture
from .limits import LIMITS, Limits
from .page_care import PageCare
from .page_limits import limits_of_page
from .page_pen import PagePen, pen_of
from .printed import is_even_ring, is_printed
from .spots import (
    InkedSpot,
    Mark,
    Rows,
    has_trace,
    is_dot,
    is_hidden_mark,
    is_rival,
    mark_in,
    spots_of,
)
from .stray_strokes import goes_through, is_between

Answer = str | bool | None

_DOUBT_OF = {
    Mark.HEAVY: CROSSED_OUT,
    Mark.PALE: PALE,
    Mark.STRAY: STRAY,
    Mark.TOUCHED: TOUCHED,
    Mark.NEAR: NEAR,
}


@dataclass(frozen=True)
class PanelMark:
    """What one question reads.

    Attributes:
        path: The question.
        value: The answer: a state, True or False for a tick, None if nothing is marked. None, too,
            if there is a doubt.
        doubt: A code of `doubts.DOUBTS`; "" is sure.
        guess: What a doubtful one reads most likely.
        corrected: The answer that was crossed out for this one.
    """

    path: str
    value: Answer
    doubt: str = ""
    guess: Answer = None
    corrected: str | None = None


def decide(rows: Rows, facts: PageFacts, limits: Limits = LIMITS) -> dict[str, PanelMark]:
    """Read the questions of a panel.

    Args:
        rows: The spots of each question, by its path.
        facts: What is known of the whole picture.
        limits: The thresholds.

    Returns:
        What each question reads, by its path.
    """
    spots = spots_of(rows)
    pen = pen_of([spot for row in spots.values() for spot in row], limits)
    care = PageCare.of(pen, facts, limits)
    judge = _Judge(pen, care, facts, limits)
    return {path: judge.read(path, row) for path, row in spots.items()}


class _Judge:
    """Reads the rows of one panel, all marked with one pen."""

    def __init__(self, pen: PagePen, care: PageCare, facts: PageFacts, limits: Limits) -> None:
        self.pen, self.care, self.limits = pen, care, limits
        self.marking = limits_of_page(pen, care, facts, limits)
        outside = limits.faint_dense if care.is_pale else limits.alone_outside
        self.alone = replace(
            limits,
            alone_outside=outside,
            compact=self.marking.compact,
            leaning=self.marking.leaning,
        )
        is_told = pen.large >= limits.shown and not pen.circles
        self.may_hide_circles = pen.dark < limits.shown_pen and not is_told
        self.faint_kept = facts.faint_kept and not facts.bilevel

    def read(self, path: str, row: Sequence[InkedSpot]) -> PanelMark:
        """Read one row."""
        marks = [mark_in(spot, self.pen, self.marking) for spot in row]
        reading = (
            self._tick(path, row[0], marks[0])
            if row[0].at.kind == "tick"
            else self._choice(path, row, marks)
        )
        if reading.doubt:
            return reading
        told = self.care.is_told
        if doubt := doubt_of_faint(row, marks, self.pen, self.limits, is_told=told):
            return _doubtful(path, doubt, reading.value)
        if doubt := doubt_of_picture(row, marks, self.limits):
            return _doubtful(path, doubt, reading.value)
        may_be_lost = self._may_be_changed(row, marks) if reading.value else self._has_trace(row)
        if self.care.doubt and may_be_lost:
            is_gray = self.care.doubt != BILEVEL  # in black and white print leaves traces, too
            is_trace = is_gray and not reading.value and has_trace(row, self.limits)
            return _doubtful(path, TRACE if is_trace else self.care.doubt, reading.value)
        if not reading.value and self._may_be_left(row):
            return _doubtful(path, TRACE, reading.value)
        return reading

    def _may_be_left(self, row: Sequence[InkedSpot]) -> bool:
        """Whether a trace on a pale copy may be what is left of a mark: outlines hide circles."""
        if self.care.is_gone or (self.care.is_copied and self.pen.circles):
            return has_trace(row, self.limits)
        most = max(spot.at.trace for spot in row)
        return self.care.is_copied and most > self.limits.copied_trace

    def _has_trace(self, row: Sequence[InkedSpot]) -> bool:
        """Whether a row that seems empty may have a mark: a trace of it, or one that is lost.

        Pictograms hide so much of a theme that a small mark on it may leave no trace, and outlines
        hide circles in faint pencil.
        """
        hidden = {"theme", "score", "choice"} if self.may_hide_circles else {"theme"}
        may_hide = any(spot.at.kind in hidden for spot in row)
        is_silent = not self.faint_kept or may_hide
        return has_trace(row, self.limits) or (is_silent and not self.care.is_kept)

    def _may_be_changed(self, row: Sequence[InkedSpot], marks: Sequence[Mark]) -> bool:
        """Whether the page may have lost what takes a mark back, or another mark."""
        if self.care.loses_all or self._may_be_other(row):
            return True
        if self.care.doubt != BILEVEL:
            return False
        sure = [spot.at for spot, mark in zip(row, marks, strict=True) if mark.is_sure]
        is_told = self.pen.large >= self.limits.shown
        least = self.limits.bilevel_pen if is_told else self.limits.bilevel_few
        is_of_print = any(is_printed(cell) or is_even_ring(cell) for cell in sure)
        is_wide = any(goes_far(cell, self.limits) for cell in sure)
        return is_of_print or is_wide or self.pen.dark < least

    def _may_be_other(self, row: Sequence[InkedSpot]) -> bool:
        """Whether a mark that is lost may be the answer: two spots have ink, however little, or the
        mark that is seen may be crossed out for it.
        """
        limits = self.limits
        if self.pen.dark > limits.copied_pen:
            return False
        inked = replace(limits, dense=limits.faint_inked) if self.care.is_faint else limits
        is_drawn = [is_dense(spot.at, inked) and not is_printed(spot.at) for spot in row]
        if any(is_drawn) and not self.pen.fills:
            return True
        return sum(is_rival(spot, limits) for spot in row) > 1

    def _tick(self, path: str, spot: InkedSpot, mark: Mark) -> PanelMark:
        if mark is Mark.MARKED and has_too_many_arms(spot.at, self.marking):
            return _doubtful(path, CROSSED_OUT, True)
        if mark in _DOUBT_OF:
            return _doubtful(path, _DOUBT_OF[mark], mark is Mark.HEAVY)
        return PanelMark(path, mark is not Mark.EMPTY)

    def _choice(self, path: str, row: Sequence[InkedSpot], marks: Sequence[Mark]) -> PanelMark:
        found = list(zip(row, marks, strict=True))
        sure = [(spot, mark) for spot, mark in found if mark.is_sure]
        if not sure:
            return self._nothing_sure(path, found)
        others = [(spot, mark) for spot, mark in found if not mark.is_sure]
        has_circle = any(mark is Mark.CIRCLED for _, mark in sure)
        if has_circle:
            others = [other for other in others if not is_of_circle(other[0].at, self.limits)]
        if (
            len(sure) > 2
            or any(self._rivals(*other) for other in others)
            or self._is_off(row, sure)
        ):
            return _doubtful(path, TWO_MARKS, _largest(sure).state)
        return self._one(path, *sure[0]) if len(sure) == 1 else self._two(path, sure)

    def _is_off(self, row: Sequence[InkedSpot], sure: Sequence[tuple[InkedSpot, Mark]]) -> bool:
        """Whether a mark may be of another answer, or hides that another one is marked."""
        is_faint = self.care.is_faint or not self.pen.large
        if is_faint and may_be_marked_beside(row, self.limits):
            return True
        return any(is_between(spot.at, other.at, self.limits) for spot, _ in sure for other in row)

    def _nothing_sure(self, path: str, found: Sequence[tuple[InkedSpot, Mark]]) -> PanelMark:
        left = [(spot, mark) for spot, mark in found if mark is not Mark.EMPTY]
        if not left:
            return PanelMark(path, None)
        spot, mark = max(left, key=lambda each: each[0].amount)
        return _doubtful(path, _DOUBT_OF[mark], spot.state)

    def _one(self, path: str, spot: InkedSpot, mark: Mark) -> PanelMark:
        is_heavy = mark is Mark.HEAVY and not self._is_filling(spot.at)
        is_told = self.care.is_pale or not self.pen.fills
        is_unlike = is_told and may_be_crossed_out(spot.at, self.alone)
        strikes = (is_struck_through, is_print_crossed_out, has_too_many_arms)
        is_struck = any(strikes_out(spot.at, self.marking) for strikes_out in strikes)
        if is_heavy or is_unlike or is_struck:
            return _doubtful(path, CROSSED_OUT, spot.state)
        return PanelMark(path, spot.state)

    def _is_filling(self, cell: CellFeatures) -> bool:
        """Whether a heavy mark is a filling, since most answers of the page are filled."""
        limits = self.limits
        compact = min(self.marking.compact, limits.pale_compact)
        is_full = cell.inside > limits.full or cell.compact > compact
        is_neat = cell.outside < limits.wild or cell.compact > limits.wild_compact
        is_whole = cell.through < limits.crossed_through and not is_face_hatched(cell, limits)
        return self.pen.fills and is_full and is_neat and is_whole

    def _rivals(self, other: InkedSpot, its_mark: Mark) -> bool:
        """Whether a doubtful mark may be an answer, beside the one that is sure."""
        limits = self.limits
        if self.care.is_faint and other.amount > limits.small:
            return True
        if its_mark is Mark.STRAY:
            is_joined = min(other.amount, other.at.core) > limits.joined
            is_here = other.at.own > limits.own and not goes_through(other.at, limits)
            return is_here or is_joined
        if its_mark is Mark.NEAR:
            is_part = is_part_of_circle(other.at, limits)
            is_round = is_part or other.at.around > limits.wide_around
            return is_round or max(other.at.ring, other.at.ringed) > limits.circle
        if its_mark in (Mark.TOUCHED, Mark.PALE) and is_dot(other, self.pen, limits):
            return True
        if its_mark is Mark.TOUCHED and is_hidden_mark(other, self.pen, limits):
            return True
        is_small = other.amount < limits.touch and other.at.ring < limits.circle
        is_of_another = its_mark is Mark.TOUCHED and other.at.own < limits.own
        return its_mark in (Mark.TOUCHED, Mark.PALE) and not is_small and not is_of_another

    def _two(self, path: str, sure: Sequence[tuple[InkedSpot, Mark]]) -> PanelMark:
        """Read a row with two marks: one crossed out, or the tail of the other, or both."""
        limits = self.limits
        (more, its_mark), (less, other_mark) = sorted(
            sure, key=lambda each: each[0].at.inside, reverse=True
        )
        # No stray stroke makes a filling look crossed out, and no word is the answer beside it.
        is_here = more.at.off < limits.stray and less.at.middle < limits.corrected_middle
        is_crossed_out = its_mark is Mark.HEAVY and other_mark is not Mark.HEAVY
        clearly = more.at.inside > max(limits.full, less.at.inside + limits.corrected)
        is_one_pen = is_here and not self.pen.fills  # fillings beside crosses may be answers, too
        if is_crossed_out and is_one_pen and clearly and less.at.inside < limits.corrected_most:
            return PanelMark(path, less.state, corrected=more.state)
        small = min(limits.tail * more.amount, limits.tail_most)
        is_tail = less.at.own < limits.own and less.amount < small
        if is_tail and Mark.CIRCLED not in (its_mark, other_mark):
            return PanelMark(path, more.state)
        return _doubtful(path, TWO_MARKS, _largest(sure).state)


def _largest(found: Sequence[tuple[InkedSpot, Mark]]) -> InkedSpot:
    """The spot with most ink."""
    return max((spot for spot, _ in found), key=lambda spot: spot.amount)


def _doubtful(path: str, doubt: str, guess: Answer) -> PanelMark:
    return PanelMark(path, None, doubt, guess)
