"""By which limits the marks of one page are told apart: those of its pen and of its picture."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from .cell_features import PageFacts
from .limits import Limits
from .page_care import PageCare
from .page_pen import PagePen


def limits_of_page(pen: PagePen, care: PageCare, facts: PageFacts, limits: Limits) -> Limits:
    """The limits by which the marks of a page are told apart."""
    marking = _in_black_and_white(limits) if facts.bilevel else limits
    if care.is_faint:
        marking = _on_faint_page(marking)
    elif care.is_copied:
        marking = replace(_on_pale_copy(marking), printed_compact=limits.copied_print)
    if pen.circles:
        marking = _among_circles(marking)
    if care.is_pale:
        compact = max(marking.compact, limits.pale_compact)
        soft = max(marking.ghost_most, limits.pale_ghost_most)
        marking = replace(marking, compact=compact, leaning=inf, ghost_most=soft)
    if facts.pale_lost:
        marking = replace(marking, ghost=0.0)  # what looks rubbed out may be faint pencil
    if pen.dark < limits.copied_pen and not care.is_faint:
        marking = replace(marking, softer_smudge=limits.smudge)
    return marking


def _on_faint_page(limits: Limits) -> Limits:
    """The limits for a page whose pen is faint: less is empty, and less is sure."""
    return replace(
        _on_pale_copy(limits),
        pale=limits.faint_pale,
        pale_clear=limits.faint_clear,
        clear_dark=0.0,
        clear_steep=limits.faint_steep,
        ghost_steep=limits.faint_ghost_steep,
        scribble=limits.faint_scribble,
        scribble_outside=limits.faint_scribble_outside,
        compact=inf,
        leaning=inf,
        softer=inf,
        softer_outside=inf,
        whole_core=inf,
        arms_bend=inf,
    )


def _on_pale_copy(limits: Limits) -> Limits:
    """The limits for pencil on a copy that loses pale tones: less is empty."""
    return replace(limits, empty=limits.faint_empty)


def _among_circles(limits: Limits) -> Limits:
    """The limits for a page with circles: less shows that a stroke is one, too."""
    return replace(
        limits,
        wide_around=limits.circles_around,
        wide_middle=limits.circles_middle,
        wide_hook=limits.circles_hook,
    )


def _in_black_and_white(limits: Limits) -> Limits:
    """The limits for a picture on which every pen is as dark as a felt pen."""
    return replace(
        limits,
        felt_dark=1.0,
        felt_least=1.0,
        compact=inf,
        leaning=inf,
        pale_most=inf,
        small_dark=limits.bilevel_pen,
    )
