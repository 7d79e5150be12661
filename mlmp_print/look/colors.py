"""The palette, its tones for a black-and-white printer, and contrast (WCAG 2.1)."""

from __future__ import annotations

# `paper` also covers the writing lines under typed text.
COLORS = {
    "ink": "#20242B",
    "soft": "#5B6470",
    "line": "#8A93A0",
    "tint": "#F6F7F9",
    "figure": "#C9CDD3",
    "answer": "#1B4F9C",
    "paper": "#FFFFFF",
    "parking": "#A5D3F3",
    "well": "#CFB8EA",
    "warm": "#F8BC82",
    "leaf": "#B7DD9F",
    "sun": "#FFE58A",
    "sky": "#A5D3F3",
    "lilac": "#CFB8EA",
}
# 0 black … 1 white. Small words are at least 60 % black, so that a copier keeps them.
# Answers are as dark as ink.
GRAYS = {
    "ink": 0.12,
    "soft": 0.36,
    "line": 0.55,
    "tint": 0.97,
    "figure": 0.80,
    "answer": 0.10,
    "paper": 1.0,
    "parking": 0.85,
    "well": 0.88,
    "warm": 0.72,
    "leaf": 0.84,
    "sun": 0.92,
    "sky": 0.78,
    "lilac": 0.70,
}
# In grey, areas in the colour of a theme have this one tone: it stands out from the paper, as the
# tones of the themes themselves do not.
SHADE = 0.70

Color = tuple[float, ...]  # one component: DeviceGray; three: DeviceRGB; 0 … 1


def rgb(color: str) -> Color:
    """Return `#RRGGBB` as three components.

    >>> rgb("#FF0033")
    (1.0, 0.0, 0.2)
    """
    return tuple(int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))


def gray(color: str) -> Color:
    """Return the tone of `#RRGGBB` on a black-and-white copier (ITU-R BT.601 luma).

    >>> gray("#FF0000")
    (0.299,)
    """
    red, green, blue = rgb(color)
    return (round(0.299 * red + 0.587 * green + 0.114 * blue, 3),)


def luminance(color: Color) -> float:
    """Return the relative luminance, 0 black to 1 white (WCAG 2.1)."""
    channels = color * 3 if len(color) == 1 else color
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1).

    >>> contrast(rgb("#000000"), rgb("#FFFFFF"))
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
