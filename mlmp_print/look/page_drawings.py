"""Drawings on HTML pages, as SVG: the wheel of life themes, and icons."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from .assets import Steps
from .colors import Color
from .look import Look
from .page_parts import Markup, PageParts, join

CENTRE, RADIUS = 24, 23  # of the wheel, in the units of its 48 × 48 view box
_PARTS = PageParts("pages/drawings.html")


def css(color: Color) -> str:
    """Write a colour as CSS does.

    >>> css((1.0, 0.5, 0.0)), css((0.8,))
    ('#FF8000', '#CCCCCC')
    """
    channels = color * 3 if len(color) == 1 else color
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)


def outline(steps: Steps) -> str:
    """Write path steps as SVG path data, with at most two decimals.

    >>> outline((("M", 1, 2.5), ("L", 3.14159, 4), ("Z",)))
    'M1 2.5 L3.14 4 Z'
    """
    return " ".join(verb + " ".join(map(_number, numbers)) for verb, *numbers in steps)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def icon(steps: Steps, style: str) -> Markup:
    """Draw an icon. Screen readers skip it, because the words beside it say the same.

    Args:
        steps: The icon's path.
        style: The class by which the page's CSS knows it.
    """
    return _PARTS.render("icon", outline=outline(steps), style=style)


def wheel(look: Look) -> Markup:
    """Draw the wheel of life themes, small and without words. Screen readers skip it."""
    ink = css(look.color("ink"))
    angle = 2 * pi / len(look.themes)
    rim = [_rim_point(angle * number) for number in range(len(look.themes) + 1)]
    segments = [
        _PARTS.render(
            "segment",
            outline=f"M{CENTRE} {CENTRE} L{start} A{RADIUS} {RADIUS} 0 0 1 {end} Z",
            fill=css(look.color(f"theme.{theme.key}")),
            ink=ink,
        )
        for theme, (start, end) in zip(look.themes, pairwise(rim), strict=True)
    ]
    paper = css(look.color("paper"))
    return _PARTS.render("wheel", segments=join(segments), paper=paper, ink=ink)


def _rim_point(angle: float) -> str:
    """A point on the wheel's rim, clockwise from the top; the angle in radians."""
    return f"{CENTRE + RADIUS * sin(angle):.2f} {CENTRE - RADIUS * cos(angle):.2f}"
