"""Colours: the house's palette, its tones for a black-and-white printer, and contrast (WCAG 2.1)."""

from __future__ import annotations

# DESIGN §7. `paper` is also what covers writing lines under typed text.
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
# Nothing small lighter than 60 % black (paper.md), answers as dark as ink.
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
SHADE = 0.70  # in grey, what is shaded in the colour of a theme: one tone for all, clear of the paper, as themes' own are not

Color = tuple[float, ...]  # one component: DeviceGray; three: DeviceRGB; 0 … 1


def rgb(color: str) -> Color:
    """`#RRGGBB` as three components."""
    return tuple(int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))


def gray(color: str) -> Color:
    """`#RRGGBB` as the one tone it has on a black-and-white copier (ITU-R BT.601 luma)."""
    red, green, blue = rgb(color)
    return (round(0.299 * red + 0.587 * green + 0.114 * blue, 3),)


def luminance(color: Color) -> float:
    """Relative luminance, 0 black to 1 white (WCAG 2.1)."""
    channels = color * 3 if len(color) == 1 else color
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
