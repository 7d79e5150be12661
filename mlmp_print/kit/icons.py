"""Drawings on the page of the kit, as SVG: the wheel, the icons of groups, the logo."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from ..look.assets import Logo, Steps
from ..look.colors import Color
from ..look.look import Look
from ..look.picture_library import as_file
from .markup import Markup, join, render

CENTRE, RADIUS = 24, 23  # of the wheel, in the units of its 48 × 48 view box


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


def plate(steps: Steps) -> Markup:
    """Draw a group's icon. Screen readers skip it, because the heading beside it says the same."""
    return render("plate", outline=outline(steps))


def wheel(look: Look) -> Markup:
    """Draw the wheel of life themes, small and without words. Screen readers skip it."""
    ink = css(look.color("ink"))
    angle = 2 * pi / len(look.themes)
    rim = [_rim_point(angle * number) for number in range(len(look.themes) + 1)]
    segments = [
        render(
            "segment",
            outline=f"M{CENTRE} {CENTRE} L{start} A{RADIUS} {RADIUS} 0 0 1 {end} Z",
            fill=css(look.color(f"theme.{theme.key}")),
            ink=ink,
        )
        for theme, (start, end) in zip(look.themes, pairwise(rim), strict=True)
    ]
    return render("wheel", segments=join(segments), paper=css(look.color("paper")), ink=ink)


def _rim_point(angle: float) -> str:
    """A point on the wheel's rim, clockwise from the top; the angle in radians."""
    return f"{CENTRE + RADIUS * sin(angle):.2f} {CENTRE - RADIUS * cos(angle):.2f}"


def logo_file(logo: Logo) -> str:
    """The path of the municipality's logo in the kit."""
    ending = as_file(logo.picture)[0] if logo.picture else ".svg"
    return f"logo{ending}"


def logo_data(logo: Logo) -> bytes:
    """The bytes of the logo's file: the municipality's picture, or an SVG of its shapes.

    The SVG is written anew from shapes and colours, so that no script in the municipality's file
    reaches the kit.
    """
    if logo.picture:
        return as_file(logo.picture)[1]
    shapes = [
        render("logo_shape", outline=outline(steps), fill=fill) for steps, fill in logo.shapes
    ]
    size = {"width": f"{logo.width:g}", "height": f"{logo.height:g}"}
    return render("logo_file", shapes=join(shapes), **size).encode()
